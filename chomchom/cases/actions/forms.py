"""Filling in the forms of a case: a draft that is kept, a form that is done, a correction beside the first text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import Max

from chomchom.cases import access, rules
from chomchom.cases.actions.recording import record
from chomchom.cases.events import FormDone, LevelSetByHand
from chomchom.cases.models import Case, FormRecord
from chomchom.cases.rules import Answer, Answers, Definition, FormState
from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import Code
from chomchom.kernel.verdicts import Refused
from chomchom.people import public as people
from chomchom.rulebook.public import whole
from chomchom.store.acting import require


def begin_form(deed: Deed, *, case_id: UUID, form: str, answers: Mapping[str, Answer] | None = None) -> UUID:
    """Begin a form, with what is known already; an open draft of the same form is gone on with. Its id.

    Raises `case-not-found`, `case-not-yours-to-write`, `case-no-such-form` and what `rules.check_answers` raises.
    """
    require(deed)
    case = access.load_case(deed, case_id, lock=True)
    access.check_may_write_form(deed, case, form)
    draft = FormRecord.objects.filter(case=case, form=form, state=FormState.DRAFT).first()
    if draft is not None:
        return draft.pk
    asked = rules.definition(form, on=deed.day)
    return _make(deed, case, asked, rules.check_answers(asked, answers or {})).pk


def _make(
    deed: Deed, case: Case, asked: Definition, answers: Answers, *, corrects: FormRecord | None = None
) -> FormRecord:
    last = FormRecord.objects.filter(case=case, form=asked.code).aggregate(last=Max("number"))["last"] or 0
    row = FormRecord(
        case=case,
        form=asked.code,
        asked_as=asked.first_day,
        number=last + 1,
        state=FormState.DRAFT,
        corrects=corrects,
        made_by=deed.actor_id,
        made_at=deed.at,
        saved_by=deed.actor_id,
        saved_at=deed.at,
    )
    _put(row, asked, answers)
    row.save(force_insert=True)
    return row


def _put(row: FormRecord, asked: Definition, answers: Answers) -> None:
    plain, sensitive = rules.split(asked, answers)
    row.plain, row.sensitive = json.dumps(plain, ensure_ascii=False), json.dumps(sensitive, ensure_ascii=False)


def save_form(
    deed: Deed, *, record_id: UUID, answers: Mapping[str, Answer], version: int, finish: bool = False
) -> None:
    """Save a draft as far as it is, or finish it; `version` is the one the page showed.

    Two editors never overwrite each other: who saved an older version is refused and sees the other's.
    Raises `case-form-not-found`, `case-not-yours-to-write`, `case-form-done-already`, `case-changed-meanwhile`, and
    what `rules.check_answers` and `rules.check_can_finish` raise.
    """
    require(deed)
    row, case = access.load_form(deed, record_id, lock=True)
    access.check_may_write_form(deed, case, row.form)
    if row.state != FormState.DRAFT:
        raise Refused("case-form-done-already")
    rules.check_version(seen=version, stands=row.version)
    asked = rules.definition(row.form, on=row.asked_as)
    said = rules.check_answers(asked, answers)
    _put(row, asked, said)
    row.saved_by, row.saved_at = deed.actor_id, deed.at
    row.version += 1
    if finish:
        _finish(deed, case, row, asked, said)
    row.save()


def _finish(deed: Deed, case: Case, row: FormRecord, asked: Definition, said: Answers) -> None:
    on = rules.check_can_finish(asked, said, first=_first_day(case, row), today=deed.day)
    scores = rules.score(asked, said, on=on, dong=case.dong)
    row.state, row.on, row.done_by, row.done_at = FormState.DONE, on, deed.actor_id, deed.at
    row.total, row.level = scores.total, scores.level
    row.isolation, row.isolation_level = scores.isolation, scores.isolation_level
    if row.corrects_id is not None:
        FormRecord.objects.filter(pk=row.corrects_id).update(state=FormState.REPLACED)
    late = rules.is_late(on, deed.day, days=whole("cases.late_note_days", on=deed.day))
    event = FormDone(
        case_id=case.pk, form=Code(asked.code), number=row.number, total=row.total,
        level=Code(row.level) if row.level else None, correction=row.corrects_id is not None, late=late,
    )  # fmt: skip
    record(deed, case, event, occurred_on=on)


def _first_day(case: Case, row: FormRecord) -> date:
    """The first day a form may tell of: what led to the case lies before its intake."""
    early = whole("cases.forms_before_days", on=case.taken_in_on)
    return date.fromordinal(case.taken_in_on.toordinal() - (early if row.form in ("f1", "f2", "f4") else 0))


def correct_form(deed: Deed, *, record_id: UUID) -> UUID:
    """Begin a correction of a form that is done; the first text stays. The id of the correction.

    Raises `case-form-not-found`, `case-not-yours-to-write`, `case-form-not-done`.
    """
    require(deed)
    row, case = access.load_form(deed, record_id, lock=True)
    access.check_may_write_form(deed, case, row.form)
    if row.state != FormState.DONE:
        raise Refused("case-form-not-done")
    begun = FormRecord.objects.filter(corrects=row).first()
    if begun is not None:
        return begun.pk
    asked = rules.definition(row.form, on=row.asked_as)
    return _make(deed, case, asked, json.loads(str(row.plain)) | json.loads(str(row.sensitive)), corrects=row).pk


def set_level(deed: Deed, *, record_id: UUID, level: str, reason: str) -> None:
    """Set the level of a finished assessment by hand, with the reason; what the scale said stays beside it.

    Raises `case-form-not-found`, `case-not-yours-to-write`, `case-form-not-done`, `case-level-unknown`,
    `case-level-needs-reason`, and what `people.check_text` raises.
    """
    require(deed)
    row, case = access.load_form(deed, record_id, lock=True)
    access.check_may_write_form(deed, case, row.form)
    scale = rules.definition(row.form, on=row.asked_as).scales.get("needs", "")
    if row.state != FormState.DONE or not scale:
        raise Refused("case-form-not-done")
    people.check_text(reason)
    rules.check_override(level, reason, scale=scale)
    row.level_by_hand, row.level_reason = level, reason.strip()
    row.version += 1
    row.save()
    event = LevelSetByHand(case_id=case.pk, number=row.number, before=Code(row.level), after=Code(level))
    record(deed, case, event)
