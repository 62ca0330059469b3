"""Taking in, moving, writing, holding against a line: once each, and nothing on the nearest misses."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chomchom.accounts.models import AccessLog
from chomchom.cases import actions, reads
from chomchom.cases.models import Case, CaseNote, CaseStep
from chomchom.cases.rules import CaseState, Confirmation, Grade, ReasonCode
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.outreach import public as outreach
from chomchom.store.acting import acting
from tests.cases.conftest import YUJIN
from tests.conftest import id_of

pytestmark = pytest.mark.django_db


def refused(deed, action, **what) -> str:
    before = (Case.objects.count(), CaseStep.objects.count(), ledger.head())
    with pytest.raises(Refused) as refusal, acting(deed):
        action(deed, **what)
    assert (Case.objects.count(), CaseStep.objects.count(), ledger.head()) == before, "a refusal writes nothing"
    return refusal.value.code


def test_an_episode_becomes_a_case_with_number_owner_and_deadline(ildong, manager, taken) -> None:
    case = Case.objects.get(pk=taken)
    assert (case.state, case.owner_id, case.serial) == (CaseState.INTAKE, YUJIN, 1)
    assert (case.due_code, case.due_on) == ("assess", date(2026, 7, 2))
    with acting(manager) as deed:
        episode = outreach.episode(deed, ildong.episode_id)
        row = reads.case_row(deed, taken)
    assert episode.case_id == taken
    assert not episode.open
    assert (row.number, row.owner, row.state_label) == ("2026-일동-0001", "정유진", "접수")
    entry = ledger.facts(tags=["cases:case:taken-in"]).get()
    assert (entry.payload["episode_id"], entry.dong) == (str(ildong.episode_id), ildong.home.dong)
    assert entry.person_id == ildong.person_id


def test_a_dong_officer_takes_in_and_leaves_the_owner_to_the_head(ildong, deeds, town) -> None:
    with acting(deeds.haneul()) as deed:
        case_id = actions.take_in(deed, episode_id=ildong.episode_id, person_id=ildong.person_id, note="오늘 통화함")
    assert Case.objects.get(pk=case_id).owner_id is None
    with acting(deeds.head()) as deed:
        actions.name_owner(deed, case_id=case_id, owner_id=YUJIN)
    case = Case.objects.get(pk=case_id)
    assert (case.owner_id, case.team_id) == (YUJIN, town.hall)
    assert refused(deeds.head(), actions.name_owner, case_id=case_id, owner_id=YUJIN) == "case-owner-already"
    assert refused(deeds.head(), actions.name_owner, case_id=case_id, owner_id=id_of("김하늘")) == "case-owner-unfit"


def test_numbers_count_up_within_a_year_and_a_dong(silent, idong, manager) -> None:
    homes = [silent("가나", address="성호로 1"), silent("다라", address="성호로 2"), idong]
    with acting(manager) as deed:
        ids = [actions.take_in(deed, episode_id=one.episode_id, person_id=one.person_id) for one in homes]
        numbers = [reads.case_row(deed, one).number for one in ids]
    assert numbers == ["2026-일동-0001", "2026-일동-0002", "2026-이동-0001"]


def test_nearest_misses_of_an_intake_write_nothing(ildong, idong, deeds, manager, town) -> None:
    good = {"episode_id": ildong.episode_id, "person_id": ildong.person_id}
    assert refused(deeds.desk(), actions.take_in, **good) == "case-take-in-not-yours"
    assert refused(deeds.doyun(), actions.take_in, **good) in ("no-such-person", "case-take-in-not-yours")
    assert refused(deeds.jiu(), actions.take_in, **good) == "no-such-person"
    assert refused(deeds.seoyeon(), actions.take_in, **good) == "no-such-person"
    assert (
        refused(manager, actions.take_in, episode_id=idong.episode_id, person_id=ildong.person_id)
        == "case-not-about-person"
    )
    assert refused(manager, actions.take_in, episode_id=uuid4(), person_id=ildong.person_id) == "episode-not-found"
    assert refused(manager, actions.take_in, **good, owner_id=id_of("김하늘")) == "case-owner-unfit"
    assert refused(manager, actions.take_in, **good, note="440311-2123456") == "rrn-not-kept"
    with acting(manager) as deed:
        actions.take_in(deed, **good)


def test_a_person_has_one_open_case(ildong, silent, manager, taken, deeds) -> None:
    from chomchom.outreach.public import Door, SignalIn

    with acting(deeds.machine()) as deed:
        again = outreach.receive_signal(
            deed,
            SignalIn(
                door=Door.ALERT,
                source_id="again",
                occurred_at=deeds.at,
                dong=ildong.home.dong,
                person_id=ildong.person_id,
                household_id=ildong.home.household_id,
            ),
        )
    assert (
        refused(manager, actions.take_in, episode_id=again.episode_id, person_id=ildong.person_id)
        == "case-already-open"
    )


def go(deed, case_id, name, **said):
    with acting(deed) as acted:
        return actions.move(acted, case_id=case_id, name=name, **said)


def test_a_case_walks_from_intake_to_service(taken, manager, deeds) -> None:
    head = deeds.head()
    assert go(manager, taken, "assess") is CaseState.ASSESSING
    assert go(manager, taken, "call-conference", confirmed=[Confirmation.AREAS_RATED]) is CaseState.CONFERENCE
    said = {"confirmed": [Confirmation.TWO_BODIES, Confirmation.DECISION_WRITTEN], "grade": Grade.HIGH_COMPLEXITY}
    assert refused(manager, actions.move, case_id=taken, name="select", **said) == "case-move-not-yours"
    assert go(head, taken, "select", **said) is CaseState.SELECTED
    assert Case.objects.get(pk=taken).due_on == date(2026, 7, 7)
    assert go(manager, taken, "plan") is CaseState.PLANNING
    whole = [Confirmation.GOAL_WITH_MEASURE, Confirmation.SERVICE_WITH_PROVIDER, Confirmation.CONSENT_SIGNED]
    assert (
        refused(head, actions.move, case_id=taken, name="approve-plan", confirmed=whole[:2])
        == "case-needs-confirmation"
    )
    assert go(head, taken, "approve-plan", confirmed=whole) is CaseState.ACTIVE
    case = Case.objects.get(pk=taken)
    assert (case.grade, case.due_code, case.due_on) == ("high_complexity", "reassess", date(2026, 12, 22))
    moved = ledger.facts(tags=["cases:case:moved"])
    assert [entry.payload["after"] for entry in moved.order_by("seq")] == [
        "assessing", "conference", "selected", "planning", "active",
    ]  # fmt: skip
    assert {entry.payload["days_late"] for entry in moved} == {0}


def test_a_late_step_says_by_how_many_days(taken, manager, deeds) -> None:
    from dataclasses import replace

    late = replace(manager, at=manager.at + timedelta(days=14))
    go(late, taken, "assess")
    assert ledger.facts(tags=["cases:case:moved"]).get().payload["days_late"] == 4


def test_a_step_told_late_belongs_to_its_day(taken, manager) -> None:
    from dataclasses import replace

    later = replace(manager, at=manager.at + timedelta(days=5))
    go(later, taken, "assess", on=date(2026, 6, 24))
    assert ledger.facts(tags=["cases:case:moved"]).get().occurred_on == date(2026, 6, 24)
    assert refused(later, actions.move, case_id=taken, name="call-conference", on=date(2026, 6, 23),
                   confirmed=[Confirmation.AREAS_RATED]) == "case-day-impossible"  # fmt: skip


def test_hold_and_back(taken, manager) -> None:
    go(manager, taken, "assess")
    go(manager, taken, "hold", reason=ReasonCode.ADMITTED, review_on=date(2026, 8, 1))
    case = Case.objects.get(pk=taken)
    assert (case.state, case.held_from, case.due_on) == ("on_hold", "assessing", date(2026, 8, 1))
    assert refused(manager, actions.move, case_id=taken, name="resume-intake") == "wrong-state"
    assert go(manager, taken, "resume-assessing") is CaseState.ASSESSING
    assert Case.objects.get(pk=taken).due_on == date(2026, 7, 2)


def test_two_presses_of_the_same_step_make_one(taken, manager) -> None:
    go(manager, taken, "assess")
    assert refused(manager, actions.move, case_id=taken, name="assess") == "wrong-state"
    assert refused(manager, actions.move, case_id=taken, name="take-in") == "case-no-such-move"
    assert refused(manager, actions.move, case_id=taken, name="fly") == "case-no-such-move"


def test_nearest_misses_of_writing(taken, manager, deeds, idong) -> None:
    what = {"case_id": taken, "text": "방문함"}
    with acting(manager) as deed:
        actions.write_note(deed, **what)
    assert refused(deeds.haneul(), actions.write_note, **what) == "case-not-yours-to-write"
    assert refused(deeds.doyun(), actions.write_note, **what) == "case-not-found"
    assert refused(deeds.desk(), actions.write_note, **what) == "case-not-yours-to-write"
    assert refused(deeds.seoyeon(), actions.write_note, **what) == "case-not-found"
    assert refused(deeds.jiu(), actions.write_note, **what) == "case-not-found"
    stranger = deeds(Role.CASE_MANAGER, name="다른 팀", whole_city=True, agency_id=uuid4())
    assert refused(stranger, actions.write_note, **what) == "case-not-yours-to-write"
    assert refused(manager, actions.write_note, case_id=taken, text=" ") == "case-note-empty"
    assert refused(manager, actions.write_note, case_id=taken, text="주민번호 440311 2123456") == "rrn-not-kept"
    assert refused(manager, actions.write_note, case_id=uuid4(), text="x") == "case-not-found"


def test_a_note_is_sealed_in_the_database(taken, manager) -> None:
    with acting(manager) as deed:
        note_id = actions.write_note(deed, case_id=taken, text="딸이 한 달에 한 번 옴")
    assert CaseNote.objects.get(pk=note_id).text == "딸이 한 달에 한 번 옴"
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM cases_casenote WHERE id = %s", [note_id])
        assert "딸이".encode() not in bytes(cursor.fetchone()[0])


def test_s4_over_the_emergency_line_by_150_531_opens_the_private_route(taken, deeds, manager) -> None:
    with acting(deeds.haneul()) as deed:
        found = actions.hold_against_line(
            deed, case_id=taken, criterion="emergency", household_size=2, income_won=3_300_000
        )
    assert (found.line, found.over_by) == (3_149_469, 150_531)
    with acting(manager) as deed:
        said = reads.case_page(deed, taken).criteria[0].sentence
    assert said == (
        "긴급복지 75% 기준(2인 3,149,469원)보다 150,531원 많습니다. 민간 자원으로 이을 수 있습니다. (모의판정)"
    )
    entry = ledger.facts(tags=["cases:criteria:held"]).get()
    assert (entry.payload["over_by_won"], entry.payload["official"]) == (150_531, False)
    assert "3300000" not in str(entry.payload)


def test_nearest_misses_of_the_line(taken, deeds, manager) -> None:
    good = {"case_id": taken, "criterion": "emergency", "household_size": 2, "income_won": 3_149_469}
    with acting(manager) as deed:
        assert not actions.hold_against_line(deed, **good).over
    assert refused(deeds.doyun(), actions.hold_against_line, **good) == "case-not-found"
    assert refused(deeds.desk(), actions.hold_against_line, **good) == "case-not-yours-to-write"
    assert refused(manager, actions.hold_against_line, **good | {"criterion": "none"}) == "case-line-unknown"
    assert refused(manager, actions.hold_against_line, **good | {"income_won": -1}) == "case-income-impossible"


def test_content_is_for_the_team_and_the_dong_and_opening_is_logged(taken, deeds, manager, ildong) -> None:
    stranger = deeds(Role.CASE_MANAGER, name="다른 팀", whole_city=True, agency_id=uuid4())
    for deed, readable in (
        (manager, True),
        (deeds.haneul(), True),
        (deeds.head(), True),
        (deeds.desk(), False),
        (stranger, False),
    ):
        AccessLog.objects.all()
        with acting(deed) as acted:
            page = reads.case_page(acted, taken)
        assert page.readable is readable
        assert bool(page.steps) is readable
    with pytest.raises(Refused), acting(deeds.doyun()) as deed:
        reads.case_page(deed, taken)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM accounts_accesslog WHERE record_kind = 'case' AND subject_id = %s", [ildong.person_id]
        )
        assert cursor.fetchone()[0] == 3


def test_the_list_costs_the_same_for_one_case_and_for_thirty(silent, manager, taken) -> None:
    def listed():
        with acting(manager) as deed, CaptureQueriesContext(connection) as queries:
            rows = reads.case_rows(deed, mine=True).rows
        return len(rows), len(queries)

    one = listed()
    homes = [silent(f"가{chr(0xB098 + n)}", address=f"성호로 {n + 20}") for n in range(29)]
    with acting(manager) as deed:
        for home in homes:
            actions.take_in(deed, episode_id=home.episode_id, person_id=home.person_id)
    assert (one[0], listed()[0]) == (1, 30)
    assert one[1] == listed()[1]


def test_lists_show_own_area_own_cases_and_what_is_late(taken, idong, manager, deeds, town) -> None:
    from dataclasses import replace

    with acting(deeds.doyun()) as deed:
        actions.take_in(deed, episode_id=idong.episode_id, person_id=idong.person_id)

    def dongs(deed, **which):
        with acting(deed) as acted:
            return sorted(row.dong_name for row in reads.case_rows(acted, **which).rows)

    assert dongs(deeds.haneul()) == ["일동"]
    assert dongs(deeds.doyun()) == ["이동"]
    assert dongs(deeds.head()) == ["이동", "일동"]
    assert dongs(manager, mine=True) == ["일동"]
    assert dongs(deeds.seoyeon()) == dongs(deeds.jiu()) == []
    assert dongs(manager, overdue=True) == []
    assert dongs(replace(manager, at=manager.at + timedelta(days=20)), overdue=True) == ["이동", "일동"]


def test_a_case_of_a_restricted_person_is_not_there(taken, ildong, deeds, manager) -> None:
    from chomchom.people.actions import restrict

    with acting(deeds.head()) as deed:
        restrict(deed, person_id=ildong.person_id, because="violence")
    with acting(deeds.haneul()) as deed:
        assert reads.case_rows(deed).rows == ()
        with pytest.raises(Refused) as refusal:
            reads.case_page(deed, taken)
    assert refusal.value.code == "case-not-found"
