"""The password of a source."""

from __future__ import annotations

import os
from collections.abc import Mapping

from corpus.config import Source
from corpus.passwords import read_password


def password(source: Source, scheme: str, environment: Mapping[str, str] = os.environ) -> str:
    """What ``key_file`` holds, without the line's end; else ``SVOD_<SCHEME>_PASSWORD``; "" when nobody says.

    Raises BadConfig.
    """
    what = f"the key_file of source '{source.name}'"
    return read_password(source.access.key_file, what, f"SVOD_{scheme.upper()}_PASSWORD", environment)
