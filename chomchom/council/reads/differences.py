"""Differences between two versions of minutes as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chomchom.council.rules.differences import Change, Difference
from chomchom.council.rules.records import RecordKind
from chomchom.council.sentences.papers import FIELD_NAMES, RECORD_KINDS
from chomchom.ui.times import official

CHANGES: dict[Change, str | Promise] = {
    Change.ADDED: gettext_lazy("새로 있음"),
    Change.REMOVED: gettext_lazy("없어짐"),
    Change.CHANGED: gettext_lazy("달라짐"),
}

TITLES = {
    RecordKind.MEETING: ("title",),
    RecordKind.PERSON: ("name", "organisation"),
    RecordKind.AGENDA: ("no", "title"),
    RecordKind.OPINION: ("code", "name", "source"),
    RecordKind.DECISION: ("code", "name"),
    RecordKind.ACTION: ("text",),
    RecordKind.NEXT: ("start",),
}
"""Which fields name a record."""


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One record that differs: what it is, and each differing field before and after."""

    key: str
    change: str
    change_label: str
    kind_label: str
    title: str
    fields: tuple[tuple[str, str, str], ...]


def difference_rows(found: Iterable[Difference]) -> tuple[DifferenceRow, ...]:
    """Rows for the page, in their order."""
    return tuple(_row(one) for one in found)


def _row(one: Difference) -> DifferenceRow:
    names = [name for name in (one.now or one.was) if name in FIELD_NAMES and name != "subject"]
    fields = tuple(
        (str(FIELD_NAMES[name]), said_value(name, one.was.get(name)), said_value(name, one.now.get(name)))
        for name in names
        if one.was.get(name) or one.now.get(name) or name == "present"
    )
    return DifferenceRow(
        one.key, str(one.change), str(CHANGES[one.change]), str(RECORD_KINDS[one.kind]), title_of(one.kind, one.record.fields),
        fields,
    )  # fmt: skip


def title_of(kind: RecordKind, fields: dict[str, Any]) -> str:
    """What a record is called."""
    return " ".join(said_value(name, fields[name]) for name in TITLES[kind] if fields[name] not in (None, ""))


def _moment(text: str) -> str:
    """A day with or without its time, as papers write it; a day the calendar lacks stays as it was read."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text.replace("T", " ")
    return f"{official(moment.date())} {moment:%H:%M}" if "T" in text else official(moment.date())


def said_value(name: str, value: object) -> str:
    """A field's value as a page says it."""
    if isinstance(value, bool):
        return (_("참석") if value else _("불참")) if name == "present" else (_("예") if value else _("아니요"))
    if isinstance(value, list):
        return " · ".join(str(one) for one in value)
    if name in ("start", "end") and value:
        return _moment(str(value))
    return "" if value is None else str(value)
