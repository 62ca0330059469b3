"""S16 in a browser: the office asks by link, somebody without account answers on a phone, and the office sees it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chomchom.council import public as council
from chomchom.council.models import Opinion
from chomchom.council.public import (
    ActionIn,
    Asked,
    AskIn,
    DecisionIn,
    Matter,
    OpinionIn,
    Subject,
)
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.notices.models import Notice
from chomchom.store.acting import acting
from tests.browser.eye import Eye
from tests.browser.town import Town
from tests.conftest import MONDAY, id_of
from tests.council.room import Room, build

KITCHEN = Matter(subject=Subject.PROJECT, code="1-2-3", name="마을 부엌")
WALK = Matter(subject=Subject.CANDIDATE, name="함께 걷기")


def tell(town: Town) -> Room:
    """A meeting with two opinions, a decision with two labels, two tasks, and an asking by link."""
    room = build()
    office = Deed(actor_id=id_of("최지우"), at=MONDAY, roles=frozenset({Role.COUNCIL_OFFICE}), whole_city=True)
    with acting(office) as deed:
        for source, text in (("tf", "찾는 분이 해마다 늘었습니다."), ("committee", "늦은 시간에도 열면 좋겠습니다.")):
            opinion = OpinionIn(matter=KITCHEN, text=text, source_code=source)
            council.give_opinion(deed, meeting_id=room.meeting, opinion=opinion)
        for decision in (
            DecisionIn(matter=KITCHEN, label_in_body="보류", label_in_table="지속 검토", direction="시간을 다시 봄."),
            DecisionIn(matter=WALK, kind="follow_up_review", direction="겹치는 사업을 확인함."),
        ):
            council.record_decision(deed, meeting_id=room.meeting, decision=decision)
        council.raise_action(deed, ActionIn(text="여는 시간 조사하기"), meeting_id=room.meeting)
        due = ActionIn(text="겹치는 사업 모으기", owner_name="복지정책과", due_on=MONDAY.date())
        council.raise_action(deed, due, meeting_id=room.meeting)
        council.ask(
            deed,
            AskIn(
                kind=Asked.OPINION, due_on=MONDAY.date(), organisation="마을가게", email="shop@example.kr",
                meeting_id=room.meeting, matters=(KITCHEN, WALK), message="가게에서 보시는 것을 들려주세요.",
            ),
        )  # fmt: skip
    return room


def test_somebody_without_account_gives_an_opinion_on_a_phone(town: Town, another: Callable[[int], Eye]) -> None:
    tell(town)
    phone = another(360)
    phone.go(Notice.objects.get(template="council-opinion-asked").secret)
    phone.see("어떻게 생각하시나요?")
    phone.check("council-link-opinion")
    phone.press("의견 보내기")
    phone.see("의견을 한 줄이라도 적어 주세요")
    phone.page.get_by_label("Ⅰ-2-3 마을 부엌").fill("저녁에도 열어 주세요")
    phone.press("의견 보내기")
    phone.see("의견 1건을 받았습니다")
    phone.check()
    assert Opinion.objects.filter(link_id__isnull=False).count() == 1


def test_sources_stand_beside_each_other_and_two_labels_are_resolved(eye: Eye, town: Town) -> None:
    room = tell(town)
    eye.login("최지우")
    eye.go(f"/council/meetings/{room.meeting}/opinions/")
    eye.see("현장 쟁점이 아직 없습니다")
    eye.check("council-opinions")
    eye.go(f"/council/meetings/{room.meeting}/actions/")
    eye.check("council-actions")
    eye.go(f"/council/meetings/{room.meeting}/decisions/")
    eye.check("council-decisions")
    eye.press("‘보류’이(가) 맞습니다")
    eye.see("본문과 종합표가 같은 말로 나옵니다")
    eye.press("결정 고치기")
    eye.check()


@pytest.mark.parametrize("place", ["decisions/", "actions/", "handoffs/", "proposals/new/", "lists/decision-kinds/"])
def test_pages_of_the_office_are_sound(eye: Eye, town: Town, place: str) -> None:
    tell(town)
    eye.login("최지우")
    eye.go(f"/council/{place}")
    eye.check()
