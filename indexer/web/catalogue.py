"""What the interface says: one gettext catalogue a language, read as a translator wrote it."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib import resources
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ORDER = ("ru", "en", "kk", "uk")

NAMES = {"ru": "Русский", "en": "English", "kk": "Қазақша", "uk": "Українська"}
"""What each language of the interface calls itself."""

FOLDER = resources.files(__package__) / "locales"


class Unwritten(NullTranslations):
    """Stands behind a catalogue: a phrase that nobody wrote is a fault, never shown as its key."""

    def gettext(self, message: str) -> str:
        raise KeyError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        raise KeyError(msgid1)


def phrase(language: str, key: str) -> str:
    """What stands under ``key``. Raises KeyError for a phrase that nobody wrote."""
    return _catalogue(language).gettext(key)


def counted(language: str, key: str, number: int) -> str:
    """What ``number`` things are called: «документ», «документа», «документов». Raises KeyError."""
    return _catalogue(language).ngettext(f"count.{key}", f"count.{key}", number)


@cache
def _catalogue(language: str) -> GNUTranslations:
    """A catalogue, compiled in memory: there is no file beside the translator's that could be stale."""
    compiled = BytesIO()
    with (FOLDER / f"{language}.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    found = GNUTranslations(compiled)
    found.add_fallback(Unwritten())
    return found
