"""A password that stands in a file or the environment: never in ``svod.toml``, never in a message."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from corpus.errors import BadConfig


def read_password(file: Path | None, setting: str, variable: str, environment: Mapping[str, str] = os.environ) -> str:
    """What the file named by ``setting`` holds, without the line's end; else the variable; "" when nobody says.

    Raises BadConfig.
    """
    if file is None:
        return environment.get(variable, "")
    try:
        return file.read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadConfig(
            f"{file}: {setting} cannot be read ({type(error).__name__}); "
            "write the password alone into it, in UTF-8, and let only svod's user read it"
        ) from error
