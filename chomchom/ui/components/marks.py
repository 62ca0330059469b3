"""Small marks: badges, grades, figures, moments. Each carries a word, a shape and a colour, never colour alone."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Literal

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from chomchom.ui import times
from chomchom.ui.components.markup import Text, classes, element, icon, join, unseen

Tone = Literal["gray", "primary", "danger", "warning", "success", "information", "point"]
TONES = ("gray", "primary", "danger", "warning", "success", "information", "point")

GRADES: dict[str, Promise] = {
    "severe": _("심각"),
    "caution": _("주의"),
    "unknown": _("미확인"),
    "watch": _("관심"),
}
"""The four grades of outreach, by code, in the order they are worked on."""

_SHAPES: dict[str, SafeString] = {
    "severe": element("path", d="M5 0h6l5 5v6l-5 5H5l-5-5V5z"),
    "caution": element("path", d="M8 0.6 16 15H0z"),
    "unknown": element("path", d="M8 0 16 8 8 16 0 8z"),
    "watch": element("circle", cx="8", cy="8", r="7"),
}
_SIGNS = {"severe": "!", "caution": "!", "unknown": "?", "watch": "·"}


def _drawing(code: str) -> SafeString:
    sign = element("text", _SIGNS[code], x="8", y="12.2", text_anchor="middle", class_="cc-grade-sign")
    return element("svg", _SHAPES[code], sign, viewBox="0 0 16 16", class_="cc-grade-shape", aria_hidden="true")


def badge(text: Text, *, tone: Tone = "gray", outline: bool = False) -> SafeString:
    """A short word in a coloured field."""
    if tone not in TONES:
        raise ValueError(f"no badge of tone {tone!r}")
    return element("span", text, class_=classes("cc-badge", f"cc-tone-{tone}", outline and "cc-outline"))


def grade_shape(code: str) -> SafeString:
    """The grade's shape alone, for places where its word stands beside it."""
    return element("span", _drawing(code), class_=f"cc-grade-mark cc-grade-{code}")


def grade_badge(grade: str, *, large: bool = False) -> SafeString:
    """심각, 주의, 미확인 or 관심: an octagon, a triangle, a diamond or a ring, each with its word."""
    code = str(getattr(grade, "value", grade))
    if code not in GRADES:
        raise ValueError(f"no grade {code!r}")
    return _grade(code, large, get_language() or "")


@cache
def _grade(code: str, large: bool, language: str) -> SafeString:
    return element(
        "span", _drawing(code), GRADES[code], class_=classes("cc-grade", f"cc-grade-{code}", large and "cc-large")
    )


def figure(
    value: Text,
    *,
    label: Text,
    unit: Text = "",
    of: Text = "",
    percent: Text = "",
    href: str = "",
    note: Text = "",
    tone: str = "",
) -> SafeString:
    """A number with its unit, what it counts, of what, and the way into what it counts."""
    shown = value if isinstance(value, (str, Promise)) else f"{value:,}"
    number = element("span", element("b", shown), unit, class_="cc-figure-number")
    beside = " · ".join(str(part) for part in (of, f"{percent}%" if percent not in ("", None) else "") if part)
    inside = join(
        element("span", label, class_="cc-figure-label"),
        number,
        element("span", beside, class_="cc-figure-of") if beside else None,
        element("span", note, class_="cc-figure-note") if note else None,
    )
    look = classes("cc-figure", tone and f"cc-figure-{tone}")
    if href:
        return element("a", inside, icon("angle right"), href=href, class_=look)
    return element("div", inside, class_=look)


def when(
    moment: datetime | date | times.Said | None,
    *,
    at: datetime | None,
    due: bool = False,
    precision: times.Precision = "clock",
) -> SafeString:
    """A moment as people say it; the exact time shows on focus and on hover. Overdue is a word and a shape."""
    if moment is None or moment == "":
        return element("span", "–", class_="cc-when")
    said = _said(moment, at=at, due=due, precision=precision)
    return element(
        "time",
        element("span", "!", class_="cc-late-shape", aria_hidden="true") if said.overdue else None,
        said.text,
        unseen(f" ({said.exact})") if due else None,
        datetime=said.iso,
        data_exact=said.exact,
        title=said.exact,
        tabindex="0" if due else None,
        class_=classes("cc-when", due and "cc-due", said.overdue and "cc-late"),
    )


def _said(
    moment: datetime | date | times.Said, *, at: datetime | None, due: bool, precision: times.Precision
) -> times.Said:
    if isinstance(moment, times.Said):
        return moment
    if at is None:
        raise ValueError("`when` needs to know what time it is: give at=…, or render with the deed")
    if isinstance(moment, datetime):
        return times.due(moment, at=at, precision=precision) if due else times.past(moment, at=at)
    today = at.astimezone(times.SEOUL).date()
    return times.due_day(moment, today=today) if due else times.on_day(moment, today=today)
