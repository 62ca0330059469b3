"""Tables that become cards on a phone, keyset paging, tabs and timelines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal

from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from chomchom.ui import times
from chomchom.ui.components.markup import Text, classes, element, icon, join, many

_HEAD = re.compile(r"<thead\b.*?</thead>", re.DOTALL)
_BODY = re.compile(r"<tbody\b.*?</tbody>", re.DOTALL)
_COLUMN = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(td|th)\b(?![^>]*\bdata-label=)")


def table(content: SafeString, *, caption: Text, show_caption: bool = False, dense: bool = True) -> SafeString:
    """A table from `<thead>` and `<tbody>`. Each cell learns its column's name, which a phone shows before it."""
    return element(
        "div",
        element("p", caption, class_="cc-table-caption", aria_hidden="true") if show_caption else None,
        element(
            "table",
            element("caption", caption),
            _labelled(content),
            class_=classes("cc-table", dense and "cc-dense"),
        ),
        class_="cc-table-wrap",
    )


def _seen(heading: str) -> str:
    """A heading's words; one that is only for listeners is no label on a phone."""
    return "" if "sr-only" in heading else strip_tags(heading).strip()


def _labelled(content: SafeString) -> SafeString:
    head = _HEAD.search(content)
    if head is None:
        return content
    labels = [escape(_seen(text)) for text in _COLUMN.findall(head.group())]

    def label_row(row: re.Match[str]) -> str:
        names = iter(labels)
        return _CELL.sub(lambda cell: f'<{cell.group(1)} data-label="{next(names, "")}"', row.group())

    return mark_safe(_BODY.sub(lambda body: _ROW.sub(label_row, body.group()), content))  # noqa: S308


def pagination(*, next_url: str = "", first_url: str = "", shown: int | None = None, total: Text = "") -> SafeString:
    """Keyset paging: on to the next rows, back to the first. There are no page numbers to be wrong."""
    count = None
    if shown is not None:
        of = _("전체 %(total)s건 중 %(shown)s건") if total else _("%(shown)s건")
        count = element("span", str(of) % {"shown": f"{shown:,}", "total": total}, class_="cc-pages-count")
    back = (
        element("a", icon("angle left"), _("처음부터"), href=first_url, class_="cc-pages-link") if first_url else None
    )
    onward = (
        element("a", _("다음"), icon("angle right"), href=next_url, class_="cc-pages-link", rel="next")
        if next_url
        else None
    )
    if not (count or back or onward):
        return SafeString("")
    return element("nav", back, count, onward, class_="cc-pages", aria_label=_("목록 넘기기"))


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: where it leads, whether it is open, and how many things wait in it."""

    label: Text
    href: str
    current: bool = False
    count: int | None = None


def tab(label: Text, *, href: str, current: bool = False, count: int | None = None) -> SafeString:
    """One tab of `tabs`; a tab is a link, so that it can be kept, shared and opened beside."""
    return element(
        "li",
        element(
            "a",
            label,
            element("span", f"{count:,}", class_="cc-tab-count") if count is not None else None,
            href=href,
            aria_current="page" if current else None,
        ),
    )


def tabs(content: Text | Iterable[Tab], *, label: Text) -> SafeString:
    """A row of tabs. `label` names the row for those who listen."""
    inside = (
        content
        if isinstance(content, str)
        else many(
            tab(one.label, href=one.href, current=one.current, count=one.count)
            for one in content  # type: ignore[union-attr]
        )
    )
    return element("nav", element("ul", inside), class_="cc-tabs", aria_label=label)


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened: when, what, by whom, and what came of it."""

    at: datetime
    title: Text
    body: Text = ""
    who: Text = ""
    kind: Literal["signal", "call", "visit", "referral", "case", "notice", "note", "end"] = "note"
    href: str = ""


def timeline(entries: Iterable[TimelineEntry], *, at: datetime) -> SafeString:
    """What happened, newest first as given, gathered by Korean day."""
    today = at.astimezone(times.SEOUL).date()
    days = []
    for day, of_day in groupby(entries, key=lambda entry: entry.at.astimezone(times.SEOUL).date()):
        said = times.on_day(day, today=today)
        days.append(
            element(
                "li",
                element("p", element("time", said.text, datetime=said.iso, title=said.exact), class_="cc-timeline-day"),
                element("ol", many(_happened(entry) for entry in of_day)),
            )
        )
    return element("ol", join(*days), class_="cc-timeline")


def _happened(entry: TimelineEntry) -> SafeString:
    local = entry.at.astimezone(times.SEOUL)
    title = element("a", entry.title, href=entry.href) if entry.href else entry.title
    return element(
        "li",
        element(
            "time", f"{local:%H:%M}", datetime=local.isoformat(), title=times.exact(local), class_="cc-timeline-at"
        ),
        element("i", class_=f"cc-timeline-dot cc-dot-{entry.kind}", aria_hidden="true"),
        element(
            "div",
            element("p", title, class_="cc-timeline-title"),
            element("p", entry.body, class_="cc-timeline-body") if entry.body else None,
            element("p", entry.who, class_="cc-timeline-who") if entry.who else None,
            class_="cc-timeline-what",
        ),
    )
