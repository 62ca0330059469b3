"""The main menu: a table of entries that the site declares, filtered by the roles of whom it is drawn for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from chomchom.kernel.roles import Role


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu. No roles means everybody who is logged in; `also` are url names that belong to it."""

    label: Promise | str
    url_name: str
    roles: frozenset[Role] = frozenset()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NavItem:
    """One line as it is drawn."""

    label: str
    url_name: str
    href: str
    current: bool


def entries() -> tuple[Entry, ...]:
    """The table named by the setting NAVIGATION."""
    place = getattr(settings, "NAVIGATION", "")
    return tuple(import_string(place)) if place else ()


def menu(table: Iterable[Entry], *, roles: Iterable[str], view_name: str) -> list[NavItem]:
    """The entries somebody with these roles sees; the one whose page is open is current."""
    held = frozenset(str(role) for role in roles)
    items = []
    for entry in table:
        if entry.roles and not held & {str(role) for role in entry.roles}:
            continue
        try:
            href = reverse(entry.url_name)
        except NoReverseMatch:
            continue
        current = view_name == entry.url_name or any(view_name.startswith(prefix) for prefix in entry.also)
        items.append(NavItem(str(entry.label), entry.url_name, href, current))
    return items
