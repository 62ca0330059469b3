"""Elements, escaped. Every component is made of these, so that none concatenates unescaped text."""

from __future__ import annotations

import html
import itertools
from collections.abc import Iterable
from functools import cache

from django.utils.functional import Promise
from django.utils.safestring import SafeString

Text = str | Promise | int | float

VOID = frozenset({"input", "img", "br", "hr", "meta", "link"})

KEPT_EMPTY = frozenset({"value", "alt"})
"""Attributes whose emptiness says something."""

_numbers = itertools.count(1)


def unique(word: str) -> str:
    """An id no other element of this page has."""
    return f"cc-{word}-{next(_numbers)}"


def _escaped(value: object) -> str:
    # What Django's conditional_escape does, without its detour for lazy texts: lists call this thousands of times.
    if isinstance(value, SafeString):
        return value
    text = value if type(value) is str else str(value)
    return text if isinstance(text, SafeString) else html.escape(text)


@cache
def _attribute(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def join(*parts: Text | None, between: str = "") -> SafeString:
    """Parts one after the other, each escaped unless it is markup already."""
    return SafeString(between.join(_escaped(part) for part in parts if part not in (None, "")))


def many(parts: Iterable[Text], between: str = "") -> SafeString:
    """Like `join`, of any number of parts."""
    return join(*parts, between=between)


def element(tag: str, *children: Text | None, **attributes: object) -> SafeString:
    """One element. `class_` and `for_` lose their underscore, inner underscores become hyphens.

    An attribute that is None, False or (but for `value` and `alt`) "" is left out, True stands bare; aria attributes take "true"/"false" as text.
    """
    written = []
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        key = _attribute(name)
        if value == "" and key not in KEPT_EMPTY:
            continue
        written.append(f" {key}" if value is True else f' {key}="{_escaped(value)}"')
    opening = f"<{tag}{''.join(written)}>"
    if tag in VOID:
        return SafeString(opening)
    return SafeString(f"{opening}{join(*children)}</{tag}>")


def classes(*names: str | bool | None) -> str:
    """Class names, the absent ones left out."""
    return " ".join(name for name in names if isinstance(name, str) and name)


@cache
def icon(name: str) -> SafeString:
    """A KRDS icon (a mask that takes the text's colour); never the only carrier of meaning."""
    return element("i", class_=f"svg-icon ico-{name}", aria_hidden="true")


def unseen(text: Text) -> SafeString:
    """Words for those who listen instead of look."""
    return element("span", text, class_="sr-only")
