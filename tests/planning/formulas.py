"""Random formulas over what can be counted, and random ledgers to count."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from chomchom.cases import events as cases
from chomchom.cases.rules import CaseState
from chomchom.kernel.deeds import Sector
from chomchom.kernel.events import About, Code
from chomchom.ledger.public import Entry, Item
from chomchom.outreach import events as outreach
from chomchom.outreach.rules import register
from chomchom.outreach.rules import words as said
from chomchom.planning.calculator.countable import dong_codes, of_the_ledger
from chomchom.planning.rules.formula.catalogue import Column, Entity, Kind
from chomchom.planning.rules.formula.checking import ALLOWED
from chomchom.planning.rules.formula.words import (
    Aggregate,
    All,
    Clause,
    Function,
    NullIf,
    Number,
    Op,
    Path,
    Reckoning,
    Ref,
)
from chomchom.planning.rules.formula.words import (
    Any as AnyOf,
)
from tests.conftest import IDONG, ILDONG

FIRST = date(2025, 1, 1)
ENTITIES = ("위기신호", "확인건", "현장확인", "확인마침", "활동", "일회성연계", "소득판정", "사례", "사례이동")
DONGS = ("일동", "이동")

numbers = st.decimals(min_value=0, max_value=3000, places=1, allow_nan=False).map(lambda n: Decimal(n).normalize() + 0)
days = st.dates(min_value=FIRST, max_value=FIRST + timedelta(days=364))


def _values(column: Column) -> st.SearchStrategy[Any]:
    if column.kind is Kind.NUMBER:
        return st.one_of(st.integers(0, 4).map(Decimal), numbers)
    if column.kind is Kind.DATE:
        return days
    if column.kind is Kind.YES:
        return st.booleans()
    if column.kind is Kind.DONG:
        return st.sampled_from(DONGS)
    return st.sampled_from(sorted(column.values)) if column.values else st.sampled_from(("60s", "wellbeing", "meals"))


@st.composite
def tests(draw: st.DrawFn, entity: Entity) -> Clause:
    """One condition that fits its field, on the row itself or on a linked one."""
    links = sorted(entity.links)
    names: tuple[str, ...] = ()
    where = entity
    if links and draw(st.integers(0, 2)) == 0:
        names = (draw(st.sampled_from(links)),)
        if draw(st.integers(0, 3)) == 0:
            return Clause(Path(names), draw(st.sampled_from((Op.NULL, Op.NOT_NULL))))
        where = of_the_ledger()[entity.links[names[0]].to]
    column = where.columns[draw(st.sampled_from(sorted(where.columns)))]
    op = draw(st.sampled_from(sorted(ALLOWED[column.kind])))
    count = {Op.NULL: 0, Op.NOT_NULL: 0, Op.BETWEEN: 2, Op.IN: draw(st.integers(1, 3))}.get(op, 1)
    values = tuple(draw(_values(column)) for _ in range(count))
    return Clause(Path((*names, column.name)), op, values)


@st.composite
def conditions(draw: st.DrawFn, entity: Entity, depth: int = 2):
    """Tests joined by and and or; a kind never lies directly in its own kind, as the reader makes them."""
    if depth == 0 or draw(st.booleans()):
        return draw(tests(entity))
    kind = draw(st.sampled_from((All, AnyOf)))
    parts = draw(st.lists(conditions(entity, depth - 1), min_size=2, max_size=3))
    flat: list[Any] = []
    for part in parts:
        flat += part.parts if isinstance(part, kind) else [part]
    return kind(tuple(flat))


@st.composite
def aggregates(draw: st.DrawFn, most_names: int = len(ENTITIES)) -> Aggregate:
    """One aggregate that fits."""
    entity = of_the_ledger()[draw(st.sampled_from(ENTITIES[:most_names]))]
    function = draw(st.sampled_from(list(Function)))
    fields = sorted(n for n, c in entity.columns.items() if function is Function.COUNT or c.kind is Kind.NUMBER)
    if not fields:
        function, fields = Function.COUNT, sorted(entity.columns)
    bare = function is Function.COUNT and draw(st.booleans())
    path = Path((entity.name,) if bare else (entity.name, draw(st.sampled_from(fields))))
    where = draw(st.none() | conditions(entity))
    return Aggregate(function, path, not bare and draw(st.booleans()), where)


def formulas(*, with_refs: bool = True) -> st.SearchStrategy[Any]:
    """Whole formulas."""
    leaves: Any = aggregates() | numbers.map(Number)
    if with_refs:
        leaves |= st.builds(
            Ref, st.sampled_from(("1-4-1.links", "1-4-10.현장확인")), st.sampled_from(("this", "prev", "2024"))
        )
    return st.recursive(
        leaves,
        lambda inner: st.builds(Reckoning, st.sampled_from("+-*/"), inner, inner) | st.builds(NullIf, inner, numbers),
        max_leaves=5,
    )


def ledger(seed: int, episodes: int = 25) -> list[Item]:
    """A small ledger of every kind the formulas speak of; the same for the same seed."""
    rnd = random.Random(seed)
    persons = [UUID(int=n + 1, version=4) for n in range(8)]
    items: list[Item] = []
    for _ in range(episodes):
        items += _episode(rnd, rnd.choice(persons))
    for _ in range(12):
        event = outreach.ActivityEntered(
            activity_id=_id(rnd), kind=rnd.choice(list(register.ActivityKind)),
            actor=rnd.choice(list(register.ActorKind)), count=rnd.randint(1, 9),
            resource=rnd.choice(list(register.Resource)),
        )  # fmt: skip
        items.append(_item(rnd, event, _id(rnd), None))
    return items


def _id(rnd: random.Random) -> UUID:
    return UUID(int=rnd.getrandbits(128), version=4)


def _item(rnd: random.Random, event: Any, stream: UUID, person: UUID | None) -> Item:
    about = About(
        dong=rnd.choice((ILDONG, ILDONG, IDONG, "")), person_id=person if rnd.random() < 0.9 else None,
        age_band=rnd.choice(("60s", "70s", "")), sector=rnd.choice(list(Sector)),
        programme=rnd.choice(("wellbeing", "")),
    )  # fmt: skip
    return Item(event=event, stream=stream, about=about, occurred_on=FIRST + timedelta(days=rnd.randint(0, 400)))


def _episode(rnd: random.Random, person: UUID) -> list[Item]:
    stream, found = _id(rnd), []
    door, finder = rnd.choice(list(said.Door)[:5]), rnd.choice(list(said.FinderKind)[:4])
    for joined in (False, True)[: rnd.randint(1, 2)]:
        found.append(outreach.SignalReceived(signal_id=_id(rnd), episode_id=stream, door=door, finder=finder,
                                             grade=rnd.choice(list(said.Grade)), joined=joined))  # fmt: skip
    for number in range(rnd.randint(0, 2)):
        found.append(
            outreach.SiteCheckReported(
                episode_id=stream, site_check_id=_id(rnd), visitor=rnd.choice(list(said.VisitorKind)),
                result=rnd.choice(list(said.CheckResult)), minutes_since_signal=rnd.randint(0, 3000),
                minutes_since_asked=rnd.randint(0, 100), at_door=rnd.random() < 0.6, first_at_door=number == 0,
            )
        )  # fmt: skip
    if rnd.random() < 0.5:
        found.append(outreach.IncomeHeldAgainstLine(episode_id=stream, criterion=Code("median-100"),
                                                    household_size=1, over_by_won=rnd.choice((0, 2000))))  # fmt: skip
    if rnd.random() < 0.5:
        found.append(
            outreach.GoodsLinked(
                goods_id=_id(rnd), resource=rnd.choice(list(register.Resource)), payer=rnd.choice(list(register.Payer)),
                amount_won=rnd.randint(0, 3000), result=rnd.choice(list(register.LinkResult)), over_criteria=True,
                episode_id=stream if rnd.random() < 0.8 else None,
            )
        )  # fmt: skip
    if rnd.random() < 0.7:
        found.append(
            outreach.EpisodeEnded(
                episode_id=stream, state=said.EpisodeState.SETTLED, outcome=rnd.choice(list(said.Outcome)), door=door,
                finder=finder, minutes_since_signal=rnd.randint(0, 3000),
            )
        )  # fmt: skip
    if rnd.random() < 0.4:
        case = _id(rnd)
        found.append(cases.CaseTakenIn(case_id=case, episode_id=stream, due_on=FIRST))
        found.append(cases.CaseMoved(case_id=case, move=Code("next"), before=CaseState.REFERRED,
                                     after=rnd.choice(list(CaseState)), days_late=rnd.randint(0, 4)))  # fmt: skip
    return [_item(rnd, event, stream, person) for event in found]


def rows() -> list[dict[str, Any]]:
    """What the ledger holds, as plain rows."""
    return list(Entry.objects.order_by("seq").values())


__all__ = ["DONGS", "aggregates", "conditions", "dong_codes", "formulas", "ledger", "rows"]
