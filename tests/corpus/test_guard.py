import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import corpus
from corpus.confine import has_landlock
from corpus.errors import SvodError, UnreadableFile
from corpus.guard import IN_FLIGHT_PER_WORKER, Guard, Lost, say_where, time_left

WARMED: list[str] = []


class Twice(Exception):
    def __init__(self, first: str, second: str) -> None:
        super().__init__(first)


def warm() -> None:
    WARMED.append("warm")


def misbehave(what: str) -> object:
    match what:
        case "hang":
            time.sleep(60)
        case "die":
            os._exit(3)
        case "abort":
            os.kill(os.getpid(), signal.SIGABRT)
        case "eat":
            return bytearray(4_000_000_000)
        case "bug":
            return {}["missing"]
        case "refuse":
            raise UnreadableFile("0 of 3 pages hold text")
        case "two arguments":
            raise Twice("a", "b")
        case "no pickle":
            return lambda: None
        case "warmed":
            return WARMED
        case "who":
            return os.getpid()
    return what.upper()


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    with Guard(workers=2, seconds=1, memory_mb=1000, warm=warm) as pool:
        yield pool


def outcome(guard: Guard, what: str) -> object:
    [(item, result)] = guard.map(misbehave, [what])
    assert item == what
    return result


def test_results_keep_the_order_of_items(guard: Guard) -> None:
    """Every item comes back with its result in the order given, although two workers finish in any order."""
    items = [f"item {number}" for number in range(40)]
    assert list(guard.map(misbehave, items)) == [(item, item.upper()) for item in items]


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("hang", "took longer than 1 seconds (read.seconds)"),
        ("die", "its worker died (exit 3); memory limit 1000 MB (read.memory_mb)"),
        ("abort", "its worker died (signal 6); memory limit 1000 MB (read.memory_mb)"),
        ("refuse", "0 of 3 pages hold text"),
    ],
)
def test_a_lost_item_says_why(guard: Guard, what: str, reason: str) -> None:
    """Time, death, memory and a refusal each become a Lost with their own reason."""
    assert outcome(guard, what) == Lost(reason)


def test_a_worker_without_memory_ends(guard: Guard) -> None:
    """Its item may fare better with another; the next item has a worker with all its memory."""
    before = {outcome(guard, "who") for _ in range(20)}
    assert outcome(guard, "eat") == Lost("needed more than 1000 MB of memory (read.memory_mb)", again=True)
    assert {outcome(guard, "who") for _ in range(20)} != before


@pytest.mark.parametrize(
    ("what", "said"), [("bug", "KeyError: 'missing' (at test_guard.py"), ("two arguments", "Twice: a"), ("no pickle", "pickle")]
)
def test_a_fault_is_told_with_its_place(guard: Guard, what: str, said: str) -> None:
    """An exception of the function, even one that cannot be pickled, costs its item only and shows type, text and line."""
    lost = outcome(guard, what)
    assert isinstance(lost, Lost)
    assert said in lost.reason
    assert "fault of svod" in lost.reason
    assert outcome(guard, "next") == "NEXT"


def test_items_around_a_lost_one_are_done(guard: Guard) -> None:
    """A hung and a dead worker lose their own item alone."""
    results = [result for _, result in guard.map(misbehave, ["a", "die", "b", "hang", "c", "d"])]
    assert [result for result in results if not isinstance(result, Lost)] == ["A", "B", "C", "D"]


def test_warm_runs_in_every_child(guard: Guard) -> None:
    """Models are loaded once, before a worker's first task, and not in the driver."""
    assert outcome(guard, "warmed") == ["warm"]
    assert WARMED == []


def test_few_items_are_taken_ahead(guard: Guard) -> None:
    """Of twenty thousand files only a handful are in memory: items are drawn as results are taken."""
    drawn = 0

    def items() -> Iterator[str]:
        nonlocal drawn
        for number in range(20_000):
            drawn += 1
            yield str(number)

    results = guard.map(misbehave, items())
    for _ in range(5):
        next(results)
    results.close()
    assert drawn <= 5 + 2 * IN_FLIGHT_PER_WORKER + 1


SCRIPT = """
import signal, sys, time
from corpus.guard import Guard

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a suite in the background inherits that Ctrl-C is ignored
    try:
        with Guard(2, 60, 1000, None) as guard:
            print("ready", flush=True)
            list(guard.map(time.sleep, [60] * 10))
    except KeyboardInterrupt:
        sys.exit(130)
"""


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_an_end_leaves_no_children(sent: signal.Signals, code: int, tmp_path: Path) -> None:
    """Ctrl-C, and even a kill of the driver, ends every worker within seconds."""
    script = tmp_path / "run.py"
    script.write_text(SCRIPT)
    environment = {**os.environ, "PYTHONPATH": str(Path(corpus.__file__).parents[1])}
    run = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, env=environment, start_new_session=True)
    assert run.stdout is not None
    with run.stdout:
        run.stdout.readline()
        time.sleep(0.5)
        run.send_signal(sent)
        assert run.wait(timeout=60) == code
        assert run.stdout.read() == b""  # the pipe ends only when no child holds it any more


def broken() -> None:
    raise RuntimeError("the models are missing")


def test_workers_that_cannot_start_end_the_run() -> None:
    """When models cannot be loaded no file is blamed: the run ends with an error."""
    with pytest.raises(SvodError, match="no worker could start"), Guard(1, 5, 1000, broken) as pool:
        list(pool.map(misbehave, ["a"]))


def break_out(what: str) -> object:
    """Tries what a file's code might try; returns what it got."""
    match what:
        case "write":
            Path("/tmp/svod-outside.txt").write_text("out")
        case "home":
            (Path.home() / "svod-outside.txt").write_text("out")
        case "program":
            return subprocess.run(["touch", "/tmp/svod-outside.txt"], check=False, capture_output=True).returncode
        case "connect":
            socket.create_connection(("127.0.0.1", 9), timeout=2)
        case "scratch":
            with tempfile.NamedTemporaryFile("w+") as file:
                file.write("inside")
                return "kept"
        case "where":
            say_where("the third")
            os._exit(1)
    return what


@pytest.mark.parametrize("what", ["write", "home", "connect"])
def test_a_child_reaches_nothing_outside(guard: Guard, what: str) -> None:
    """No file is written outside the scratch folder, and nobody is talked to."""
    [(_, result)] = guard.map(break_out, [what])
    assert isinstance(result, Lost)
    assert re.search("PermissionError|OSError", result.reason)
    assert not Path("/tmp/svod-outside.txt").exists()


def test_a_program_of_a_child_is_shut_in_too(guard: Guard) -> None:
    """What a child starts writes nothing outside either, where the kernel knows Landlock."""
    if not has_landlock():
        pytest.skip("this kernel has no Landlock: programs are not bound")
    [(_, result)] = guard.map(break_out, ["program"])
    assert result == 1
    assert not Path("/tmp/svod-outside.txt").exists()


def test_a_child_may_write_to_its_scratch_folder(guard: Guard) -> None:
    """Temporary files work as ever."""
    assert [result for _, result in guard.map(break_out, ["scratch"])] == ["kept"]


def test_a_lost_task_tells_where_it_was(guard: Guard) -> None:
    """The last place a task named comes back with its loss, so that only that place is given up."""
    [(_, result)] = guard.map(break_out, ["where"])
    assert isinstance(result, Lost)
    assert result.at == "the third"
    assert time_left() == float("inf")
