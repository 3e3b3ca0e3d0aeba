"""Asks public advisories about every locked dependency; ends with 1 for a known hole, and says where none could be asked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).parents[1] / "requirements.lock"
COMMAND = ("-m", "pip_audit", "-r", str(LOCK), "--no-deps", "--disable-pip", "--progress-spinner", "off", "-f", "json")
SECONDS = 120


def ask() -> list[dict[str, object]]:
    """What is known of each dependency; nothing where nobody answers."""
    try:
        asked = subprocess.run([sys.executable, *COMMAND], capture_output=True, text=True, check=False, timeout=SECONDS)
        return list(json.loads(asked.stdout)["dependencies"])
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return []


def main() -> int:
    """What was found, in words."""
    locked = sum(line.strip() != "" and not line.startswith("#") for line in LOCK.read_text("utf-8").splitlines())
    answers = ask()
    known = [each for each in answers if "skip_reason" not in each]
    holes = [(each["name"], each["version"], hole["id"]) for each in known for hole in each["vulns"]]  # type: ignore[attr-defined]
    for name, version, hole in holes:
        print(f"{name} {version}: {hole}")
    print(f"{LOCK.name}: {locked} dependencies, {len(known)} asked about, {len(holes)} known holes")
    if not known:
        print("No advisory could be reached from here: the lock is the record of what was not asked about.")
    return 1 if holes else 0


if __name__ == "__main__":
    sys.exit(main())
