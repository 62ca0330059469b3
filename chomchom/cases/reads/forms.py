"""The forms of a case for its pages: the list, one form beside the earlier one, and what two editors wrote."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import get_language, gettext

from chomchom.accounts.public import accounts_named, note_access
from chomchom.cases import access, rules
from chomchom.cases.models import Case, FormRecord
from chomchom.cases.reads.pages import number_of
from chomchom.cases.rules import Answer, Definition, Field, FormState
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.verdicts import Verdict, verdict
from chomchom.outreach import public as outreach
from chomchom.rulebook.public import whole
from chomchom.store.acting import require


@dataclass(frozen=True, slots=True)
class FormLine:
    """One form in the list of a case."""

    record_id: UUID
    form: str
    name: str
    number: int
    draft: bool
    replaced: bool
    correction: bool
    on: date | None
    by: str
    level: str
    late: bool


@dataclass(frozen=True, slots=True)
class FormKind:
    """A form that can be begun."""

    form: str
    name: str
    done: int
    draft_id: UUID | None
    needs: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One field as it is read: what was asked, what was answered, and what the earlier form said."""

    code: str
    label: str
    answer: str
    earlier: str
    changed: bool
    level: int | None
    earlier_level: int | None


@dataclass(frozen=True, slots=True)
class ShownSection:
    """Fields under their heading."""

    name: str
    hint: str
    codes: tuple[str, ...]
    fields: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class FormPage:
    """One form for its page."""

    record_id: UUID
    case_id: UUID
    case_number: str
    definition: Definition
    name: str
    number: int
    draft: bool
    replaced: bool
    on: date | None
    version: int
    answers: Mapping[str, Answer]
    sections: tuple[ShownSection, ...]
    earlier_on: date | None
    saved_by: str
    done_by: str
    total: int | None
    level: str
    scale_level: str
    level_reason: str
    isolation: str
    earlier_total: int | None
    levels: tuple[tuple[str, str], ...]
    late: bool
    may_write: Verdict


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that two editors filled in differently."""

    code: str
    label: str
    mine: str
    theirs: str


def words(said: rules.Words) -> str:
    """The words of a form in the reader's language."""
    return said.said((get_language() or "ko")[:2])


def answer_words(one: Field, value: Answer | None) -> str:
    """An answer as it is read."""
    if value is None or value == "":
        return ""
    options = dict(one.options)
    if one.kind == "yes":
        return gettext("예") if value else gettext("아니요")
    if one.kind == "choice":
        return words(options[str(value)]) if str(value) in options else ""
    if isinstance(value, list):
        return ", ".join(words(options[code]) for code in value if code in options)
    if one.kind == "won":
        return gettext("%(won)s원") % {"won": f"{int(str(value)):,}"}
    return str(value)


def _answers(row: FormRecord, *, sensitive: bool) -> dict[str, Answer]:
    return json.loads(str(row.plain)) | (json.loads(str(row.sensitive)) if sensitive else {})


def _level_words(form: Definition, code: str, which: str) -> str:
    scale = rules.scales().get(form.scales.get(which, ""))
    return words(scale.levels[code]) if scale is not None and code in scale.levels else ""


def form_lines(deed: Deed, case: Case) -> tuple[FormLine, ...]:
    """The forms of a case this deed reads, newest first; two queries."""
    rows = list(FormRecord.objects.filter(case=case).order_by("-made_at", "-number"))
    names = accounts_named(one for row in rows for one in (row.done_by, row.saved_by) if one is not None)
    limit = whole("cases.late_note_days", on=deed.day)
    return tuple(_line(row, names, limit=limit) for row in rows)


def _line(row: FormRecord, names: Mapping[UUID, str], *, limit: int) -> FormLine:
    form = rules.definition(row.form, on=row.asked_as)
    return FormLine(
        record_id=row.pk,
        form=row.form,
        name=words(form.name),
        number=row.number,
        draft=row.state == FormState.DRAFT,
        replaced=row.state == FormState.REPLACED,
        correction=row.corrects_id is not None,
        on=row.on,
        by=names.get(row.done_by or row.saved_by, ""),
        level=_level_words(form, row.level_by_hand or row.level, "needs"),
        late=_late(row, limit=limit),
    )


def _late(row: FormRecord, *, limit: int) -> bool:
    if row.on is None or row.done_at is None:
        return False
    return rules.is_late(row.on, row.done_at.astimezone(SEOUL).date(), days=limit)


def form_kinds(lines: Iterable[FormLine], *, on: date) -> tuple[FormKind, ...]:
    """Every form that can be begun on a case, with how many are done and the draft that is open."""
    held = list(lines)
    found = []
    for code in rules.definitions():
        form = rules.definition(code, on=on)
        own = [line for line in held if line.form == code]
        draft = next((line.record_id for line in own if line.draft), None)
        done = sum(not line.draft and not line.replaced for line in own)
        found.append(FormKind(code, words(form.name), done, draft, sum(one.need for one in form.fields)))
    return tuple(found)


def form_page(deed: Deed, record_id: UUID) -> FormPage:
    """One form beside the earlier one of its kind. Opening it is written into the access log.

    Raises `case-form-not-found`.
    """
    require(deed)
    row, case = access.load_form(deed, record_id)
    note_access(deed, subject_id=case.person_id, record_kind="case", record_id=case.pk, purpose="see-case")
    sensitive = access.may_read_sensitive(deed)
    form = rules.definition(row.form, on=row.asked_as)
    before = _earlier(case, row)
    answers = _answers(row, sensitive=sensitive)
    old = _answers(before, sensitive=sensitive) if before is not None else {}
    names = accounts_named(one for one in (row.saved_by, row.done_by) if one is not None)
    scale = rules.scales().get(form.scales.get("needs", ""))
    return FormPage(
        record_id=row.pk,
        case_id=case.pk,
        case_number=number_of(case),
        definition=form,
        name=words(form.name),
        number=row.number,
        draft=row.state == FormState.DRAFT,
        replaced=row.state == FormState.REPLACED,
        on=row.on,
        version=row.version,
        answers=answers,
        sections=_sections(form, answers, old),
        earlier_on=before.on if before is not None else None,
        saved_by=names.get(row.saved_by, ""),
        done_by=names.get(row.done_by, "") if row.done_by else "",
        total=row.total,
        level=_level_words(form, row.level_by_hand or row.level, "needs"),
        scale_level=_level_words(form, row.level, "needs") if row.level_by_hand else "",
        level_reason=str(row.level_reason),
        isolation=_isolation(form, row),
        earlier_total=before.total if before is not None else None,
        levels=tuple((code, words(said)) for code, said in scale.levels.items()) if scale is not None else (),
        late=_late(row, limit=whole("cases.late_note_days", on=deed.day)),
        may_write=verdict(access.check_may_write_form, deed, case, row.form),
    )


def _isolation(form: Definition, row: FormRecord) -> str:
    if row.isolation is None:
        return ""
    return gettext("%(points)d점 %(level)s") % {
        "points": row.isolation,
        "level": _level_words(form, row.isolation_level, "isolation"),
    }


def _earlier(case: Case, row: FormRecord) -> FormRecord | None:
    """The form of the same kind that was done before, on this case or the one it follows."""
    cases = [case.pk] + ([case.follows_id] if case.follows_id else [])
    rows = FormRecord.objects.filter(case__in=cases, form=row.form, state=FormState.DONE, made_at__lt=row.made_at)
    return rows.exclude(pk=row.corrects_id or row.pk).order_by("-made_at").first()


def _sections(form: Definition, answers: Mapping[str, Answer], old: Mapping[str, Answer]) -> tuple[ShownSection, ...]:
    return tuple(
        ShownSection(
            words(section.name),
            words(section.hint) if section.hint is not None else "",
            tuple(one.code for one in section.fields),
            tuple(_shown(one, answers, old) for one in section.fields),
        )
        for section in form.sections
    )


def _shown(one: Field, answers: Mapping[str, Answer], old: Mapping[str, Answer]) -> Shown:
    now, then = answers.get(one.code), old.get(one.code)
    level = one.kind == "level"
    return Shown(
        code=one.code,
        label=words(one.label),
        answer=answer_words(one, now),
        earlier=answer_words(one, then),
        changed=bool(old) and one.kind != "date" and now != then,
        level=now if level and isinstance(now, int) else None,
        earlier_level=then if level and isinstance(then, int) else None,
    )


def differences(page: FormPage, mine: Mapping[str, Answer]) -> tuple[Difference, ...]:
    """What another editor saved since, beside what is about to be saved."""
    cleaned = {code: value for code, value in mine.items() if value not in ("", None, [])}
    return tuple(
        Difference(
            one.code,
            words(one.label),
            answer_words(one, cleaned.get(one.code)),
            answer_words(one, page.answers.get(one.code)),
        )
        for one in rules.differing(page.definition, cleaned, page.answers)
    )


_DOOR_SOURCE = {
    "alert": "ai", "province": "ai", "report": "resident", "discovery": "discovery", "agency": "agency",
    "hospital": "hospital", "school": "school", "police": "police_fire", "fire": "police_fire", "self": "self",
}  # fmt: skip


def known_answers(deed: Deed, case_id: UUID, form: str) -> dict[str, Answer]:
    """What a form asks and the records know already, so that nobody types it twice."""
    case = access.load_case(deed, case_id)
    names = accounts_named([one for one in (deed.actor_id, case.owner_id) if one is not None])
    page = rules.definition(form, on=deed.day)
    known: dict[str, Answer] = {"on": deed.day.isoformat()}
    if form == "f1":
        episode = outreach.episode(deed, case.episode_id)
        doors = [str(getattr(signal, "door", "")) for signal in episode.signals]
        known |= {
            "on": episode.first_signal_at.astimezone(SEOUL).date().isoformat(),
            "source": next((_DOOR_SOURCE[door] for door in doors if door in _DOOR_SOURCE), "other"),
            "seen": " · ".join(str(reason) for reason in episode.board.reasons),
        }
    known |= {
        "dong": _dong_name(case), "number": number_of(case), "manager": names.get(case.owner_id, "") if case.owner_id else "",
        "assessor": names.get(deed.actor_id, ""),
    } if form != "f12" else {"number": _next_aftercare(case)}  # fmt: skip
    if form == "f3":
        known["on"] = case.taken_in_on.isoformat()
    codes = {one.code for one in page.fields}
    return {code: value for code, value in known.items() if code in codes and value != ""}


def _dong_name(case: Case) -> str:
    return number_of(case).split("-")[1]


def _next_aftercare(case: Case) -> int:
    row = case.aftercare_dates.filter(done_on=None, dropped_on=None).order_by("number").first()
    return row.number if row is not None else 1
