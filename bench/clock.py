"""What work costs: processor time, memory, and a loop that tells how fast the machine is just now."""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER: workers whose parent ends first are waited for here, so that their time is counted
STOPPED = 124
_TEXT = "Семинар для подписантов Соглашения Мэров прошёл в Таразе. The seminar was held in Taraz on 19 February 2014. " * 40


@dataclass(frozen=True, slots=True)
class Cost:
    """Of a command with all its children: seconds of processor and wall clock, exit code, peak MB.

    ``driver_mb`` and ``worker_mb`` are of the first process and the largest of its children; ``peak_mb`` is what all held
    together at one time, shared pages counted once.
    """

    cpu_s: float
    wall_s: float
    exit_code: int
    driver_mb: float
    worker_mb: float
    peak_mb: float


def calibrate(rounds: int = 5) -> float:
    """Processor seconds of a fixed loop over text in plain Python, the best of ``rounds``: what to divide by."""
    return min(_loop() for _ in range(rounds))


@contextmanager
def timed(spent: dict[str, float], name: str) -> Iterator[None]:
    """The processor time of the block is added under ``name``."""
    began = time.process_time()
    try:
        yield
    finally:
        spent[name] = spent.get(name, 0.0) + time.process_time() - began


def peak_mb() -> float:
    """The most memory this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def forget_peak() -> None:
    """Memory is measured from here on: what was free is given back, and ``peak_since_mb`` begins anew."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    Path("/proc/self/clear_refs").write_text("5")


def peak_since_mb() -> float:
    """The most memory this process held since ``forget_peak``, in MB."""
    return _said_mb(os.getpid(), "VmHWM")


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-len(ordered) * int(share * 1000) // 1000) - 1))]


def run(
    command: Sequence[str], *, cwd: Path, environment: Mapping[str, str] | None = None, limit_s: float | None = None
) -> Cost:
    """Runs a command to the end of all its children and says what it cost; its output goes nowhere.

    After ``limit_s`` it and its children are killed, and its exit code is ``STOPPED``.
    """
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    others = frozenset(descendants(os.getpid()))
    before, began = _children(), time.perf_counter()
    said = {**os.environ, **(environment or {})}
    with subprocess.Popen(command, cwd=cwd, env=said, stdout=subprocess.DEVNULL) as child:
        watch = _Watch(child.pid)
        try:
            code = child.wait(limit_s)
        except subprocess.TimeoutExpired:
            code = _kill(child)
        except BaseException:
            _kill(child)
            raise
        wall = time.perf_counter() - began
        watch.stop()
    _reap(others)
    return Cost(_children() - before, wall, code, watch.driver_mb, watch.worker_mb, watch.peak_mb)


def _kill(child: subprocess.Popen[bytes]) -> int:
    for pid in (child.pid, *descendants(child.pid)):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    child.wait()
    return STOPPED


class _Watch:
    """Looks at a process and its descendants ten times a second, less often the longer they run: looking costs too."""

    def __init__(self, pid: int) -> None:
        self.driver_mb = self.worker_mb = self.peak_mb = 0.0
        self._pid, self._over = pid, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        began = time.monotonic()
        while not self._over.wait(min(2.0, 0.1 + (time.monotonic() - began) / 100)):
            self.driver_mb = max(self.driver_mb, _said_mb(self._pid, "VmHWM"))
            children = descendants(self._pid)
            self.worker_mb = max(self.worker_mb, *(_said_mb(pid, "VmHWM") for pid in children), 0.0)
            self.peak_mb = max(self.peak_mb, sum(_said_mb(pid, "Pss", "smaps_rollup") for pid in (self._pid, *children)))


def _loop() -> float:
    began = time.process_time()
    counts: dict[str, int] = {}
    for _ in range(1500):
        for word in _TEXT.lower().replace("ё", "е").split():
            counts[word[:5]] = counts.get(word[:5], 0) + len(word)
    return time.process_time() - began


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _reap(others: Set[int]) -> None:
    """Waits for adopted children, but for ``others``: a fork server ends a moment after its driver."""
    while adopted := set(descendants(os.getpid())) - others:
        for pid in adopted:
            with suppress(ChildProcessError):  # a child's child: it is waited for when it is adopted
                os.waitpid(pid, 0)
        time.sleep(0.01)


def descendants(pid: int) -> list[int]:
    """The processes that a process started, and theirs."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError, ValueError):
                continue
            parents.setdefault(parent, []).append(int(entry.name))
    found: list[int] = []
    waiting = list(parents.get(pid, ()))
    while waiting:
        found.append(waiting.pop())
        waiting += parents.get(found[-1], ())
    return found


def resident_mb(pid: int) -> float:
    """What a process holds just now, in MB; 0 for one that has ended."""
    return _said_mb(pid, "VmRSS")


def _said_mb(pid: int, key: str, file: str = "status") -> float:
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    except OSError:  # it ended a moment ago
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{key}:")), 0.0)
