"""The city's own lists: criteria and considerations, themes and issues, kinds of rows. A code keeps its meaning."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID

from django.db.models import Max, Q

from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.planning import access as plan
from chomchom.planning.access import reviews as access
from chomchom.planning.models import Criterion, RowKind, Theme
from chomchom.planning.rules.candidates import CriteriaList, ThemeKind
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


def add_criterion(deed: Deed, *, kind: CriteriaList, code: str, label: str, question: str, from_on: date) -> UUID:
    """Add an entry to one of the two lists.

    Raises `may-not-edit-lists`, `criterion-code-wrong`, `criterion-already-there`.
    """
    _check(deed, code=code, from_on=from_on)
    rows = Criterion.objects.filter(list=kind)
    if rows.filter(_living(from_on), code=code).exists():
        raise Refused("criterion-already-there")
    last = rows.aggregate(last=Max("position"))["last"] or 0
    return Criterion.objects.create(
        list=kind, code=code, label=label.strip(), question=question.strip(), position=last + 1, from_on=from_on
    ).pk


def end_criterion(deed: Deed, *, criterion_id: UUID, until_on: date) -> None:
    """Take an entry off its list after a day; answers to it stay.

    Raises `may-not-edit-lists`, `criterion-unknown`, `criterion-days-wrong`.
    """
    require(deed)
    access.check_may_edit_lists(deed)
    found = Criterion.objects.select_for_update().filter(pk=criterion_id).first()
    if found is None:
        raise Refused("criterion-unknown")
    _check(deed, code=found.code, from_on=found.from_on, until_on=until_on)
    found.until_on = until_on
    found.save(update_fields=["until_on"])


def add_theme(deed: Deed, *, term: int, kind: ThemeKind, code: str, label: str, from_on: date) -> UUID:
    """Add a theme or an issue to a plan. Raises `may-not-edit-lists`, `term-not-found`, `criterion-code-wrong`, `criterion-already-there`."""
    _check(deed, code=code, from_on=from_on)
    found = plan.load_term(deed, term)
    rows = Theme.objects.filter(term=found)
    if rows.filter(_living(from_on), code=code).exists():
        raise Refused("criterion-already-there")
    last = rows.aggregate(last=Max("position"))["last"] or 0
    return Theme.objects.create(
        term=found, kind=kind, code=code, label=label.strip(), position=last + 1, from_on=from_on
    ).pk


def add_row_kind(deed: Deed, *, code: str, label: str, filler: str, required: bool, from_on: date) -> UUID:
    """Add a kind of row to the cards of later rounds. Raises `may-not-edit-lists`, `criterion-code-wrong`, `criterion-already-there`."""
    _check(deed, code=code, from_on=from_on)
    if RowKind.objects.filter(_living(from_on), code=code).exists():
        raise Refused("criterion-already-there")
    last = RowKind.objects.aggregate(last=Max("position"))["last"] or 0
    return RowKind.objects.create(
        code=code, label=label.strip(), filler=filler.strip(), required=required, position=last + 1, from_on=from_on
    ).pk
