"""Our own pictograms: a few strokes each, always beside a word, for fingers in a hurry and eyes in the sun."""

from __future__ import annotations

from functools import cache

from django.utils.safestring import SafeString

from chomchom.ui.components.markup import element

STROKES: dict[str, str] = {
    "mail": "M3 6h18v12H3zM3 7l9 6 9-6",
    "smell": "M6 20c-2-3 2-5 0-8s2-5 0-8M12 20c-2-3 2-5 0-8s2-5 0-8M18 20c-2-3 2-5 0-8s2-5 0-8",
    "light": "M9.5 16a6 6 0 1 1 5 0v2h-5zM10 21h4M12 1v0M4 4l1 1M20 4l-1 1",
    "gone": "M12 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7M5 20c0-4 3-6 7-6s7 2 7 6M3 3l18 18",
    "quarrel": "M13 2 6 13h5l-1 9 8-12h-5z",
    "other": "M5 10.8a1.2 1.2 0 1 1 0 2.4 1.2 1.2 0 0 1 0-2.4M12 10.8a1.2 1.2 0 1 1 0 2.4 1.2 1.2 0 0 1 0-2.4"
    "M19 10.8a1.2 1.2 0 1 1 0 2.4 1.2 1.2 0 0 1 0-2.4",
    "well": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M9 10h.01M15 10h.01M8 14c1.5 2.5 6.5 2.5 8 0",
    "help": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8M5.7 5.7l3.5 3.5"
    "M14.8 14.8l3.5 3.5M18.3 5.7l-3.5 3.5M9.2 14.8l-3.5 3.5",
    "nobody": "M6 21V3h12v18M4 21h16M14.5 12h.01",
    "moved": "M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8",
    "hospital": "M4 4h16v16H4zM12 8v8M8 12h8",
    "locked": "M5 11h14v10H5zM8 11V8a4 4 0 0 1 8 0v3M12 15v2",
    "unsafe": "M12 3 22 20H2zM12 9v5M12 17h.01",
    "ambulance": "M2 6h12v11H2zM14 10h4l4 4v3h-8M7 16a2 2 0 1 1 0 4 2 2 0 0 1 0-4M18 16a2 2 0 1 1 0 4 2 2 0 0 1 0-4M8 8v5M5.5 10.5h5",
    "deceased": "M9 11h6v10H9zM12 11V9M12 3c2 2.5 1.5 4.5 0 6-1.5-1.5-2-3.5 0-6",
    "call": "M5 3h4l2 5-2.5 1.5a11 11 0 0 0 6 6L16 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 5a2 2 0 0 1 2-2",
    "note": "M4 20l1-5L16 4l4 4L9 19zM14 6l4 4",
    "home": "M4 11l8-7 8 7v9H4zM10 20v-6h4v6",
    "police": "M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6zM9 12l2 2 4-4",
    "family": "M8 4a3 3 0 1 1 0 6 3 3 0 0 1 0-6M17 7a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5M2 20c0-4 2-7 6-7s6 3 6 7M15 14.5c4-1 7 1.5 7 5.5",
    "search": "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13M15.5 15.5 21 21",
    "print": "M7 8V3h10v5M7 17H4V9h16v8h-3M7 14h10v7H7z",
    "go": "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
    "download": "M12 4v11M7 10l5 5 5-5M4 20h16",
    "upload": "M12 16V5M7 10l5-5 5 5M4 20h16",
    "filter": "M4 5h16l-6 8v6l-4-2v-4z",
    "plus": "M12 5v14M5 12h14",
    "file": "M6 3h8l4 4v14H6zM14 3v4h4",
    "check": "M4 12.5 9.5 18 20 6.5",
    "back": "M15 5l-7 7 7 7",
    "map": "M12 21c-4-5-6-8-6-11a6 6 0 0 1 12 0c0 3-2 6-6 11M12 8a2 2 0 1 1 0 4 2 2 0 0 1 0-4",
    "water": "M12 3c4 5 6 8 6 11a6 6 0 0 1-12 0c0-3 2-6 6-11",
    "money": "M3 6h18v12H3zM12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6",
}


@cache
def sign(name: str) -> SafeString:
    """A pictogram by name; hidden from listeners, because the word stands beside it."""
    if name not in STROKES:
        raise ValueError(f"no sign {name!r}; there are {', '.join(STROKES)}")
    return element("svg", element("path", d=STROKES[name]), viewBox="0 0 24 24", class_="cc-sign", aria_hidden="true")
