"""Indicators and what they mean: asked for, written, approved by somebody else, dropped."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date
from uuid import UUID

from django.db.models import Max

from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.planning import access
from chomchom.planning.actions.tables import make_table
from chomchom.planning.calculator.countable import Known, catalogue, read_formula
from chomchom.planning.events.indicators import (
    DefinitionApproved,
    DefinitionWritten,
    IndicatorDrafted,
    IndicatorDropped,
)
from chomchom.planning.models import Definition, Indicator
from chomchom.planning.rules.definitions import (
    DefinitionIn,
    DefinitionState,
    IndicatorState,
    check_can_be_approved,
    check_definition,
)
from chomchom.planning.rules.formula.printing import to_text
from chomchom.planning.rules.formula.reckoning import check_no_cycle
from chomchom.planning.rules.ready import ready, ready_tables, tables_of
from chomchom.store.constraints import refusing

CODE = re.compile(r"[\w-]{1,30}")


def draft_indicator(
    deed: Deed, *, project_id: UUID, name: str, code: str = "", owner_name: str = "", due_on: date | None = None,
    decision_id: UUID | None = None,
) -> UUID:  # fmt: skip
    """Ask for an indicator of a project; it blocks the project's approval until it has a definition.

    `code` is what formulas call it; made from the name where it is not given. Raises `project-not-found`,
    `may-not-define`, `indicator-needs-a-name`, `indicator-code-not-usable` and `indicator-code-taken`.
    """
    project = access.load_project(deed, project_id, lock=True)
    access.check_may_define(deed)
    if not name.strip():
        raise Refused("indicator-needs-a-name")
    short = code.strip() or re.sub(r"\W+", "", name)[:30]
    if not CODE.fullmatch(short):
        raise Refused("indicator-code-not-usable", word=short[:30])
    last = Indicator.objects.filter(project=project).aggregate(last=Max("position"))["last"] or 0
    with refusing("one_indicator_a_code", "indicator-code-taken", word=short):
        row = Indicator.objects.create(
            project=project, code=short, name=name.strip()[:80], position=last + 1, owner_name=owner_name.strip()[:60],
            due_on=due_on, decision_id=decision_id, made_at=deed.at, made_by=deed.actor_id,
        )  # fmt: skip
    record(
        deed,
        IndicatorDrafted(indicator_id=row.pk, project_id=project.pk, decision_id=decision_id),
        stream=row.pk,
    )
    return row.pk


def write_definition(
    deed: Deed, *, indicator_id: UUID, said: DefinitionIn, reason: str = "", decision_id: UUID | None = None
) -> UUID:
    """Write what an indicator means. A draft is written over; after an approved version comes the next, with a reason.

    Raises `indicator-not-found`, `may-not-define`, what `check_definition` and the formulas raise, and
    `definition-change-needs-a-reason`.
    """
    indicator = access.load_indicator(deed, indicator_id, lock=True)
    access.check_may_define(deed)
    check_definition(said)
    columns = asdict(said) | _canonical(indicator, said)
    versions = list(Definition.objects.filter(indicator=indicator).order_by("no"))
    draft = next((one for one in versions if one.state == DefinitionState.DRAFT), None)
    approved = [one for one in versions if one.state == DefinitionState.APPROVED]
    if approved and not reason.strip():
        raise Refused("definition-change-needs-a-reason")
    columns |= {
        "reason": reason.strip()[:300], "written_at": deed.at, "written_by": deed.actor_id, "decision_id": decision_id,
    }  # fmt: skip
    if draft is not None:
        for name, value in columns.items():
            setattr(draft, name, value)
        draft.save(update_fields=[*columns])
        row = draft
    else:
        row = Definition.objects.create(indicator=indicator, no=len(versions) + 1, **columns)
    event = DefinitionWritten(indicator_id=indicator.pk, no=row.no, kind=said.kind, source=said.source)
    record(deed, event, stream=indicator.pk)
    return row.pk


def _canonical(indicator: Indicator, said: DefinitionIn) -> dict[str, str]:
    """The formulas as they are kept, read and held against what can be counted."""
    if not (said.numerator.strip() or said.denominator.strip()):
        return {"numerator": "", "denominator": ""}
    found, known = {}, catalogue()
    for part in ("numerator", "denominator"):
        text = getattr(said, part)
        found[part] = to_text(read_formula(text, known).formula) if text.strip() else ""
    _check_refs(indicator, found, known)
    return found


def full_code(indicator: Indicator) -> str:
    """What formulas of the same plan call it; empty while its project has no number."""
    return f"{indicator.project.code}.{indicator.code}" if indicator.project.code else ""


def _check_refs(indicator: Indicator, said: dict[str, str], known: Known) -> None:
    """References name indicators of the same plan and never go in a ring."""
    rows = Definition.objects.filter(indicator__project__term=indicator.project.term_id).exclude(indicator=indicator)
    refers: dict[str, list[str]] = {}
    for row in rows.select_related("indicator__project").order_by("no"):
        refers[full_code(row.indicator)] = [
            ref.code
            for text in (row.numerator, row.denominator)
            if "@" in text
            for ref in read_formula(text, known).refs
        ]
    mine = [ref.code for text in said.values() if text for ref in read_formula(text, known).refs]
    codes = {
        full_code(one)
        for one in Indicator.objects.filter(project__term=indicator.project.term_id).select_related("project")
    }
    for code in mine:
        if code not in codes:
            raise Refused("formula-names-no-indicator", word=code)
    check_no_cycle(full_code(indicator), refers | {full_code(indicator): mine})


def approve_definition(deed: Deed, *, indicator_id: UUID) -> None:
    """Approve the draft of a definition; from now on the indicator is counted with it.

    Raises `indicator-not-found`, `may-not-approve-definition`, `no-definition-to-approve` and what
    `check_can_be_approved` raises.
    """
    indicator = access.load_indicator(deed, indicator_id, lock=True)
    access.check_may_approve(deed)
    draft = Definition.objects.select_for_update().filter(indicator=indicator, state=DefinitionState.DRAFT).first()
    if draft is None:
        raise Refused("no-definition-to-approve")
    check_can_be_approved(said_by(draft), written_by=draft.written_by, by=deed.actor_id)
    if draft.numerator:
        _check_refs(indicator, {"numerator": draft.numerator, "denominator": draft.denominator}, catalogue())
    draft.state, draft.approved_at, draft.approved_by = DefinitionState.APPROVED, deed.at, deed.actor_id
    draft.save(update_fields=["state", "approved_at", "approved_by"])
    indicator.state, indicator.name = IndicatorState.IN_USE, draft.name
    indicator.save(update_fields=["state", "name"])
    event = DefinitionApproved(indicator_id=indicator.pk, no=draft.no, valid_from=draft.valid_from)
    record(deed, event, stream=indicator.pk)


def said_by(row: Definition) -> DefinitionIn:
    """A kept definition as it was written."""
    return DefinitionIn(**{name: getattr(row, name) for name in DefinitionIn.__slots__})


def drop_indicator(deed: Deed, *, indicator_id: UUID) -> None:
    """Use an indicator no longer; its definitions and figures stay. Raises `indicator-not-found`, `may-not-approve-definition`."""
    indicator = access.load_indicator(deed, indicator_id, lock=True)
    access.check_may_approve(deed)
    indicator.state = IndicatorState.DROPPED
    indicator.save(update_fields=["state"])
    record(deed, IndicatorDropped(indicator_id=indicator.pk), stream=indicator.pk)


def take_over(
    deed: Deed, *, project_id: UUID, key: str, department: str = "", collector: str = "", evidence: str = "",
    valid_from: int | None = None,
) -> UUID:  # fmt: skip
    """Take a ready-made indicator over into a project: its draft definition, and the tables it counts.

    It counts from the year `valid_from`, unless said otherwise the plan's first: a year before there were records would
    read as nought.

    Raises `project-not-found`, `may-not-define`, `no-such-ready-indicator` and `indicator-code-taken`.
    """
    found = ready().get(key)
    if found is None:
        raise Refused("no-such-ready-indicator")
    term = access.load_project(deed, project_id).term
    access.check_may_define(deed)
    known = catalogue()
    for name in tables_of(found):
        if name not in known:
            table = ready_tables()[name]
            make_table(deed, name=table.name, says=table.says, columns=table.columns)
    made = draft_indicator(deed, project_id=project_id, name=found.name, code=key)
    said = found.definition(
        valid_from=valid_from or term.first_year, department=department, collector=collector, evidence=evidence
    )
    write_definition(deed, indicator_id=made, said=said)
    return made
