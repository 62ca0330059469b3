"""What a decision is, by rule: kinds, classes, two labels, changes, and one record behind body and table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from chomchom.council.rules import deciding
from chomchom.council.rules.deciding import Change, ChangeKind, Coarse, DecisionFacts, Kind, Modifier, Trouble
from chomchom.council.rules.facts import class_of, disposition_of, split_label
from chomchom.council.rules.findings.decisions import agree
from chomchom.council.rules.shape import Section
from chomchom.council.rules.subjects import (
    Subject,
    code_kept,
    code_order,
    code_shown,
    subject_key,
)
from chomchom.kernel.verdicts import Refused, verdict

DAY = date(2026, 6, 22)
BOTH = frozenset({Subject.PROJECT, Subject.CANDIDATE})


def kind(code: str, label: str, coarse: Coarse, subjects: frozenset[Subject] = BOTH, **more: date) -> Kind:
    return Kind(code=code, label=label, coarse=coarse, subjects=subjects, **{"from_on": date(2023, 1, 1), **more})


KINDS = [
    kind("close", "종결", Coarse.CLOSE_AND_CONVERT, frozenset({Subject.PROJECT})),
    kind("convert", "전환", Coarse.CLOSE_AND_CONVERT, frozenset({Subject.PROJECT})),
    kind("keep_as_candidate", "지속사업 후보", Coarse.CONTINUE, frozenset({Subject.PROJECT})),
    kind("keep", "지속 검토", Coarse.CONTINUE, frozenset({Subject.PROJECT})),
    kind("hold", "보류", Coarse.HOLD),
    kind("follow_up", "후속 검토", Coarse.FURTHER_REVIEW),
    kind("further", "추가 검토", Coarse.FURTHER_REVIEW),
    kind("adopt", "신규 채택", Coarse.CONTINUE, frozenset({Subject.CANDIDATE})),
    kind("merge", "통합", Coarse.CLOSE_AND_CONVERT),
]


def named(code: str) -> Kind:
    return next(one for one in KINDS if one.code == code)


def decision(**more: object) -> DecisionFacts:
    facts: dict[str, object] = {
        "subject": Subject.PROJECT, "code": "1-2-3", "name": "마을 부엌", "kind": named("keep"), **more
    }  # fmt: skip
    return DecisionFacts(**facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("label", "subject", "code"),
    [
        ("종결/전환", Subject.PROJECT, "convert"),
        ("지속 검토", Subject.PROJECT, "keep"),
        ("지속검토 / 지표 보완", Subject.PROJECT, "keep"),
        ("보류·지속 검토", Subject.PROJECT, "hold"),
        ("지속사업 후보", Subject.PROJECT, "keep_as_candidate"),
        ("후속 검토", Subject.CANDIDATE, "follow_up"),
        ("추가 검토", Subject.CANDIDATE, "further"),
        ("신규 채택", Subject.CANDIDATE, "adopt"),
        ("통합", Subject.PROJECT, "merge"),
        ("폐지", Subject.PROJECT, None),  # three kinds close something; none is guessed
        ("지속 검토", Subject.CANDIDATE, None),  # nothing goes on that has not begun
        ("참고", Subject.PROJECT, None),
        ("", Subject.PROJECT, None),
    ],
)
def test_a_printed_label_means_one_main_kind_or_none(label, subject, code):
    found = deciding.main_kind(label, KINDS, subject=subject, on=DAY)
    assert (found.code if found else None) == code


def test_follow_up_and_further_review_stay_two_kinds_of_one_class():
    one, other = named("follow_up"), named("further")
    assert one.label != other.label
    assert deciding.coarse_of(one, []) is deciding.coarse_of(other, []) is Coarse.FURTHER_REVIEW


def test_the_class_is_what_the_reader_of_minutes_says_of_the_same_words():
    for label, modifiers in (
        ("종결/전환", []),
        ("지속 검토", []),
        ("지속 검토/지표 보완", [Modifier.INDICATORS]),
        ("보류·지속 검토", []),
        ("후속 검토", []),
        ("추가 검토", []),
    ):
        found = deciding.main_kind(label, KINDS, subject=Subject.PROJECT, on=DAY)
        assert deciding.coarse_of(found, modifiers) == class_of(label), label


@pytest.mark.parametrize("code", ["hold", "follow_up", "merge"])
def test_better_indicators_change_the_class_only_of_what_goes_on(code):
    assert deciding.coarse_of(named(code), [Modifier.INDICATORS]) is named(code).coarse
    assert deciding.coarse_of(named("keep"), [Modifier.RENAME]) is Coarse.CONTINUE
    assert deciding.coarse_of(None, [Modifier.INDICATORS]) is None


def test_a_kind_may_be_used_from_its_first_to_its_last_day():
    old = kind("old", "재심의", Coarse.HOLD, from_on=date(2024, 1, 1), until_on=date(2024, 12, 31))
    for day, usable in (("2023-12-31", False), ("2024-01-01", True), ("2024-12-31", True), ("2025-01-01", False)):
        on = date.fromisoformat(day)
        assert old.usable(Subject.PROJECT, on=on) is usable
        assert bool(verdict(deciding.check_kind_fits, old, subject=Subject.PROJECT, on=on)) is usable


@pytest.mark.parametrize(
    ("body", "table", "others", "two"),
    [
        ("보류·지속 검토", "지속 검토", (), True),
        ("지속사업 후보", "지속 검토", (), True),
        ("전환 검토", "종결/전환", (), False),
        ("후속 검토", "후속검토", (), False),
        ("후속 검토", "추가 검토", (), True),
        ("", "지속 검토", (), False),
        ("지속 검토", "지속 검토", ("보류",), True),
        ("", "", (), False),
    ],
)
def test_two_labels_are_seen_wherever_they_stand_until_a_person_says_which(body, table, others, two):
    found = decision(label_in_body=body, label_in_table=table, other_labels=others)
    assert (deciding.two_labels(found) is not None) is two
    resolved = replace(found, resolved_label="지속 검토")
    assert deciding.two_labels(resolved) is None
    if two:
        with pytest.raises(Refused, match="decision-has-two-labels") as no:
            deciding.check_can_be_approved([decision(), found])
        assert no.value.facts["project"] == "Ⅰ-2-3 마을 부엌"


def draft(**more: object) -> Change:
    told: dict[str, object] = {
        "kind": ChangeKind.ADD_INDICATOR, "to": "신청률", "owner": "복지정책과", "due_on": DAY, **more
    }  # fmt: skip
    return Change(**told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "trouble"),
    [
        ({}, None),
        ({"kind": None}, Trouble.NO_KIND),
        ({"modifiers": (Modifier.INDICATORS,)}, Trouble.NO_DRAFT_INDICATORS),
        ({"modifiers": (Modifier.INDICATORS,), "changes": (draft(),)}, None),
        (
            {"modifiers": (Modifier.INDICATORS,), "changes": (draft(due_on=None, due_event="다음 회의"),)},
            None,
        ),
        ({"changes": (draft(owner=" "),)}, Trouble.DRAFT_WITHOUT_OWNER_OR_DATE),
        ({"changes": (draft(due_on=None),)}, Trouble.DRAFT_WITHOUT_OWNER_OR_DATE),
        ({"changes": (draft(), draft(to="만족도", due_on=None))}, Trouble.DRAFT_WITHOUT_OWNER_OR_DATE),
        ({"modifiers": (Modifier.RENAME,)}, Trouble.CHANGE_MISSING),
        ({"modifiers": (Modifier.RENAME,), "changes": (Change(kind=ChangeKind.RENAME, to="새 이름"),)}, None),
        ({"modifiers": (Modifier.REDESIGN, Modifier.OVERLAP, Modifier.PLACEMENT)}, None),
    ],
)
def test_one_thing_missing_stops_the_approval_and_says_which(change, trouble):
    found = decision(**change)
    assert [one for one, _ in deciding.troubles_of(found)] == ([trouble] if trouble else [])
    answer = verdict(deciding.check_can_be_approved, [found])
    assert (answer.code or None) == (trouble.value if trouble else None)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ([Change(kind=ChangeKind.RENAME, to="마을 밥상")], ""),
        ([Change(kind=ChangeKind.RENAME, to="  ")], "change-needs-a-target"),
        ([Change(kind=ChangeKind.ADD_INDICATOR)], "change-needs-a-target"),
        ([Change(kind=ChangeKind.CHECK_OVERLAP)], ""),
        (
            [Change(kind=ChangeKind.RENAME, to="마을 밥상"), Change(kind=ChangeKind.RENAME, to="동네 밥상")],
            "changes-contradict",
        ),
        ([Change(kind=ChangeKind.CLOSE), Change(kind=ChangeKind.MERGE, to="I-2-4")], "changes-contradict"),
        ([draft(to=f"지표 {n}") for n in range(21)], "too-many-changes"),
    ],
)
def test_changes_say_to_what_and_do_not_contradict(changes, code):
    assert verdict(deciding.check_changes, changes).code == code


@pytest.mark.parametrize(
    "found",
    [
        decision(
            label_in_body="보류·지속 검토", label_in_table="지속 검토", resolved_label="보류", direction="다시 설계함."
        ),
        decision(label_in_body="전환 검토", label_in_table="종결/전환", direction="프로그램 중심으로 바꿈."),
        decision(modifiers=(Modifier.INDICATORS,), direction="신청률을 더함."),
        decision(kind=named("follow_up"), subject=Subject.CANDIDATE, code="", direction=""),
    ],
)
def test_body_and_table_come_from_one_record_and_the_reader_finds_no_difference(found):
    paper = deciding.printed(found)
    label, rest = split_label(paper.direction)
    assert label == deciding.label_of(found)
    assert rest == found.direction
    read = disposition_of([Section("제6기 반영 방향", list(paper.body))])
    assert read
    assert agree(read, label)


def test_a_label_is_made_from_the_kind_where_nobody_printed_one():
    assert deciding.label_of(decision(modifiers=(Modifier.INDICATORS,))) == "지속 검토/지표 보완"
    assert deciding.label_of(decision(kind=None)) == ""
    assert deciding.printed(decision(kind=None, direction="더 봄.")).direction == "더 봄."


def test_words_of_modifiers_are_known_and_others_left_out():
    assert deciding.modifiers_named(["배치 확인", "재설계", "아무 말"]) == (Modifier.REDESIGN, Modifier.PLACEMENT)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, ""),
        ({"approved": False}, "decision-not-approved-yet"),
        ({"already_amended": True}, "decision-already-amended"),
        ({"reason": "  "}, "amendment-needs-a-reason"),
    ],
)
def test_an_amendment_needs_an_approved_decision_that_still_stands_and_a_reason(change, code):
    told = {"approved": True, "already_amended": False, "reason": "표를 잘못 옮김", **change}
    assert verdict(deciding.check_can_be_amended, **told).code == code


def test_an_approved_decision_is_never_written_over():
    assert verdict(deciding.check_can_be_written, approved=True).code == "decision-is-approved"
    assert verdict(deciding.check_can_be_written, approved=False)


@pytest.mark.parametrize("printed", ["I-4-10", "1-4-10", "Ⅰ-4-10", "l – 4 - 10", "I-4-10."])
def test_one_code_has_one_form(printed):
    assert code_kept(printed) == "1-4-10"
    assert code_shown(code_kept(printed)) == "Ⅰ-4-10"


def test_codes_sort_by_number_and_keys_join_what_papers_write_apart():
    assert sorted(["1-4-10", "", "9-1-1", "1-4-2", "2-1-1"], key=code_order) == [
        "1-4-2", "1-4-10", "2-1-1", "9-1-1", ""
    ]  # fmt: skip
    key = {subject_key(Subject.PROJECT, code=code, name=name) for code, name in (("1-1-3", "가"), ("Ⅰ-1-3", "나"))}
    assert key == {"code:1-1-3"}
    names = {subject_key(Subject.CANDIDATE, code="", name=name) for name in ("마을 안심 동행", "마을안심동행")}
    assert len(names) == 1
    assert subject_key(Subject.ISSUE, code="I-1-1", name="가") == "issue:가"
    assert subject_key(Subject.PLAN, code="", name="") == "plan"
    assert code_kept("새 사업") == "새사업"
    assert code_shown("새사업") == "새사업"
