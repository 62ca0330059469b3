"""Ways from one page to another, shown only to whom the other door lets in."""

from __future__ import annotations

from typing import Any

from django.urls import resolve, reverse

from chomchom.kernel.deeds import Deed


def way(deed: Deed, name: str, *args: Any) -> str:
    """The address of a page, or "" where the page's door asks for a role that the deed has not.

    A door's roles are the coarse question; what a page asks of its record it still asks itself.
    """
    address = reverse(name, args=args)
    door = getattr(resolve(address).func, "chomchom_door", None)
    lets_in = door is None or door.public or door.link or not door.roles or deed.has(*door.roles)
    return address if lets_in else ""
