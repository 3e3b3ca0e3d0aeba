"""Zip containers opened only after their size was looked at."""

from __future__ import annotations

import io
from zipfile import BadZipFile, ZipFile

from corpus.errors import UnreadableFile
from corpus.sources import MEGABYTE


def open_zip(content: bytes, limit_mb: int, *, encrypted: bool = False) -> ZipFile:
    """The container, which unpacks to at most ``limit_mb``; zipfile reads no more of a member than its header declares.

    Encrypted members are let through when ``encrypted`` says so. Raises UnreadableFile for a broken or too large
    one, and otherwise for an encrypted one.
    """
    try:
        archive = ZipFile(io.BytesIO(content))
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableFile(f"broken zip container, perhaps cut off on its way ({error})") from error
    members = archive.infolist()
    if not encrypted and any(member.flag_bits & 1 for member in members):
        raise UnreadableFile("encrypted zip container; save a copy without a password")
    total = sum(member.file_size for member in members)
    if total > limit_mb * MEGABYTE:
        raise UnreadableFile(f"unpacks to {total / MEGABYTE:.1f} MB, limit {limit_mb} MB (read.file_mb)")
    return archive
