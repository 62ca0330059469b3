"""The board, an episode and a person: their doors, their nearest misses, what they cost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chomchom.flows import actions, reads
from chomchom.kernel.deeds import Sector
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.outreach import public as outreach
from chomchom.people import public as people
from chomchom.store.acting import acting
from tests.conftest import IDONG, ILDONG, id_of

MACHINE = "machine"


def resident(deed, name: str = "박달래", *, dong: str = ILDONG, number: int = 1):
    with acting(deed):
        return people.register_many(
            deed,
            [
                people.NewPerson(
                    name=name, dong=dong, phone=f"010-0000-{number:04d}", address=f"시험로 {number}, 1동 101호",
                    household_kind=people.HouseholdKind.SINGLE,
                )
            ],
        )[0]  # fmt: skip


def silence(deed, person_id, *, dong: str = ILDONG, number: int = 1):
    with acting(deed):
        return outreach.receive_signal(
            deed,
            outreach.SignalIn(
                door=outreach.Door.PHONE, source_id=f"t-{number}", occurred_at=deed.at - timedelta(hours=1), dong=dong,
                person_id=person_id, reasons=(outreach.Reason("silent-electricity", {"hours": 26}),),
            ),
        ).episode_id  # fmt: skip


def test_the_page_of_an_episode_gathers_what_the_rooms_know(db, deeds):
    person_id = resident(deeds.machine())
    episode_id = silence(deeds.machine(), person_id)
    deed = deeds.haneul()
    with acting(deed):
        row = outreach.episode(deed, episode_id)
        around = reads.around_episode(deed, row)
    assert around.card is not None
    assert around.card.masked_name == "박○래"
    assert around.evidence is None
    assert around.residents == ()


def test_the_officer_of_another_dong_finds_nothing(db, deeds):
    episode_id = silence(deeds.machine(), resident(deeds.machine()))
    deed = deeds.doyun()
    with acting(deed), pytest.raises(Refused, match="episode-not-found"):
        outreach.episode(deed, episode_id)
    person_id = resident(deeds.machine(), "박달래", number=2)
    with acting(deed), pytest.raises(Refused, match="no-such-person"):
        actions.open_person(deed, person_id=person_id, purpose="person-page")


def test_opening_a_person_is_written_down(db, deeds):
    from chomchom.accounts import public as accounts

    person_id = resident(deeds.machine())
    deed = deeds.haneul()
    with acting(deed):
        actions.open_person(deed, person_id=person_id, purpose="person-page")
        opened = accounts.opened_by(deed, person_id)
    assert [row.purpose for row in opened] != []


def test_an_episode_of_a_place_cannot_be_referred_before_somebody_is_named(db, deeds):
    machine = deeds.machine()
    with acting(machine):
        came = outreach.receive_signal(
            machine,
            outreach.SignalIn(
                door=outreach.Door.REPORT, source_id="r-1", occurred_at=machine.at, dong=ILDONG,
                address="시험로 9 파란 대문", seen=frozenset({outreach.Seen.MAIL}),
            ),
        )  # fmt: skip
    deed = deeds.haneul()
    with acting(deed), pytest.raises(Refused, match="episode-without-person"):
        actions.refer(deed, episode_id=came.episode_id, service_id=came.episode_id, urgency="normal", ask="반찬")


@pytest.mark.parametrize("homes", [1, 30])
def test_the_board_costs_the_same_for_one_home_and_for_thirty(db, deeds, homes):
    machine = deeds.machine()
    for number in range(1, homes + 1):
        silence(machine, resident(machine, number=number), number=number)
    deed = deeds.haneul()
    with acting(deed):
        outreach.board(deed)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            board = outreach.board(deed)
    assert len(board.rows) == homes
    assert len(queries) <= 10


def test_what_comes_next_is_said_after_a_deed(db, deeds):
    episode_id = silence(deeds.machine(), resident(deeds.machine()))
    deed = deeds.haneul()
    with acting(deed):
        outreach.log_attempt(
            deed, episode_id=episode_id, channel=outreach.Channel.PHONE, result=outreach.AttemptResult.ANSWERED_OK
        )
        assert "확인하고" in reads.what_next(outreach.episode(deed, episode_id))
        outreach.confirm_answered(deed, episode_ids=[episode_id])
        assert "새 신호" in reads.what_next(outreach.episode(deed, episode_id))


def test_a_persons_story_joins_the_rooms_and_an_agency_sees_none_of_it(db, deeds):
    person_id = resident(deeds.machine())
    silence(deeds.machine(), person_id)
    deed = deeds.haneul()
    with acting(deed):
        page = reads.person_page(deed, people.card(deed, person_id))
    assert [line.kind for line in page.story] == ["signal"]
    assert len(page.open_episodes) == 1
    agency = deeds.seoyeon()
    with acting(agency), pytest.raises(Refused, match="no-such-person"):
        people.card(agency, person_id)


def test_a_home_of_another_dong_does_not_reach_the_board(db, deeds):
    silence(deeds.machine(), resident(deeds.machine(), dong=IDONG), dong=IDONG)
    deed = deeds.haneul()
    with acting(deed):
        assert outreach.board(deed).rows == ()


@pytest.mark.parametrize(
    ("role", "first"),
    [
        (Role.COUNCIL_OFFICE, "council:home"),
        (Role.COUNCIL_MEMBER, "council:home"),
        (Role.PROGRAMME_OFFICER, "planning:index"),
        (Role.RESEARCHER, "insight:figures"),
        (Role.AGENCY_WORKER, "referrals:inbox"),
        (Role.PRIVACY_OFFICER, "accounts:log"),
    ],
)
def test_everybody_else_begins_at_their_own_desk(come_in, role, first):
    more = {"agency_id": id_of("하늘종합사회복지관"), "sector": Sector.PRIVATE} if role is Role.AGENCY_WORKER else {}
    answer = come_in(role, **more).get(reverse("flows:board"))
    assert (answer.status_code, answer["Location"]) == (302, reverse(first))


def test_an_officer_begins_at_the_board(come_in):
    assert come_in(Role.DONG_OFFICER, areas=[ILDONG]).get(reverse("flows:board")).status_code == 200
