"""Opinions by source, tasks, and links with a deadline, by rule."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from chomchom.council.rules import asking, opinions, tasks
from chomchom.council.rules.asking import Asked, AskedFacts, AskedState
from chomchom.council.rules.opinions import Said, Source
from chomchom.council.rules.subjects import Subject
from chomchom.council.rules.tasks import ActionFacts, ActionState, Lack
from chomchom.kernel.deeds import SEOUL
from chomchom.kernel.verdicts import verdict

DAY = date(2026, 6, 22)
NINE = datetime(2026, 6, 22, 9, tzinfo=SEOUL)


def source(code: str, label: str, position: int, *expected: Subject, **more: object) -> Source:
    told = {"from_on": date(2023, 1, 1), **more}
    return Source(code=code, label=label, expected=frozenset(expected), position=position, **told)  # type: ignore[arg-type]


P, C = Subject.PROJECT, Subject.CANDIDATE
SOURCES = [
    source("tf", "TF 검토 결과", 1, P),
    source("committee", "분과 보완 의견", 2, P, also_printed=("분과 의견",)),
    source("field", "현장 쟁점", 3, P),
    source("purpose", "사업 취지", 4, C),
    source("discussion", "논의 내용", 5, C, also_printed=("논의 배경",)),
    source("direction", "반영 방향", 6, P, C, also_printed=("검토 방향",)),
    source("after", "회의 뒤 의견", 7),
]


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("TF검토 결과", "tf"),
        ("분과 의견", "committee"),
        ("제6기 반영 방향", "direction"),
        ("검토 방향", "direction"),
        ("논의 배경", "discussion"),
        ("주민 의견", None),
        ("", None),
    ],
)
def test_labels_are_data_and_find_their_source_as_they_are_printed(label, code):
    found = opinions.source_of(label, SOURCES)
    assert (found.code if found else None) == code


def test_a_source_that_has_not_spoken_is_a_gap_with_its_name():
    said = [Said("tf", "TF 검토 결과"), Said("direction", "제6기 반영 방향"), Said("tf", "TF 검토 결과")]
    found = opinions.columns(said, SOURCES, subject=P, on=DAY)
    assert [(one.label, one.opinions) for one in found] == [
        ("TF 검토 결과", (0, 2)),
        ("분과 보완 의견", ()),
        ("현장 쟁점", ()),
        ("제6기 반영 방향", (1,)),
    ]
    assert opinions.gaps(found) == ["분과 보완 의견", "현장 쟁점"]


def test_what_is_not_expected_shows_only_where_it_spoke_and_an_unknown_label_keeps_its_words():
    said = [Said("after", "회의 뒤 의견"), Said("", "주민 의견")]
    found = opinions.columns(said, SOURCES, subject=Subject.ISSUE, on=DAY)
    assert [(one.code, one.label, one.missing) for one in found] == [
        ("after", "회의 뒤 의견", False),
        ("", "주민 의견", False),
    ]
    assert opinions.columns([], SOURCES, subject=Subject.PLAN, on=DAY) == []


def test_a_source_that_is_over_is_no_gap_any_more_but_what_it_said_stays():
    old = [source("audit", "감사 의견", 9, P, until_on=date(2025, 12, 31))]
    assert opinions.columns([], old, subject=P, on=DAY) == []
    assert [one.label for one in opinions.columns([Said("audit", "감사 의견")], old, subject=P, on=DAY)] == [
        "감사 의견"
    ]
    assert verdict(opinions.check_source_in_use, old[0], on=DAY).code == "opinion-source-not-in-use"
    assert verdict(opinions.check_source_in_use, old[0], on=date(2025, 12, 31))


@pytest.mark.parametrize(
    ("text", "code"), [("  ", "opinion-is-empty"), ("가" * 21, "opinion-too-long"), ("가" * 20, "")]
)
def test_words_are_there_and_fit(text, code):
    assert verdict(opinions.check_text, text, most=20).code == code


def test_an_opinion_after_the_end_says_so():
    assert opinions.came_after(NINE, ended_at=NINE - timedelta(seconds=1), handed_in=True)
    assert not opinions.came_after(NINE, ended_at=NINE, handed_in=True)
    assert not opinions.came_after(NINE, ended_at=None, handed_in=True)
    assert not opinions.came_after(NINE, ended_at=NINE - timedelta(seconds=1), handed_in=False)


@pytest.mark.parametrize(
    ("label", "until", "code"),
    [
        ("가", None, ""),
        (" ", None, "list-row-needs-a-label"),
        ("가", DAY - timedelta(days=1), "list-row-ends-before-it-begins"),
    ],
)
def test_a_row_of_a_list_has_a_label_and_ends_after_it_begins(label, until, code):
    assert verdict(opinions.check_list_row, label=label, from_on=DAY, until_on=until).code == code


def task(**more: object) -> ActionFacts:
    return ActionFacts(**{"has_owner": True, "due_on": DAY, "due_event": "", **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({}, ()),
        ({"has_owner": False}, (Lack.OWNER,)),
        ({"due_on": None}, (Lack.DATE,)),
        ({"due_on": None, "due_event": "제2차 TF 회의"}, ()),
        ({"has_owner": False, "due_on": None, "due_event": "  "}, (Lack.OWNER, Lack.DATE)),
    ],
)
def test_a_task_without_owner_or_date_says_which(change, missing):
    assert tasks.lacks(task(**change)) == missing


def test_a_task_is_late_the_day_after_its_day_or_once_its_meeting_has_been():
    assert not tasks.overdue(task(), on=DAY)
    assert tasks.overdue(task(), on=DAY + timedelta(days=1))
    assert tasks.overdue(task(due_on=None, due_event="다음 회의", event_is_over=True), on=DAY)
    assert not tasks.overdue(task(state=ActionState.DONE), on=DAY + timedelta(days=9))


def test_incomplete_tasks_head_the_agenda_then_late_ones_then_by_day():
    later = task(due_on=DAY + timedelta(days=3))
    late = task(due_on=DAY - timedelta(days=3))
    nobody = task(has_owner=False, due_on=DAY + timedelta(days=9))
    event = task(due_on=None, due_event="다음 회의")
    ordered = sorted([later, event, late, nobody], key=lambda one: tasks.agenda_order(one, on=DAY))
    assert ordered == [nobody, late, later, event]


@pytest.mark.parametrize(
    ("move", "code"),
    [("do", "action-needs-a-note"), ("drop", "action-needs-a-reason"), ("reopen", "action-needs-a-reason")],
)
def test_no_task_ends_without_a_word(move, code):
    assert verdict(tasks.check_ending, move, " ").code == code
    assert tasks.check_ending(move, " 다 했음 ") == "다 했음"


@pytest.mark.parametrize(
    ("move", "state"),
    [
        ("do", ActionState.DONE),
        ("drop", ActionState.DROPPED),
        ("reopen", ActionState.OPEN),
        ("do", ActionState.DROPPED),
    ],
)
def test_a_task_makes_only_the_moves_of_its_table(move, state):
    assert verdict(tasks.ACTION_STATES.target, move, state).code == "wrong-state"


@pytest.mark.parametrize(("text", "code"), [("", "action-is-empty"), ("가" * 501, "action-too-long"), ("가", "")])
def test_a_task_says_what_is_to_be_done(text, code):
    assert verdict(tasks.check_text, text).code == code


def test_a_task_is_due_after_it_was_raised():
    assert verdict(tasks.check_due, DAY - timedelta(days=1), raised_on=DAY).code == "action-due-before-it-was-raised"
    assert verdict(tasks.check_due, DAY, raised_on=DAY)
    assert verdict(tasks.check_due, None, raised_on=DAY)


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({}, AskedState.WAITING),
        ({"until": NINE}, AskedState.OVER),
        ({"closed": True}, AskedState.CLOSED),
        ({"answered": True, "closed": True, "until": NINE}, AskedState.ANSWERED),
    ],
)
def test_where_an_asking_stands_follows_from_its_facts(change, state):
    facts = AskedFacts(**{"until": NINE + timedelta(seconds=1), "answered": False, "closed": False, **change})
    assert asking.asked_state(facts, at=NINE) is state
    assert bool(verdict(asking.check_can_remind, facts, at=NINE)) is (state is AskedState.WAITING)


def test_a_link_ends_with_its_last_day_and_not_too_far_away():
    assert asking.deadline(DAY, today=DAY, most_days=60) == datetime(2026, 6, 23, tzinfo=SEOUL)
    assert asking.last_day(asking.deadline(DAY, today=DAY, most_days=60)) == DAY
    assert verdict(asking.deadline, DAY - timedelta(days=1), today=DAY, most_days=60).code == "link-deadline-passed"
    assert verdict(asking.deadline, DAY + timedelta(days=61), today=DAY, most_days=60).code == "link-deadline-too-far"


WHOLE = {
    "name": "동네 밥상",
    "target": "혼자 사는 분",
    "problem": "끼니를 거름",
    "means": "함께 먹기",
    "necessity": "필요함",
}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, ""),
        *[({field: " "}, "proposal-field-missing") for field in WHOLE],
        ({"name": "가" * 121}, "proposal-field-too-long"),
        ({"similar": "가" * 31}, "proposal-field-too-long"),
        ({"collectable": ""}, ""),
    ],
)
def test_a_proposal_tells_its_story_and_its_need(change, code):
    assert verdict(asking.check_proposal, {**WHOLE, **change}, most=30).code == code


def test_a_proposal_keeps_every_field_trimmed_and_has_a_number_people_can_say():
    assert asking.check_proposal({**WHOLE, "means": " 함께 먹기 "}, most=30)["means"] == "함께 먹기"
    assert set(asking.check_proposal(WHOLE, most=30)) == {"name", *asking.STORY, *asking.CRITERIA, *asking.BESIDE}
    assert asking.proposal_number(2026, 7) == "2026-007"
    assert {*Asked} == {Asked.OPINION, Asked.PROPOSAL}
