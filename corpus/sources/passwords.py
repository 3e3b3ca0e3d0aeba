"""The password of a source, from a file or the environment: never from ``svod.toml``, never in a message."""

from __future__ import annotations

import os
from collections.abc import Mapping

from corpus.config import Source
from corpus.errors import BadConfig


def password(source: Source, scheme: str, environment: Mapping[str, str] = os.environ) -> str:
    """What ``key_file`` holds, without the line's end; else ``SVOD_<SCHEME>_PASSWORD``; "" when nobody says.

    Raises BadConfig.
    """
    file = source.access.key_file
    if file is None:
        return environment.get(f"SVOD_{scheme.upper()}_PASSWORD", "")
    try:
        return file.read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadConfig(
            f"{file}: the key_file of source '{source.name}' cannot be read ({type(error).__name__}); "
            "write the password alone into it, in UTF-8, and let only svod's user read it"
        ) from error
