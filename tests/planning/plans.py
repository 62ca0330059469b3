"""Plans as tests know them: two terms with strategies, and a project with everything an approval asks but indicators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.planning.actions import lineage, tree
from chomchom.planning.actions.lineage import Becoming
from chomchom.planning.actions.tree import ProjectIn
from chomchom.planning.rules.lineage import LineageKind
from chomchom.store.acting import acting


@dataclass(frozen=True)
class Plans:
    """Ids of two plans: strategies Ⅰ and Ⅱ of the fifth, Ⅰ and Ⅱ of the sixth."""

    fifth: UUID
    sixth: UUID
    first: UUID
    second: UUID
    next_first: UUID
    next_second: UUID


def make_plans(deed: Deed) -> Plans:
    """The two plans, within the deed that is acting."""
    fifth = tree.enter_term(deed, number=5, name="제5기 지역사회보장계획", first_year=2023)
    sixth = tree.enter_term(deed, number=6, name="제6기 지역사회보장계획", first_year=2027)
    ids = [
        tree.enter_strategy(deed, term_id=term, number=number, name=f"전략 {number}")
        for term in (fifth, sixth)
        for number in (1, 2)
    ]
    return Plans(fifth, sixth, *ids)


def enter(deed: Deed, plans: Plans, name: str = "마을 밥상", **facts) -> UUID:
    """A project of the fifth plan, unless `term_id` says otherwise."""
    term_id = facts.pop("term_id", plans.fifth)
    return tree.enter_project(deed, term_id=term_id, project=ProjectIn(name=name, **facts))


def become(kind: LineageKind, reason: str = "분과 의견") -> Becoming:
    """A step of that kind on 2026-06-22."""
    return Becoming(kind=kind, reason=reason, on=date(2026, 6, 22))


def hand_over(who: Deed, kind: LineageKind, ids: list[UUID], term_id: UUID, names: list[str]) -> list[UUID]:
    """Hand over within a deed of its own."""
    with acting(who) as deed:
        return lineage.hand_over(deed, project_ids=ids, term_id=term_id, names=names, becoming=become(kind))
