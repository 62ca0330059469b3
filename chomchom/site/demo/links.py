"""What agencies, neighbours and the case team have in hand in the demo: referrals, a case, activity, goods."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from chomchom.cases import public as cases
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.network import public as network
from chomchom.outreach import public as outreach
from chomchom.referrals import public as referrals
from chomchom.site.demo import casework
from chomchom.site.demo.bodies import id_of
from chomchom.store.acting import acting

ASKS = (
    ("밑반찬 나눔", "normal", "다리가 불편해 장을 못 보십니다. 반찬을 부탁드립니다."),
    ("이웃 말벗 방문", "normal", "말벗이 있으면 좋겠다고 하십니다."),
    ("긴급 생활비 후원", "urgent", "월세가 두 달 밀렸습니다. 오늘 답을 부탁드립니다."),
)
ACTIVITIES = (
    (outreach.ActivityKind.VISIT, outreach.ActorKind.HONORARY, 14, outreach.Resource.NONE),
    (outreach.ActivityKind.DELIVERY, outreach.ActorKind.DONG_COUNCIL, 22, outreach.Resource.FOOD),
    (outreach.ActivityKind.CALL, outreach.ActorKind.TONGJANG, 31, outreach.Resource.NONE),
    (outreach.ActivityKind.REPAIR, outreach.ActorKind.DONG_COUNCIL, 2, outreach.Resource.REPAIR),
)


def officer(*, at: datetime, dong: str) -> Deed:
    """김하늘 at a moment."""
    return Deed(actor_id=id_of("김하늘"), at=at, roles=frozenset({Role.DONG_OFFICER}), areas=frozenset({dong}))


def refer(persons: Iterable[UUID], *, at: datetime, dong: str) -> int:
    """Send the asks for residents who agreed to it; the first who did for each. How many went out."""
    waiting = iter(persons)
    sent = 0
    for number, (name, urgency, ask) in enumerate(ASKS):
        deed = officer(at=at - timedelta(hours=20 - 6 * number), dong=dong)
        for person_id in waiting:
            if _sent(deed, person_id, service=name, urgency=urgency, ask=ask):
                sent += 1
                break
    return sent


def _sent(deed: Deed, person_id: UUID, *, service: str, urgency: str, ask: str) -> bool:
    """Whether it went; no consent is an ordinary answer here, and the next resident is asked."""
    try:
        with acting(deed):
            wanted = next(one for one in network.services_for(deed, dong=next(iter(deed.areas))) if one.name == service)
            referrals.send(deed, person_id=person_id, service_id=wanted.id, urgency=urgency, ask=ask)
    except Refused:
        return False
    return True


def open_case(person_id: UUID, *, at: datetime, dong: str) -> UUID:
    """A walk-in of last week that became a case of 문이든."""
    came = officer(at=at - timedelta(days=6), dong=dong)
    with acting(came):
        episode = outreach.receive_signal(
            came,
            outreach.SignalIn(
                door=outreach.Door.WALK_IN, source_id="demo-case", occurred_at=came.at, person_id=person_id, dong=dong,
                reasons=(outreach.Reason("rent-arrears", {"months": 4}), outreach.Reason("said-by-person")),
            ),
        ).episode_id  # fmt: skip
    manager = replace(
        came, actor_id=id_of("문이든"), at=at - timedelta(days=5), roles=frozenset({Role.CASE_MANAGER}), whole_city=True
    )
    with acting(manager):
        case_id = cases.take_in(manager, episode_id=episode, person_id=person_id, book=cases.Book.FULL)
    casework.walk(case_id, manager)
    return case_id


def diary(*, at: datetime, dong: str) -> None:
    """A month of the dong council's and the neighbours' paper diary, entered by the officer; and two gifts."""
    deed = officer(at=at, dong=dong)
    with acting(deed):
        lines = [
            outreach.ActivityLine(
                kind=kind, occurred_on=deed.day - timedelta(days=2 + 3 * number), dong=dong, count=count, actor=actor,
                resource=resource,
            )
            for number, (kind, actor, count, resource) in enumerate(ACTIVITIES)
        ]  # fmt: skip
        outreach.enter_activities(deed, batch_id=id_of("diary"), lines=lines)
        for name, resource, payer, won in (
            ("rice", outreach.Resource.FOOD, outreach.Payer.FOOD_BANK, 60_000),
            ("heater", outreach.Resource.FUEL, outreach.Payer.COMMUNITY_CHEST, 200_000),
        ):
            outreach.link_goods(
                deed,
                outreach.GoodsIn(
                    idem_key=id_of(name), resource=resource, payer=payer, amount_won=won,
                    result=outreach.LinkResult.DELIVERED, occurred_on=deed.day - timedelta(days=1), dong=dong,
                ),
            )  # fmt: skip
