"""The city's own lists: criteria and considerations, themes and issues, kinds of rows. A code keeps its meaning."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.planning import access as plan
from chomchom.planning.access import reviews as access
from chomchom.planning.models import Criterion, RowKind, Theme
from chomchom.planning.rules.candidates import CityList, CriteriaList, ThemeKind
from chomchom.store.acting import require

CODE = re.compile(r"[a-z][a-z0-9_]{1,31}")


def _check(deed: Deed, *, code: str, from_on: date, until_on: date | None = None) -> None:
    require(deed)
    access.check_may_edit_lists(deed)
    if not CODE.fullmatch(code):
        raise Refused("criterion-code-wrong")
    if until_on is not None and until_on < from_on:
        raise Refused("criterion-days-wrong")


def _living(from_on: date) -> Q:
    """Entries that still stand on a day or begin after it."""
    return Q(until_on__isnull=True) | Q(until_on__gte=from_on)


def _last(rows: QuerySet[Any]) -> int:
    return rows.aggregate(last=Max("position"))["last"] or 0


def add_criterion(deed: Deed, *, kind: CriteriaList, code: str, label: str, question: str, from_on: date) -> UUID:
    """Add an entry to one of the two lists; without a code it gets one of its own.

    Raises `may-not-edit-lists`, `criterion-code-wrong`, `criterion-already-there`.
    """
    rows = Criterion.objects.filter(list=kind)
    last = _last(rows)
    code = code or f"{kind.value}_{last + 1}"
    _check(deed, code=code, from_on=from_on)
    if rows.filter(_living(from_on), code=code).exists():
        raise Refused("criterion-already-there")
    return Criterion.objects.create(
        list=kind, code=code, label=label.strip(), question=question.strip(), position=last + 1, from_on=from_on
    ).pk


LISTS: dict[CityList, type[Criterion | Theme | RowKind]] = {
    CityList.CRITERION: Criterion,
    CityList.THEME: Theme,
    CityList.ROW: RowKind,
}


def end_entry(deed: Deed, *, which: CityList, entry_id: UUID, until_on: date) -> None:
    """Take an entry off its list after a day; what was written under it stays, with its label.

    Raises `may-not-edit-lists`, `criterion-unknown`, `criterion-days-wrong`, `criterion-ends-in-the-past`.
    """
    require(deed)
    access.check_may_edit_lists(deed)
    found = LISTS[which]._default_manager.select_for_update().filter(pk=entry_id).first()
    if found is None:
        raise Refused("criterion-unknown")
    _check(deed, code=found.code, from_on=found.from_on, until_on=until_on)
    if until_on < deed.day:
        raise Refused("criterion-ends-in-the-past")
    found.until_on = until_on
    found.save(update_fields=["until_on"])


def add_theme(deed: Deed, *, term: int, kind: ThemeKind, code: str, label: str, from_on: date) -> UUID:
    """Add a theme or an issue to a plan. Raises `may-not-edit-lists`, `term-not-found`, `criterion-code-wrong`, `criterion-already-there`."""
    found = plan.load_term(deed, term)
    rows = Theme.objects.filter(term=found)
    last = _last(rows)
    code = code or f"{kind.value}_{last + 1}"
    _check(deed, code=code, from_on=from_on)
    if rows.filter(_living(from_on), code=code).exists():
        raise Refused("criterion-already-there")
    return Theme.objects.create(
        term=found, kind=kind, code=code, label=label.strip(), position=last + 1, from_on=from_on
    ).pk


def add_row_kind(deed: Deed, *, code: str, label: str, filler: str, required: bool, from_on: date) -> UUID:
    """Add a kind of row to the cards of later rounds. Raises `may-not-edit-lists`, `criterion-code-wrong`, `criterion-already-there`."""
    last = _last(RowKind.objects.all())
    code = code or f"row_{last + 1}"
    _check(deed, code=code, from_on=from_on)
    if RowKind.objects.filter(_living(from_on), code=code).exists():
        raise Refused("criterion-already-there")
    return RowKind.objects.create(
        code=code, label=label.strip(), filler=filler.strip(), required=required, position=last + 1, from_on=from_on
    ).pk
