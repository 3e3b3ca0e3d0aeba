"""What is no content of any page: scripts and forms' fields, menus, banners, what is hidden."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, islice
from typing import Any

SILENT = frozenset(
    "script style noscript template head select option button nav svg iframe textarea input object audio video canvas".split()
)
_ASIDE = frozenset(("aside", "footer"))
LISTS = frozenset(("ul", "ol", "dl", "menu"))
_PARTS = frozenset(("div", "section", "header", "table", "td", "form", "center", *_ASIDE, *LISTS))
"""What a class or id may call no content; a paragraph of that name heads what follows."""
_NO_SENTENCE = frozenset(("a", "script", "style", "noscript", "nav", "footer", "head"))
_ROLES = frozenset(("navigation", "banner", "complementary", "contentinfo", "search", "menu", "menubar", "toolbar"))
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:(?P<place>sidebar|sidebox)|nav|navbar|navheader|navfooter|navigation|docnav|menu|breadcrumbs?|crumbs|pager|"
    r"pagination|related|share|sharing|social|cookies?|banner|footer|comments?|subscribe|subscription|promo|advert\w*|ads?|tags|"
    r"toolbar|search|skip|copyright|noprint)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Names that makers of pages give to what is no content, whole between spaces, hyphens and underscores. A place at the side
is one only where it holds no sentences: a «sidebar» of DocBook is a part of the text, set in a box."""
RUNNING = 60
"""A stretch of so many characters outside links is running text, not a label."""


def is_aside(element: Any) -> bool:
    """True for what is no content of any page: scripts and forms' fields, menus, banners, what is hidden."""
    tag = element.tag
    if tag in SILENT or not isinstance(tag, str):
        return True
    attributes = element.attrib
    if not attributes or tag not in _PARTS:
        return tag in _ASIDE
    if tag in _ASIDE or attributes.get("role") in _ROLES or "hidden" in attributes:
        return True
    if "display:none" in attributes.get("style", "").replace(" ", ""):
        return True
    names = (_name(attributes.get("class", "")), _name(attributes.get("id", "")))
    return "aside" in names or ("place" in names and not running_words(element))


@lru_cache(10_000)
def _name(said: str) -> str:
    """What a class or id calls an element: ``aside`` for no content, ``place`` where it often stands, "" for anything else.

    Of several words in one name («handling-security-bugs») none is sure.
    """
    found = _NAMED.search(said)
    if found is None:
        return ""
    alone = found[0].strip(" -_\n\t") in said.split()
    return "aside" if alone and not found["place"] else "place"


def running_words(element: Any) -> int:
    """Words outside links, scripts and menus in stretches that look like sentences: what content should hold."""
    count = 0
    for text in element.xpath(f".//text()[string-length() > {RUNNING}]"):
        owner = text.getparent()
        if text.is_tail:
            owner = owner.getparent()
        if not any(parent.tag in _NO_SENTENCE for parent in islice(chain([owner], owner.iterancestors()), 6)):
            count += len(text.split())
    return count
