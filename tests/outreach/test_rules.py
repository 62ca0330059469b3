"""What outreach decides, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chomchom.kernel.deeds import SEOUL
from chomchom.kernel.verdicts import Refused
from chomchom.outreach.rules.attempts import NOT_TELLING, after_attempt
from chomchom.outreach.rules.checks import (
    MEANING,
    CheckFacts,
    check_answer_is_whole,
    check_due,
    check_site_check_can_be_asked,
    face_of,
    grade_after_check,
)
from chomchom.outreach.rules.closing import MOVE_OF, CloseFacts, check_may_confirm, check_may_end
from chomchom.outreach.rules.machine import CHECK_STATES, EPISODE_STATES
from chomchom.outreach.rules.register import (
    ActivityKind,
    ActivityLine,
    ActorKind,
    LinkResult,
    Resource,
    check_activity,
    check_goods,
)
from chomchom.outreach.rules.reports import ReportStatus, check_report, check_report_rate, plain_phone, report_status
from chomchom.outreach.rules.storms import Arrival, HomeInIncident, dongs_in_storm, settles_with_incident
from chomchom.outreach.rules.triage import DOOR_FLOOR, Limits, TriageFacts, due_for, grade_of, merge_reasons, triage
from chomchom.outreach.rules.words import (
    OPEN_STATES,
    RANK,
    AttemptResult,
    CheckResult,
    CheckState,
    Door,
    DropoutReason,
    EpisodeState,
    Grade,
    HowKnown,
    NextStep,
    NotDone,
    Outcome,
    Reason,
    Seen,
    SharingBasis,
    VisitorKind,
)

LIMITS = Limits(60, 12, 10, 18, 15, 5)
MONDAY = datetime(2026, 6, 22, 0, 0, tzinfo=UTC)  # 09:00 in Seoul


def weekdays(day: date) -> bool:
    return day.weekday() < 5


def seoul(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 6, day, hour, minute, tzinfo=SEOUL)


# --- triage ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "grade"),
    [
        (TriageFacts(door=Door.ALERT, claimed=Grade.SEVERE), Grade.SEVERE),
        (TriageFacts(door=Door.ALERT), Grade.CAUTION),
        (TriageFacts(door=Door.DISCOVERY, items=frozenset({"loan_arrears"})), Grade.WATCH),
        (TriageFacts(door=Door.DISCOVERY, items=frozenset({"power_cut"})), Grade.CAUTION),
        (TriageFacts(door=Door.REPORT, seen=frozenset({Seen.OTHER})), Grade.UNKNOWN),
        (TriageFacts(door=Door.REPORT, seen=frozenset({Seen.SMELL})), Grade.SEVERE),
        (TriageFacts(door=Door.REPORT, seen=frozenset({Seen.UNSEEN, Seen.MAIL})), Grade.SEVERE),
        (TriageFacts(door=Door.WALK_IN), Grade.WATCH),
        (TriageFacts(door=Door.WALK_IN, other_doors=frozenset({Door.DISCOVERY})), Grade.CAUTION),
        (TriageFacts(door=Door.PROVINCE, claimed=Grade.WATCH, reasons=(Reason("number-dead"),)), Grade.UNKNOWN),
        (TriageFacts(door=Door.DISCOVERY, before=Grade.SEVERE), Grade.SEVERE),
    ],
)
def test_the_grade_follows_what_is_known(facts: TriageFacts, grade: Grade) -> None:
    assert grade_of(facts) is grade


FACTS = st.builds(
    TriageFacts,
    door=st.sampled_from(Door),
    claimed=st.none() | st.sampled_from(Grade),
    before=st.none() | st.sampled_from(Grade),
    other_doors=st.frozensets(st.sampled_from(Door)),
    seen=st.frozensets(st.sampled_from(Seen)),
    items=st.frozensets(st.sampled_from(["power_cut", "a", "b", "c", "d", "e"])),
    reasons=st.lists(st.sampled_from(["number-dead", "feed-lost", "x"]).map(Reason), max_size=3).map(tuple),
)


@settings(deadline=None)
@given(facts=FACTS, door=st.sampled_from(Door), seen=st.sampled_from(Seen), item=st.text(max_size=3))
def test_one_more_source_never_lowers_the_grade(facts: TriageFacts, door: Door, seen: Seen, item: str) -> None:
    before = RANK[grade_of(facts)]
    assert RANK[grade_of(replace(facts, other_doors=facts.other_doors | {door}))] >= before
    assert RANK[grade_of(replace(facts, seen=facts.seen | {seen}))] >= before
    assert RANK[grade_of(replace(facts, items=facts.items | {item}))] >= before


@settings(deadline=None)
@given(facts=FACTS)
def test_a_new_signal_never_lowers_what_the_episode_had(facts: TriageFacts) -> None:
    if facts.before is not None:
        assert RANK[grade_of(facts)] >= RANK[facts.before]


@settings(deadline=None)
@given(
    grade=st.sampled_from(Grade),
    results=st.lists(st.sampled_from([*NOT_TELLING, AttemptResult.REFUSED]), max_size=12),
    checks=st.lists(st.sampled_from([r for r in CheckResult if r is not CheckResult.MET_OK]), max_size=5),
    state=st.sampled_from(sorted(OPEN_STATES)),
)
def test_no_sequence_of_unknown_error_and_silence_lowers_a_grade_or_ends_anything(
    grade, results, checks, state
) -> None:
    now, at = grade, state
    for result in results:
        after = after_attempt(at, now, result)
        assert RANK[after.grade] >= RANK[now]
        assert after.move not in {"answer", "confirm", "settle"}
        now = after.grade
        at = EPISODE_STATES.target(after.move, at) if after.move else at
        assert at in OPEN_STATES
    for check in checks:
        later = grade_after_check(now, check)
        assert RANK[later] >= RANK[now]
        assert MEANING[check].move == "worry"
        now = later


def test_unknown_is_never_below_caution() -> None:
    assert RANK[Grade.UNKNOWN] > RANK[Grade.CAUTION]
    assert all(RANK[DOOR_FLOOR[d]] >= RANK[Grade.CAUTION] for d in (Door.ALERT, Door.PROVINCE, Door.REPORT))


@pytest.mark.parametrize(
    ("grade", "at", "due"),
    [
        (Grade.SEVERE, seoul(22, 9), seoul(22, 10)),
        (Grade.UNKNOWN, seoul(22, 9), seoul(22, 12)),
        (Grade.UNKNOWN, seoul(22, 11), seoul(22, 18)),
        (Grade.UNKNOWN, seoul(22, 16), seoul(23, 12)),
        (Grade.UNKNOWN, seoul(26, 16), seoul(27, 12)),  # Friday evening → Saturday
        (Grade.CAUTION, seoul(26, 16), seoul(29, 12)),  # Friday evening → Monday
        (Grade.CAUTION, seoul(27, 9), seoul(29, 12)),  # Saturday → Monday
        (Grade.WATCH, seoul(22, 9), seoul(29, 18)),
    ],
)
def test_due_times_by_grade(grade: Grade, at: datetime, due: datetime) -> None:
    assert due_for(grade, at=at, limits=LIMITS, working=weekdays) == due


@settings(deadline=None)
@given(hours=st.integers(0, 24 * 14))
def test_a_worse_grade_is_never_due_later(hours: int) -> None:
    at = MONDAY + timedelta(hours=hours)
    dues = [due_for(grade, at=at, limits=LIMITS, working=weekdays) for grade in sorted(Grade, key=RANK.__getitem__)]
    assert dues == sorted(dues, reverse=True)
    assert all(due > at for due in dues)


def test_a_calendar_without_working_days_still_gives_a_due_time() -> None:
    assert due_for(Grade.CAUTION, at=MONDAY, limits=LIMITS, working=lambda _: False) > MONDAY


def test_reasons_come_newest_first_each_code_once() -> None:
    merged = merge_reasons([Reason("b", {"n": 2})], [Reason("a"), Reason("b", {"n": 1})])
    assert merged == (Reason("b", {"n": 2}), Reason("a"))


def test_a_signal_without_reasons_is_told_by_its_door() -> None:
    decided = triage(TriageFacts(door=Door.CRISIS_APP), at=MONDAY, limits=LIMITS, working=weekdays)
    assert decided.reasons == (Reason("door-crisis-app"),)


# --- states ----------------------------------------------------------------------------------------------------


def test_the_ends_are_exactly_these() -> None:
    assert EPISODE_STATES.ends() == set(EpisodeState) - OPEN_STATES


def test_no_machine_move_leads_to_an_end() -> None:
    for move in EPISODE_STATES.moves():
        if move.target in EPISODE_STATES.ends():
            assert move.who == ("person",)


def test_119_may_be_pressed_at_any_time() -> None:
    for state in CheckState:
        assert CHECK_STATES.target("call_119", state) is CheckState.EMERGENCY


def test_the_printed_states_are_the_table() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "reference" / "episode-states.md"
    text = page.read_text(encoding="utf-8")
    assert EPISODE_STATES.mermaid() in text
    assert CHECK_STATES.mermaid() in text


# --- attempts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "result", "move", "reason"),
    [
        (EpisodeState.OPEN, AttemptResult.ANSWERED_OK, "answer", ""),
        (EpisodeState.OPEN, AttemptResult.NO_ANSWER, "contact", ""),
        (EpisodeState.CHECK_ASKED, AttemptResult.NO_ANSWER, "", ""),
        (EpisodeState.ANSWERED, AttemptResult.NO_ANSWER, "", ""),
        (EpisodeState.ANSWERED, AttemptResult.REFUSED, "worry", "refused-contact"),
        (EpisodeState.CONTACTING, AttemptResult.REFUSED, "contact", "refused-contact"),
        (EpisodeState.CONTACTING, AttemptResult.WRONG_NUMBER, "contact", "number-dead"),
        (EpisodeState.CHECKING, AttemptResult.ANSWERED_NEEDS_HELP, "worry", "asked-for-help"),
        (EpisodeState.OPEN, AttemptResult.ANSWERED_UNCLEAR, "contact", "answered-unclear"),
        (EpisodeState.SETTLED, AttemptResult.NO_ANSWER, "", ""),
    ],
)
def test_what_an_attempt_does(state, result, move, reason) -> None:
    after = after_attempt(state, Grade.CAUTION, result)
    assert (after.move, after.reason) == (move, reason)


def test_refused_is_not_unreachable() -> None:
    refused = after_attempt(EpisodeState.OPEN, Grade.CAUTION, AttemptResult.REFUSED)
    silent = after_attempt(EpisodeState.OPEN, Grade.CAUTION, AttemptResult.NO_ANSWER)
    assert refused.reason == "refused-contact"
    assert silent.reason == ""


# --- site checks -----------------------------------------------------------------------------------------------

FINE = CheckFacts(
    state=EpisodeState.CONTACTING,
    grade=Grade.CAUTION,
    visitor_kind=VisitorKind.AGENCY,
    basis=SharingBasis.CONSENT,
)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"state": EpisodeState.SETTLED}, "wrong-state"),
        ({"has_open_check": True}, "site-check-already-open"),
        ({"has_place": False}, "no-place-to-go"),
        ({"visitor_active": False}, "visitor-inactive"),
        ({"visitor_covers_area": False}, "visitor-elsewhere"),
        ({"due_in_past": True}, "due-in-the-past"),
        ({"basis": None}, "no-basis-for-agency"),
        ({"basis": None, "visitor_kind": VisitorKind.NEIGHBOUR}, "no-consent-for-neighbour"),
        ({"basis": None, "urgent": True}, "not-urgent-enough"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_one_missing_condition_is_enough_to_refuse_a_site_check(change, code) -> None:
    assert check_site_check_can_be_asked(FINE) is SharingBasis.CONSENT
    with pytest.raises(Refused, match=code):
        check_site_check_can_be_asked(replace(FINE, **change))


def test_officers_need_no_consent_and_a_bare_place_names_nobody() -> None:
    for kind in (VisitorKind.OFFICER, VisitorKind.COLLEAGUE):
        assert check_site_check_can_be_asked(replace(FINE, visitor_kind=kind, basis=None)) is SharingBasis.DUTY
    place = replace(FINE, person_known=False, basis=None, visitor_kind=VisitorKind.NEIGHBOUR)
    assert check_site_check_can_be_asked(place) is SharingBasis.PLACE_ONLY


def test_danger_to_life_is_a_basis_only_when_it_is_severe() -> None:
    urgent = replace(FINE, basis=None, urgent=True, grade=Grade.SEVERE)
    assert check_site_check_can_be_asked(urgent) is SharingBasis.URGENT


def test_only_being_met_well_waits_for_a_confirmation() -> None:
    assert {r for r, m in MEANING.items() if m.move == "answer"} == {CheckResult.MET_OK}
    assert {r for r, m in MEANING.items() if not m.final} == {CheckResult.CALLED119}
    assert set(MEANING) == set(CheckResult)


def test_119_asks_for_nothing_and_not_done_asks_why() -> None:
    check_answer_is_whole(CheckResult.CALLED119, None)
    check_answer_is_whole(CheckResult.NOT_DONE, NotDone.WEATHER)
    with pytest.raises(Refused, match="not-done-needs-reason"):
        check_answer_is_whole(CheckResult.NOT_DONE, None)


def test_two_faces_of_the_visitors_page() -> None:
    officer = face_of(VisitorKind.OFFICER, SharingBasis.DUTY, frozenset())
    assert (officer.name, officer.phone, officer.reasons, officer.hazard) == (True, True, True, True)
    plain = face_of(VisitorKind.NEIGHBOUR, SharingBasis.CONSENT, frozenset({"address"}))
    assert (plain.name, plain.phone, plain.reasons) == (False, False, False)
    named = face_of(VisitorKind.NEIGHBOUR, SharingBasis.CONSENT, frozenset({"name", "contact"}))
    assert (named.name, named.phone, named.reasons) == (True, True, False)
    agency = face_of(VisitorKind.AGENCY, SharingBasis.CONSENT, frozenset({"name", "reason"}))
    assert (agency.name, agency.phone, agency.reasons) == (True, False, False)
    place = face_of(VisitorKind.NEIGHBOUR, SharingBasis.PLACE_ONLY, frozenset({"name"}))
    assert not place.name


def test_a_check_of_a_severe_signal_counts_minutes() -> None:
    severe = check_due(Grade.SEVERE, at=MONDAY, minutes_severe=120, limits=LIMITS, working=weekdays)
    assert severe == MONDAY + timedelta(minutes=120)
    assert check_due(Grade.WATCH, at=MONDAY, minutes_severe=120, limits=LIMITS, working=weekdays) == seoul(22, 12)


# --- closing ---------------------------------------------------------------------------------------------------

GOOD = CloseFacts(
    state=EpisodeState.CONTACTING,
    by_person=True,
    version=3,
    seen_version=3,
    outcome=Outcome.SAFE,
    how_known=HowKnown.CALL,
    today=date(2026, 6, 22),
    watch_days=90,
)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"by_person": False}, "machine-may-not-close"),
        ({"outcome": None}, "close-needs-outcome"),
        ({"state": EpisodeState.SETTLED}, "episode-already-ended"),
        ({"seen_version": 2}, "episode-has-news"),
        ({"how_known": None}, "close-needs-how-known"),
        ({"last_result": AttemptResult.REFUSED}, "refused-is-not-safe"),
        ({"outcome": Outcome.DECEASED}, "death-needs-proof"),
        ({"outcome": Outcome.WATCH}, "watch-needs-date"),
        ({"outcome": Outcome.UNREACHABLE}, "watch-needs-date"),
        ({"outcome": Outcome.WATCH, "watch_until": date(2026, 6, 22)}, "due-in-the-past"),
        ({"outcome": Outcome.WATCH, "watch_until": date(2027, 6, 22)}, "watch-too-long"),
        ({"outcome": Outcome.DROPPED_OUT}, "dropout-needs-reason"),
        ({"outcome": Outcome.DROPPED_OUT, "dropout": DropoutReason.REFUSED}, "dropout-needs-next-step"),
        (
            {"outcome": Outcome.DROPPED_OUT, "dropout": DropoutReason.REFUSED, "next_step": NextStep.NONE},
            "none-needs-a-name",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_one_missing_condition_is_enough_to_keep_an_episode_open(change, code) -> None:
    assert check_may_end(GOOD) == "settle"
    with pytest.raises(Refused, match=code):
        check_may_end(replace(GOOD, **change))


def test_who_was_not_reached_is_watched_never_settled() -> None:
    assert MOVE_OF[Outcome.UNREACHABLE] == "watch"
    assert check_may_end(replace(GOOD, outcome=Outcome.UNREACHABLE, watch_until=date(2026, 6, 30))) == "watch"


def test_a_drop_out_with_a_next_step_is_fine() -> None:
    facts = replace(GOOD, outcome=Outcome.DROPPED_OUT, dropout=DropoutReason.CALL_FATIGUE, next_step=NextStep.HONORARY)
    assert check_may_end(facts) == "drop_out"
    assert check_may_end(replace(facts, next_step=NextStep.NONE, none_accepted=True)) == "drop_out"


def test_only_answered_episodes_are_confirmed_and_only_by_a_person() -> None:
    check_may_confirm(state=EpisodeState.ANSWERED, by_person=True)
    with pytest.raises(Refused, match="not-answered"):
        check_may_confirm(state=EpisodeState.OPEN, by_person=True)
    with pytest.raises(Refused, match="machine-may-not-close"):
        check_may_confirm(state=EpisodeState.ANSWERED, by_person=False)


# --- storms ----------------------------------------------------------------------------------------------------


def test_thirty_homes_of_one_dong_are_a_storm_and_thirty_neighbours_are_not() -> None:
    homes = [Arrival(Door.ALERT, "A")] * 30 + [Arrival(Door.ALERT, "B")] * 29 + [Arrival(Door.REPORT, "A")] * 50
    assert dongs_in_storm(homes, homes=30) == {Door.ALERT: frozenset({"A"})}


@pytest.mark.parametrize(
    ("home", "settles"),
    [
        (HomeInIncident(EpisodeState.OPEN, Grade.CAUTION, 0, 1), True),
        (HomeInIncident(EpisodeState.OPEN, Grade.UNKNOWN, 0, 1), True),
        (HomeInIncident(EpisodeState.OPEN, Grade.SEVERE, 0, 1), False),
        (HomeInIncident(EpisodeState.OPEN, Grade.CAUTION, 1, 1), False),
        (HomeInIncident(EpisodeState.OPEN, Grade.CAUTION, 0, 2), False),
        (HomeInIncident(EpisodeState.CONTACTING, Grade.CAUTION, 0, 1), False),
    ],
)
def test_only_homes_with_nothing_else_settle_with_their_incident(home, settles) -> None:
    assert settles_with_incident(home) is settles


# --- reports ---------------------------------------------------------------------------------------------------

REPORT = {
    "place": "일동 빌라 203호",
    "seen": frozenset({Seen.MAIL}),
    "memo": "",
    "wants_answer": True,
    "phone": "01000001234",
}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"place": " "}, "report-needs-place"),
        ({"place": "가" * 201}, "report-needs-place"),
        ({"seen": frozenset()}, "report-needs-something-seen"),
        ({"memo": "가" * 301}, "memo-too-long"),
        ({"phone": ""}, "answer-needs-phone"),
        ({"phone": "123"}, "phone-impossible"),
    ],
)
def test_a_report_needs_a_place_and_something_seen(change, code) -> None:
    check_report(**REPORT)
    with pytest.raises(Refused, match=code):
        check_report(**{**REPORT, **change})


def test_too_many_reports_name_the_telephone() -> None:
    check_report_rate(from_here=4, in_city=299, most_from_here=5, most_in_city=300)
    for counts in ({"from_here": 5, "in_city": 0}, {"from_here": 0, "in_city": 300}):
        with pytest.raises(Refused, match="too-many-reports"):
            check_report_rate(**counts, most_from_here=5, most_in_city=300)


def test_the_finder_learns_received_and_confirmed_and_nothing_else() -> None:
    assert {report_status(state) for state in OPEN_STATES} == {ReportStatus.RECEIVED}
    ends = set(EpisodeState) - OPEN_STATES
    assert {report_status(state) for state in ends} == {ReportStatus.CONFIRMED}


def test_phones_are_digits() -> None:
    assert plain_phone("010-0000-1234") == "01000001234"
    assert plain_phone("+82 10 0000 1234") == "01000001234".replace("010", "010", 1)


# --- registers -------------------------------------------------------------------------------------------------

LINE = ActivityLine(
    kind=ActivityKind.VISIT,
    occurred_on=date(2026, 6, 20),
    dong="4127151000",
    count=3,
    actor=ActorKind.HONORARY,
    resource=Resource.NONE,
)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"count": 0}, "count-impossible"),
        ({"count": 501}, "count-impossible"),
        ({"occurred_on": date(2026, 6, 23)}, "entry-day-in-the-future"),
        ({"occurred_on": date(2026, 1, 1)}, "day-too-long-ago"),
    ],
)
def test_a_diary_line_is_believable(change, code) -> None:
    check_activity(LINE, today=date(2026, 6, 22), most=500, days_back=92)
    with pytest.raises(Refused, match=code):
        check_activity(replace(LINE, **change), today=date(2026, 6, 22), most=500, days_back=92)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"amount_won": -1}, "amount-impossible"),
        ({"amount_won": 10_000_001}, "amount-impossible"),
        ({"amount_won": 0}, "money-needs-amount"),
        ({"on": date(2026, 6, 23)}, "entry-day-in-the-future"),
    ],
)
def test_money_has_an_amount(change, code) -> None:
    fine = {
        "amount_won": 300_000,
        "resource": Resource.RENT,
        "result": LinkResult.DELIVERED,
        "most_won": 10_000_000,
        "on": date(2026, 6, 22),
        "today": date(2026, 6, 22),
    }
    check_goods(**fine)
    check_goods(**{**fine, "amount_won": 0, "result": LinkResult.REFUSED})
    with pytest.raises(Refused, match=code):
        check_goods(**{**fine, **change})
