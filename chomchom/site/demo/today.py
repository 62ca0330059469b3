"""This morning in the demo: what waits on the board when the first officer logs in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.outreach import public as outreach
from chomchom.outreach.public import AttemptResult, Channel, Door, FinderKind, Grade, Reason, Seen, SignalIn
from chomchom.store.acting import acting


def _came(deed: Deed, **signal: object) -> UUID:
    with acting(deed):
        return outreach.receive_signal(deed, SignalIn(**signal)).episode_id  # type: ignore[arg-type]


def _tried(deed: Deed, episode_id: UUID, channel: Channel, result: AttemptResult) -> None:
    with acting(deed):
        outreach.log_attempt(deed, episode_id=episode_id, channel=channel, result=result)


def this_morning(
    at_moment: Callable[[datetime], Deed], *, now: datetime, dong: str, people: Sequence[UUID], tag: str
) -> None:
    """Signals of the last day in one dong, from every kind of door; `at_moment` makes the founder's deed at a time,
    `tag` keeps the ids of one dong's story apart from another's."""
    evening, night, morning = now - timedelta(hours=14), now - timedelta(hours=5), now - timedelta(minutes=50)
    silent = _came(
        at_moment(evening), door=Door.PROVINCE, source_id=f"{tag}-today-1", occurred_at=evening, person_id=people[0],
        dong=dong, grade=Grade.SEVERE, programme="wellbeing",
        reasons=(Reason("silent-electricity-rare", {"hours": 26, "days": 365}), Reason("call-unanswered", {"times": 3})),
    )  # fmt: skip
    for minutes in (0, 30, 60):
        _tried(at_moment(night + timedelta(minutes=minutes)), silent, Channel.AI_CALL, AttemptResult.NO_ANSWER)
    _tried(at_moment(morning), silent, Channel.PHONE, AttemptResult.NO_ANSWER)
    _came(
        at_moment(morning), door=Door.REPORT, source_id=f"{tag}-today-2", occurred_at=morning, dong=dong,
        address="일마을로 12, 늘봄빌라 1층 앞", seen=frozenset({Seen.MAIL, Seen.LIGHT}), finder_kind=FinderKind.TONGJANG,
        note="우편물이 쌓여 있고 사흘째 불이 켜져 있어요.",
    )  # fmt: skip
    _came(
        at_moment(morning), door=Door.PHONE, source_id=f"{tag}-today-3", occurred_at=morning, person_id=people[1], dong=dong,
        reasons=(Reason("rent-arrears", {"months": 2}), Reason("said-by-person")), finder_kind=FinderKind.SELF,
    )  # fmt: skip
    _came(
        at_moment(night), door=Door.HOSPITAL, source_id=f"{tag}-today-4", occurred_at=night, person_id=people[2], dong=dong,
        note="내일 퇴원하시는데 혼자 사셔서 살펴 달라고 합니다.", finder_kind=FinderKind.BODY,
    )  # fmt: skip
    dead = _came(
        at_moment(evening), door=Door.PROVINCE, source_id=f"{tag}-today-5", occurred_at=evening, person_id=people[3],
        dong=dong, programme="wellbeing", reasons=(Reason("silent-telecom", {"days": 3}),),
    )  # fmt: skip
    _tried(at_moment(night), dead, Channel.AI_CALL, AttemptResult.OUT_OF_SERVICE)
    for number, person_id in enumerate(people[4:7]):
        calm = _came(
            at_moment(night), door=Door.PROVINCE, source_id=f"{tag}-today-calm-{number}", occurred_at=night,
            person_id=person_id, dong=dong, programme="wellbeing", reasons=(Reason("province-grade"),),
        )  # fmt: skip
        _tried(at_moment(morning), calm, Channel.AI_CALL, AttemptResult.ANSWERED_OK)
