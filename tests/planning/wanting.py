"""A council that goes on with a project but wants it measured: the decision, as its office writes it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from chomchom.council import public as council
from chomchom.council.rules.deciding import ChangeKind, Modifier
from chomchom.council.rules.subjects import Matter, Subject
from chomchom.planning.rules.definitions import DefinitionIn, FigureKind
from chomchom.store.acting import acting
from tests.conftest import Deeds
from tests.planning.indicators import entered

WANTED = "민간 연계율"


def decide_to_measure(deeds: Deeds, meeting: UUID, *, code: str, name: str) -> None:
    """계속 검토 with 지표 보완: one indicator with an owner and a date."""
    change = council.ChangeIn(kind=ChangeKind.ADD_INDICATOR, to=WANTED, owner_name="남가온", due_on=date(2026, 7, 3))
    decision = council.DecisionIn(
        matter=Matter(subject=Subject.PROJECT, code=code, name=name), kind="continue_review",
        direction="연계율을 정해 이어 감", modifiers=(Modifier.INDICATORS,), changes=(change,),
    )  # fmt: skip
    with acting(deeds.jiu()) as deed:
        council.record_decision(deed, meeting_id=meeting, decision=decision)


def linked_share() -> DefinitionIn:
    """What the indicator means, as the officer who was named writes it."""
    return entered(name=WANTED, unit="%", kind=FigureKind.RATIO, valid_from=2027)
