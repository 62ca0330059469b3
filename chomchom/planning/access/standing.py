"""What stands on a day, as both writes and pages ask it: the city's lists, who can be asked, facts for the rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.planning import access as plan
from chomchom.planning.access.reviews import FILLERS
from chomchom.planning.models import CardEntry, Criterion, CriterionAnswer, RowKind, Strategy, Theme
from chomchom.planning.rules.candidates import CriteriaList, CriterionFacts, Judgement, ThemeKind
from chomchom.planning.rules.reviews import RowFacts


def _on(day: date) -> Q:
    return Q(from_on__lte=day) & (Q(until_on__isnull=True) | Q(until_on__gte=day))


def row_kinds_on(day: date) -> list[RowKind]:
    """The kinds of rows in use on a day, in the city's order."""
    return list(RowKind.objects.filter(_on(day)).order_by("position", "code"))


def criteria_on(kind: CriteriaList, day: date) -> list[Criterion]:
    """A list of criteria as it stands on a day, in the city's order."""
    return list(Criterion.objects.filter(_on(day), list=kind).order_by("position", "code"))


def themes_on(term_id: UUID, day: date) -> list[Theme]:
    """The themes and issues of a plan on a day: themes first, each in the city's order."""
    rows = Theme.objects.filter(_on(day), term_id=term_id)
    return sorted(rows, key=lambda one: (one.kind != ThemeKind.THEME, one.position, one.code))


def strategies_of(deed: Deed, term_id: UUID) -> list[Strategy]:
    """The strategies of a plan in their order."""
    return list(plan.visible_strategies(deed).filter(term_id=term_id).order_by("number"))


def fillers_on(deed: Deed) -> dict[UUID, str]:
    """Who can be asked to fill a row or to follow data up today: account → name. One query a role."""
    held = [accounts.who_holds(Role(role), None, deed.day) for role in sorted(FILLERS)]
    return {holder.account_id: holder.name for one in held for holder in one}


def facts_of(entries: Iterable[CardEntry]) -> list[RowFacts]:
    """Entries (with their rows) as the rules read them, in the round's order."""
    return [
        RowFacts(
            code=entry.row.code, label=entry.row.label, required=entry.row.required, due_on=entry.row.due_on,
            text=entry.text, excuse=entry.excuse,
        )
        for entry in sorted(entries, key=lambda one: one.row.position)
    ]  # fmt: skip


def criterion_facts(criteria: Iterable[Criterion], answers: QuerySet[CriterionAnswer]) -> list[CriterionFacts]:
    """Criteria with the answers that stand; without one they are open."""
    standing = {answer.criterion_id: answer for answer in answers.filter(current=True)}
    facts = []
    for one in criteria:
        answer = standing.get(one.pk)
        facts.append(
            CriterionFacts(
                code=one.code, label=one.label,
                judgement=Judgement(answer.judgement) if answer else Judgement.OPEN,
                text=answer.text if answer else "", evidence_id=answer.evidence_id if answer else None,
                open_question=answer.open_question if answer else "",
            )
        )  # fmt: skip
    return facts
