"""System programs that read what no library here can: found, run in a scratch folder, stopped at their limits."""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from corpus.config import Config
from corpus.errors import UnreadableFile
from corpus.sources import MEGABYTE

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True)
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1", "PATH": os.defpath + ":/usr/local/bin"}
_SAID_CHARACTERS = 160


@cache
def find_tool(name: str) -> str:
    """The program's path, "" when it is not installed."""
    return shutil.which(name) or ""


def run_tool(command: Sequence[str], content: bytes, config: Config, seconds: float = 0, result: str = "") -> bytes:
    """What the program writes to its standard output, or to the file ``result``, when given ``content``.

    ``seconds`` is its wall clock; 0: half of what the whole file may take. It dies with the process that started it.
    Raises UnreadableFile.
    """
    limit, name = config["read.file_mb"] * MEGABYTE, Path(command[0]).name
    with tempfile.TemporaryDirectory(prefix="svod-") as scratch, tempfile.TemporaryFile(dir=scratch) as given:
        given.write(content)
        given.seek(0)
        with tempfile.TemporaryFile(dir=scratch) as output, tempfile.TemporaryFile(dir=scratch) as complaints:
            try:
                ended = subprocess.run(
                    command,
                    stdin=given,
                    stdout=output,
                    stderr=complaints,
                    cwd=scratch,
                    env=_ENVIRONMENT | {"TMPDIR": scratch, "HOME": scratch},
                    timeout=seconds or config["read.seconds"] / 2,
                    preexec_fn=lambda: _limit(limit),
                    check=False,
                )
            except subprocess.TimeoutExpired as error:
                raise UnreadableFile(f"{name} took longer than {error.timeout:g} seconds (read.seconds)") from error
            output.seek(0)
            written = (Path(scratch) / result).read_bytes() if result and (Path(scratch) / result).exists() else output.read()
            complaints.seek(0)
            said = " ".join(complaints.read(4000).decode("utf-8", "replace").split())[:_SAID_CHARACTERS]
    if ended.returncode == -signal.SIGXFSZ or len(written) >= limit:
        raise UnreadableFile(f"{name} yields more than {config['read.file_mb']} MB (read.file_mb)")
    if ended.returncode != 0 and not written:
        raise UnreadableFile(f"{name} cannot read it ({said or f'exit {ended.returncode}'})")
    return written


def _limit(bytes_written: int) -> None:
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_written, bytes_written))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
