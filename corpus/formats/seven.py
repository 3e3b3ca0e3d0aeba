"""7z archives, unpacked in memory."""

from __future__ import annotations

import io
from collections.abc import Iterator

import py7zr
from py7zr.exceptions import ArchiveError, UnsupportedCompressionMethodError
from py7zr.io import BytesIOFactory

from corpus.errors import UnreadableFile
from corpus.sources import MEGABYTE


def parts(content: bytes, limit_mb: int, limit_files: int) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file in the archive. Raises UnreadableFile."""
    try:
        with py7zr.SevenZipFile(io.BytesIO(content), max_extract_size=limit_mb * MEGABYTE) as archive:
            if archive.needs_password():
                raise UnreadableFile("encrypted 7z archive; save it without a password")
            files = [info for info in archive.list() if not info.is_directory]
            if len(files) > limit_files:
                raise UnreadableFile(f"more than {limit_files} files in it (read.files)")
            total = sum(info.uncompressed or 0 for info in files)
            if total > limit_mb * MEGABYTE:
                raise UnreadableFile(f"unpacks to {total / MEGABYTE:.1f} MB, limit {limit_mb} MB (read.file_mb)")
            factory = BytesIOFactory(limit_mb * MEGABYTE)
            archive.extract(factory=factory)
    except py7zr.PasswordRequired as error:
        raise UnreadableFile("encrypted 7z archive; save it without a password") from error
    except py7zr.DecompressionBombError as error:
        raise UnreadableFile(f"unpacks to more than {limit_mb} MB (read.file_mb)") from error
    except (ArchiveError, UnsupportedCompressionMethodError, AssertionError, AttributeError) as error:
        raise UnreadableFile(f"broken 7z archive, perhaps cut off on its way ({type(error).__name__}: {error})") from error
    for name, product in factory.products.items():
        product.seek(0)
        yield name, product.read(None)
