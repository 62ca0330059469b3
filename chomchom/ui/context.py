"""What the shell around every page knows: the city, who is in, the menu, and how many notices wait."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from chomchom.kernel.deeds import Deed
from chomchom.ui import navigation


def shell(request: HttpRequest) -> dict[str, Any]:
    """For every template. It asks the database nothing but the one count of unread notices."""
    deed: Deed | None = getattr(request, "deed", None)
    match = request.resolver_match
    view_name = match.view_name if match else ""
    roles = deed.roles if deed else frozenset()
    logged_in = bool(getattr(getattr(request, "user", None), "is_authenticated", False))
    city = _named("SHELL_CITY")
    return {
        "city_name": city.name if city else "",
        "is_demo": bool(city and city.demo),
        "nav": navigation.menu(navigation.entries(), roles=roles, view_name=view_name) if deed and logged_in else [],
        "who": getattr(request.user, "shown_name", "") or str(request.user) if logged_in else "",
        "acting_as": _named("SHELL_ACTING_AS", request) if deed and logged_in else "",
        "unread": _unread(deed) if deed and logged_in else 0,
        "at": deed.at if deed else None,
    }


def _unread(deed: Deed) -> int:
    return int(_named("SHELL_UNREAD", deed) or 0)


def _named(setting: str, *arguments: object) -> Any:
    """Ask a function that a setting names: the city and the notices live on floors this one does not know."""
    place = getattr(settings, setting, "")
    return import_string(place)(*arguments) if place else None
