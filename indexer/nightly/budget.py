"""How long a night may take, and whether it may go on."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

from corpus.errors import BadConfig

_WRITTEN = re.compile(r"(?:(?P<h>\d+)h)?(?:(?P<m>\d+)m)?(?:(?P<s>\d+)s)?")

READING_SHARE = 0.85
"""Of the budget; the rest is for what cannot be left half done: linking, the index, the report."""


@dataclass(frozen=True, slots=True)
class Budget:
    """Seconds of wall clock a night may take from ``began`` (monotonic) on; None: as long as it takes."""

    seconds: float | None
    began: float

    @classmethod
    def of(cls, written: str) -> Budget:
        """The budget that begins now, of what a person wrote: 2h, 90m, 1h30m, "" for none. Raises BadConfig."""
        return cls(read_seconds(written), time.monotonic())

    def goes_on(self) -> bool:
        """True while files may be read and passages embedded."""
        return self.seconds is None or time.monotonic() - self.began < READING_SHARE * self.seconds


def read_seconds(written: str) -> float | None:
    """Seconds of «1h30m»; None for "". Raises BadConfig."""
    if not written.strip():
        return None
    found = _WRITTEN.fullmatch(written.strip().lower())
    seconds = sum(int(found[unit] or 0) * worth for unit, worth in (("h", 3600), ("m", 60), ("s", 1))) if found else 0
    if not seconds:
        raise BadConfig(f"budget = {written!r}: write hours and minutes, such as 2h, 90m or 1h30m")
    return float(seconds)
