"""Attempts, visits and ends: the happy path once, nearest misses, and what is left behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.notices import public as notices
from chomchom.notices.models import Notice
from chomchom.outreach import public as outreach
from chomchom.outreach.actions import checks, linking
from chomchom.outreach.models import Attempt, Episode, SiteCheck, SiteCheckAnswer
from chomchom.outreach.public import (
    AttemptResult,
    Channel,
    CheckResult,
    Door,
    DropoutReason,
    EpisodeState,
    Grade,
    HowKnown,
    NextStep,
    Outcome,
    SignalIn,
    VisitorKind,
)
from chomchom.outreach.reads.visits import visit_page, visitors_for
from chomchom.outreach.rules.words import CheckState, NotDone, Seen
from chomchom.people import public as people
from chomchom.store.acting import acting
from tests.conftest import ILDONG

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(freeze, deeds) -> None:
    freeze(deeds.at)


@pytest.fixture
def opened(deeds, homes, alert) -> UUID:
    """An open episode on the home in 일동."""
    with acting(deeds.machine()) as deed:
        return outreach.receive_signal(deed, alert(homes["ildong"])).episode_id


def consent(deeds, home, recipient, fields=("name", "contact", "address")) -> UUID:
    with acting(deeds.haneul()) as deed:
        return people.give_consent(
            deed,
            person_id=home.person_id,
            purpose="site_check",
            recipient=recipient,
            fields=fields,
            until_on=date(2027, 3, 31),
        )


def ask(deed: Deed, episode_id: UUID, kind: VisitorKind, visitor_id: UUID, **more) -> UUID:
    return outreach.ask_site_check(deed, episode_id=episode_id, visitor_kind=kind, visitor_id=visitor_id, **more)


# --- attempts --------------------------------------------------------------------------------------------------


def test_an_attempt_is_a_fact_with_its_minutes(deeds, opened) -> None:
    with acting(deeds.haneul(at=deeds.at + timedelta(minutes=42))) as deed:
        outreach.log_attempt(deed, episode_id=opened, channel=Channel.PHONE, result=AttemptResult.NO_ANSWER)
    episode = Episode.objects.get()
    assert (episode.state, episode.attempt_count, episode.last_result) == ("contacting", 1, "no_answer")
    entry = ledger.facts(tags=["outreach:attempt:logged"]).get()
    assert entry.payload["minutes_since_signal"] == 42
    assert entry.payload["first"] is True
    assert entry.sector == "public"


def test_a_repeated_delivery_of_an_attempt_is_one_attempt(deeds, opened) -> None:
    with acting(deeds.machine("ladder")) as deed:
        for _ in range(2):
            outreach.log_attempt(
                deed, episode_id=opened, channel=Channel.AI_CALL, result=AttemptResult.NO_ANSWER, source_id="call-1"
            )
    assert Attempt.objects.count() == 1
    assert Episode.objects.get().attempt_count == 1


def test_resident_numbers_in_notes_are_masked(deeds, opened) -> None:
    with acting(deeds.haneul()) as deed:
        outreach.log_attempt(
            deed,
            episode_id=opened,
            channel=Channel.PHONE,
            result=AttemptResult.ANSWERED_OK,
            note="따님 번호 900101-2345678 아님",
        )
    assert "2345678" not in Attempt.objects.get().note


# --- asking ----------------------------------------------------------------------------------------------------


def test_asking_an_officer_moves_the_episode_and_tells_once(deeds, opened, staff) -> None:
    with acting(deeds.haneul()) as deed:
        ask(deed, opened, VisitorKind.OFFICER, staff["김하늘"])
    episode = Episode.objects.get()
    assert episode.state == EpisodeState.CHECK_ASKED
    assert episode.waiting_for == "김하늘"
    check = SiteCheck.objects.get()
    assert (check.basis, check.link_id) == ("duty", None)
    assert check.due_at > deeds.at
    assert Notice.objects.filter(template="site-check-asked").count() == 1
    entry = ledger.facts(tags=["outreach:site-check:asked"]).get()
    assert (entry.payload["visitor"], entry.payload["basis"]) == ("officer", "duty")


def test_nearest_misses_of_asking_write_nothing(deeds, homes, opened, staff) -> None:
    tries = [
        (deeds.doyun(), VisitorKind.OFFICER, "김하늘", "episode-not-found"),
        (deeds.seoyeon(), VisitorKind.OFFICER, "김하늘", "episode-not-found"),
        (deeds.jiu(), VisitorKind.OFFICER, "김하늘", "episode-not-found"),
        (deeds.haneul(), VisitorKind.OFFICER, "이도윤", "visitor-elsewhere"),
        (deeds.haneul(), VisitorKind.AGENCY, "centre", "no-basis-for-agency"),
        (deeds.haneul(), VisitorKind.NEIGHBOUR, "tongjang", "no-consent-for-neighbour"),
    ]
    for who, kind, visitor, code in tries:
        with pytest.raises(Refused, match=code):
            with acting(who) as deed:
                ask(deed, opened, kind, staff[visitor])
    with pytest.raises(Refused, match="visitor-unknown"):
        with acting(deeds.haneul()) as deed:
            ask(deed, opened, VisitorKind.OFFICER, uuid4())
    with pytest.raises(Refused, match="not-urgent-enough"):
        with acting(deeds.haneul()) as deed:
            ask(deed, opened, VisitorKind.AGENCY, staff["centre"], urgent=True)
    assert not SiteCheck.objects.exists()
    assert not ledger.facts(tags=["outreach:site-check:asked"]).exists()
    assert Episode.objects.get().state == EpisodeState.OPEN


def test_a_second_request_is_refused(deeds, opened, staff) -> None:
    with acting(deeds.haneul()) as deed:
        ask(deed, opened, VisitorKind.OFFICER, staff["김하늘"])
        with pytest.raises(Refused, match="site-check-already-open"):
            ask(deed, opened, VisitorKind.OFFICER, staff["김하늘"])


def test_consent_opens_the_way_to_an_agency_and_its_withdrawal_closes_it(deeds, homes, opened, staff) -> None:
    consent_id = consent(deeds, homes["ildong"], staff["centre"])
    with acting(deeds.haneul()) as deed:
        options = {option.visitor_id: option for option in visitors_for(deed, opened)}
        assert options[staff["centre"]].allowed
        assert options[staff["tongjang"]].allowed.code == "no-consent-for-neighbour"
        check_id = ask(deed, opened, VisitorKind.AGENCY, staff["centre"])
    with acting(deeds.seoyeon()) as deed:
        page = visit_page(deed, check_id)
        assert (page.name, page.reasons) == ("박○", ())
        assert page.place.startswith("성호로")
    with acting(deeds.haneul()) as deed:
        people.withdraw_consent(deed, consent_id=consent_id)
    with acting(deeds.seoyeon()) as deed:
        page = visit_page(deed, check_id)
        assert (page.name, page.phone_masked) == ("", "")


def test_danger_to_life_is_claimed_in_the_persons_file(deeds, homes, opened, staff) -> None:
    with acting(deeds.haneul()) as deed:
        outreach.regrade(deed, episode_id=opened, grade=Grade.SEVERE)
        ask(deed, opened, VisitorKind.NEIGHBOUR, staff["tongjang"], urgent=True)
    assert SiteCheck.objects.get().basis == "urgent"
    assert ledger.facts(tags=["people:legal-basis:claimed"]).count() == 1


# --- the visitor's page ----------------------------------------------------------------------------------------


def link_deed(deeds, check_id: UUID, *, at=None) -> Deed:
    """The deed of the visitor's link, as the page makes it."""
    check = SiteCheck.objects.get(pk=check_id)
    from chomchom.kernel.deeds import Sector

    return Deed(
        actor_id=check.link_id,
        at=at or deeds.at,
        link_id=check.link_id,
        roles=frozenset({Role.LINK}),
        sector=Sector.NEIGHBOUR,
    )


def test_a_neighbour_sees_the_address_and_the_request_and_no_more(deeds, homes, opened, staff) -> None:
    consent(deeds, homes["ildong"], "neighbour", fields=("address",))
    with acting(deeds.haneul()) as deed:
        check_id = ask(deed, opened, VisitorKind.NEIGHBOUR, staff["tongjang"])
    with acting(link_deed(deeds, check_id)) as deed:
        page = visit_page(deed, check_id)
    assert page.place.startswith("성호로")
    assert page.request == "안부 확인 부탁드립니다"
    assert (page.name, page.age, page.phone_masked, page.reasons, page.hazard) == ("", None, "", (), "")
    with acting(deeds.haneul()) as deed:
        assert visit_page(deed, check_id).reasons


def test_a_neighbour_answers_by_link_and_the_finder_of_the_door_is_credited(deeds, homes, opened, staff) -> None:
    consent(deeds, homes["ildong"], "neighbour")
    with acting(deeds.haneul()) as deed:
        check_id = ask(deed, opened, VisitorKind.NEIGHBOUR, staff["tongjang"])
    later = deeds.at + timedelta(minutes=75)
    with acting(link_deed(deeds, check_id, at=later)) as deed:
        checks.set_out(deed, site_check_id=check_id)
        got = outreach.report_site_check(
            deed, site_check_id=check_id, idem_key=uuid4(), result=CheckResult.MET_OK, memo="마당에 계심"
        )
    assert not got.repeated
    assert not got.more_wanted
    episode = Episode.objects.get()
    assert episode.state == EpisodeState.ANSWERED
    assert episode.first_door_at == later
    entry = ledger.facts(tags=["outreach:site-check:reported"]).get()
    assert entry.payload["minutes_since_signal"] == 75
    assert entry.payload["first_at_door"] is True
    assert entry.sector == "neighbour"
    assert entry.person_id == homes["ildong"].person_id
    assert Notice.objects.filter(template="site-check-reported").count() == 1


def answer(deeds, check_id: UUID, result: CheckResult, **more):
    at = more.pop("at", deeds.at)
    with acting(deeds.haneul(at=at)) as deed:
        more.setdefault("idem_key", uuid4())
        return outreach.report_site_check(deed, site_check_id=check_id, result=result, **more)


@pytest.fixture
def asked(deeds, opened, staff) -> UUID:
    with acting(deeds.haneul()) as deed:
        return ask(deed, opened, VisitorKind.OFFICER, staff["김하늘"])


def test_the_same_key_is_one_answer(deeds, asked) -> None:
    key = uuid4()
    first = answer(deeds, asked, CheckResult.NOBODY_HOME, idem_key=key)
    again = answer(deeds, asked, CheckResult.NOBODY_HOME, idem_key=key)
    assert (again.answer_id, again.repeated) == (first.answer_id, True)
    assert SiteCheckAnswer.objects.count() == 1
    assert ledger.facts(tags=["outreach:site-check:reported"]).count() == 1
    with pytest.raises(Refused, match="site-check-already-answered"):
        answer(deeds, asked, CheckResult.MET_OK)


@pytest.mark.parametrize(
    ("result", "state", "grade", "reason"),
    [
        (CheckResult.MET_OK, EpisodeState.ANSWERED, Grade.CAUTION, "met-ok"),
        (CheckResult.MET_NEEDS_HELP, EpisodeState.OPEN, Grade.CAUTION, "met-needs-help"),
        (CheckResult.NOBODY_HOME, EpisodeState.OPEN, Grade.UNKNOWN, "nobody-home"),
        (CheckResult.REFUSED_DOOR, EpisodeState.OPEN, Grade.CAUTION, "refused-door"),
        (CheckResult.MOVED, EpisodeState.OPEN, Grade.CAUTION, "found-moved"),
        (CheckResult.HOSPITAL, EpisodeState.OPEN, Grade.CAUTION, "found-hospital"),
        (CheckResult.DECEASED, EpisodeState.OPEN, Grade.SEVERE, "found-deceased"),
        (CheckResult.UNSAFE_FOR_WORKER, EpisodeState.OPEN, Grade.UNKNOWN, "unsafe-for-worker"),
        (CheckResult.POLICE112, EpisodeState.OPEN, Grade.SEVERE, "police-112"),
        (CheckResult.OPENED_BY_MANAGER, EpisodeState.OPEN, Grade.CAUTION, "opened-by-manager"),
        (CheckResult.HANDED_TO_FAMILY, EpisodeState.OPEN, Grade.CAUTION, "handed-to-family"),
    ],
)
def test_what_each_answer_does(deeds, asked, result, state, grade, reason) -> None:
    answer(deeds, asked, result)
    episode = Episode.objects.get()
    assert (episode.state, episode.grade, episode.reasons[0]["code"]) == (state, grade, reason)
    assert SiteCheck.objects.get().state == CheckState.REPORTED


def test_not_done_says_why(deeds, asked) -> None:
    with pytest.raises(Refused, match="not-done-needs-reason"):
        answer(deeds, asked, CheckResult.NOT_DONE)
    answer(deeds, asked, CheckResult.NOT_DONE, not_done=NotDone.ADDRESS_WRONG)
    assert Episode.objects.get().first_door_at is None


def test_119_works_first_and_asks_later(deeds, asked) -> None:
    got = answer(deeds, asked, CheckResult.CALLED119)
    assert got.more_wanted
    check, episode = SiteCheck.objects.get(), Episode.objects.get()
    assert check.state == CheckState.EMERGENCY
    assert episode.grade == Grade.SEVERE
    assert episode.due_at == deeds.at + timedelta(minutes=30)
    answer(deeds, asked, CheckResult.HOSPITAL, at=deeds.at + timedelta(minutes=20))
    assert SiteCheck.objects.get().state == CheckState.REPORTED
    answer(deeds, asked, CheckResult.CALLED119)  # even after everything was told
    assert SiteCheck.objects.get().state == CheckState.EMERGENCY


def test_an_offline_answer_belongs_to_its_day_and_an_impossible_clock_is_not_believed(deeds, asked) -> None:
    seen = deeds.at + timedelta(hours=10)
    answer(deeds, asked, CheckResult.NOBODY_HOME, at=deeds.at + timedelta(hours=20), occurred_at=seen)
    assert SiteCheckAnswer.objects.get().occurred_at == seen
    entry = ledger.facts(tags=["outreach:site-check:reported"]).get()
    assert entry.occurred_on == date(2026, 6, 22)
    answer(deeds, asked, CheckResult.CALLED119, occurred_at=deeds.at - timedelta(days=400))
    assert SiteCheckAnswer.objects.order_by("-received_at").first().occurred_at >= deeds.at


def test_bad_news_after_the_end_opens_a_new_episode(deeds, opened, asked) -> None:
    with acting(deeds.haneul()) as deed:
        outreach.close(deed, episode_id=opened, outcome=Outcome.SAFE, how_known=HowKnown.FAMILY)
    assert SiteCheck.objects.get().state == CheckState.WITHDRAWN
    answer(deeds, asked, CheckResult.MET_OK)
    assert Episode.objects.count() == 1
    answer(deeds, asked, CheckResult.CALLED119)
    late = Episode.objects.get(ended_at=None)
    assert (late.grade, late.doors) == (Grade.SEVERE, ["site_check"])


def test_a_machine_never_answers_for_a_visitor(deeds, asked) -> None:
    with acting(deeds.machine()) as deed:
        with pytest.raises(Refused, match="machine-may-not-visit"):
            outreach.report_site_check(deed, site_check_id=asked, idem_key=uuid4(), result=CheckResult.MET_OK)


# --- overdue ---------------------------------------------------------------------------------------------------


def test_an_overdue_check_comes_back_by_itself_once(deeds, asked) -> None:
    check = SiteCheck.objects.get()
    early = deeds.machine("overdue")
    with acting(replace(early, at=check.due_at - timedelta(seconds=1))) as deed:
        assert outreach.bring_back_overdue(deed) == 0
    late = replace(early, at=check.due_at + timedelta(days=2))
    for expected in (1, 0):
        with acting(late) as deed:
            assert outreach.bring_back_overdue(deed) == expected
    episode = Episode.objects.get()
    assert (episode.state, episode.reasons[0]["code"]) == (EpisodeState.OPEN, "check-overdue")
    assert episode.due_at > check.due_at
    assert SiteCheck.objects.get().state == CheckState.CAME_BACK
    assert Notice.objects.filter(template="site-check-overdue").count() == 1
    answer(deeds, asked, CheckResult.MET_OK, at=check.due_at + timedelta(days=2, hours=1))  # a late answer counts
    assert Episode.objects.get().state == EpisodeState.ANSWERED


def test_a_watched_home_comes_back_on_its_day(deeds, opened) -> None:
    with acting(deeds.haneul()) as deed:
        outreach.close(deed, episode_id=opened, outcome=Outcome.UNREACHABLE, watch_until=date(2026, 6, 25))
    machine = deeds.machine("wake")
    with acting(machine) as deed:
        assert outreach.wake_watched(deed) == 0
    with acting(replace(machine, at=deeds.at + timedelta(days=3))) as deed:
        assert outreach.wake_watched(deed) == 1
        assert outreach.wake_watched(deed) == 0
    new = Episode.objects.get(ended_at=None)
    assert (new.doors, new.reasons[0]["code"]) == (["watch"], "watch-due")


# --- ends ------------------------------------------------------------------------------------------------------


def test_closing_records_the_end_and_credits_the_finder(deeds, homes, opened) -> None:
    with acting(deeds.haneul(at=deeds.at + timedelta(minutes=90))) as deed:
        outreach.close(deed, episode_id=opened, outcome=Outcome.SAFE, how_known=HowKnown.CALL, seen_version=1)
    episode = Episode.objects.get()
    assert (episode.state, episode.outcome, episode.how_known) == ("settled", "safe", "call")
    entry = ledger.facts(tags=["outreach:episode:ended"]).get()
    assert entry.payload["minutes_since_signal"] == 90
    assert (entry.payload["door"], entry.payload["finder"]) == ("alert", "machine")
    assert entry.person_id == homes["ildong"].person_id


def test_nearest_misses_of_closing_write_nothing(deeds, opened) -> None:
    fine = {"episode_id": opened, "outcome": Outcome.SAFE, "how_known": HowKnown.CALL}
    tries = [
        (deeds.doyun(), {}, "episode-not-found"),
        (deeds.seoyeon(), {}, "episode-not-found"),
        (deeds.machine(), {}, "machine-may-not-close"),
        (deeds.haneul(), {"outcome": None}, "close-needs-outcome"),
        (deeds.haneul(), {"how_known": None}, "close-needs-how-known"),
        (deeds.haneul(), {"seen_version": 0}, "episode-has-news"),
    ]
    for who, change, code in tries:
        with pytest.raises(Refused, match=code):
            with acting(who) as deed:
                outreach.close(deed, **{**fine, **change})
    assert Episode.objects.get().ended_at is None
    assert not ledger.facts(tags=["outreach:episode:ended"]).exists()


def test_an_ended_episode_stays_ended(deeds, opened) -> None:
    with acting(deeds.haneul()) as deed:
        outreach.close(deed, episode_id=opened, outcome=Outcome.SAFE, how_known=HowKnown.CALL)
        with pytest.raises(Refused, match="episode-already-ended"):
            outreach.close(deed, episode_id=opened, outcome=Outcome.SAFE, how_known=HowKnown.CALL)
        with pytest.raises(Refused, match="episode-already-ended"):
            outreach.regrade(deed, episode_id=opened, grade=Grade.WATCH)


def test_answered_ones_are_confirmed_together_or_not_at_all(deeds, homes, alert) -> None:
    with acting(deeds.machine()) as deed:
        ids = []
        for home in homes.values():
            got = outreach.receive_signal(deed, alert(home))
            outreach.log_attempt(
                deed, episode_id=got.episode_id, channel=Channel.AI_CALL, result=AttemptResult.ANSWERED_OK
            )
            ids.append(got.episode_id)
        with pytest.raises(Refused, match="machine-may-not-close"):
            outreach.confirm_answered(deed, episode_ids=ids)
    with pytest.raises(Refused, match="episode-not-found"):  # one of the two lies in 이동
        with acting(deeds.haneul()) as deed:
            outreach.confirm_answered(deed, episode_ids=ids)
    with pytest.raises(Refused, match="nothing-chosen"):
        with acting(deeds.haneul()) as deed:
            outreach.confirm_answered(deed, episode_ids=[])
    assert Episode.objects.filter(ended_at=None).count() == 2
    with acting(deeds.desk()) as deed:
        assert outreach.confirm_answered(deed, episode_ids=ids) == 2
    with pytest.raises(Refused, match="not-answered"):
        with acting(deeds.desk()) as deed:
            outreach.confirm_answered(deed, episode_ids=ids)
    assert set(Episode.objects.values_list("how_known", flat=True)) == {"call"}


def test_a_drop_out_has_reason_and_next_step(deeds, opened) -> None:
    with acting(deeds.haneul()) as deed:
        outreach.close(
            deed,
            episode_id=opened,
            outcome=Outcome.DROPPED_OUT,
            dropout=DropoutReason.CALL_FATIGUE,
            next_step=NextStep.HONORARY,
        )
    payload = ledger.facts(tags=["outreach:episode:ended"]).get().payload
    assert (payload["dropout"], payload["next_step"], payload["state"]) == ("call_fatigue", "honorary", "dropped_out")


def test_referral_and_case_end_the_episode(deeds, homes, alert) -> None:
    with acting(deeds.haneul()) as deed:
        first = outreach.receive_signal(deed, alert(homes["ildong"], door=Door.PHONE)).episode_id
        outreach.mark_referred(deed, episode_id=first, referral_id=uuid4())
        second = outreach.receive_signal(deed, alert(homes["ildong"], door=Door.PHONE)).episode_id
        outreach.mark_case_opened(deed, episode_id=second, case_id=uuid4())
    states = dict(Episode.objects.values_list("pk", "state"))
    assert states == {first: "referred", second: "case_opened"}


def test_the_withdrawn_visitor_is_told_not_to_go(deeds, opened, asked) -> None:
    with acting(deeds.haneul()) as deed:
        outreach.withdraw_site_check(deed, site_check_id=asked)
    assert Episode.objects.get().state == EpisodeState.OPEN
    assert Notice.objects.filter(template="site-check-withdrawn").count() == 1


# --- linking a place -------------------------------------------------------------------------------------------


@pytest.fixture
def place(deeds, db) -> UUID:
    with acting(deeds.machine()) as deed:
        return outreach.receive_signal(
            deed,
            SignalIn(
                door=Door.REPORT,
                source_id="place-1",
                occurred_at=deeds.at,
                dong=ILDONG,
                address="공원 옆 파란 대문",
                seen=frozenset({Seen.SMELL}),
            ),
        ).episode_id


def test_a_place_learns_whose_home_it_is(deeds, homes, place) -> None:
    with acting(deeds.haneul()) as deed:
        assert linking.link_person(deed, episode_id=place, person_id=homes["ildong"].person_id) == place
    assert Episode.objects.get().household_id == homes["ildong"].household_id


def test_a_place_whose_home_has_an_open_episode_joins_it(deeds, homes, opened, place) -> None:
    with acting(deeds.haneul()) as deed:
        assert linking.link_person(deed, episode_id=place, person_id=homes["ildong"].person_id) == opened
    older = Episode.objects.get(pk=opened)
    assert (older.grade, older.signal_count, sorted(older.doors)) == (Grade.SEVERE, 2, ["alert", "report"])
    gone = Episode.objects.get(pk=place)
    assert (gone.state, gone.joined_into_id) == ("joined", opened)


def test_notices_never_name_anybody(deeds, asked) -> None:
    for template in ("site-check-asked", "site-check-withdrawn", "site-check-reported", "report-checked"):
        assert "{" not in str(notices.TEMPLATES[template])
