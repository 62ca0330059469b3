"""Each thing that does not agree is found where it is, and not where it is not."""

from __future__ import annotations

import pytest

from chomchom.council.rules.lines import from_text
from chomchom.council.rules.reading import read_minutes
from chomchom.council.rules.spelling import two_ways
from chomchom.council.sentences import FINDINGS, finding_sentence
from tests.council import twin

SOUND = "2027. 4. 1.(목)"


def findings(text: str) -> dict[str, list[list[int]]]:
    found: dict[str, list[list[int]]] = {}
    for one in read_minutes(from_text(text)).findings:
        found.setdefault(one.code, []).append(one.lines)
        assert "{" not in finding_sentence(one)
    return found


@pytest.fixture(scope="module")
def full() -> dict[str, list[list[int]]]:
    return findings(twin.FULL)


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("approval-empty", [2]), ("chair-missing", [2]), ("sensitive-absence", [7, 11]), ("term-impossible", [10]),
        ("code-variants", [12, 50]), ("name-two-ways", [12, 14, 25, 36, 50]), ("share-over-100", [14]),
        ("target-lowered", [14]), ("year-missing", [14]), ("claim-without-figure", [15]),
        ("run-by-another-body", [15]), ("two-labels", [19, 50]), ("below-target", [24]),
        ("project-named-two-ways", [41, 55]), ("action-without-owner-or-date", [50]), ("vote-missing", [50]),
        ("action-without-owner", [51, 54]), ("action-two-meetings", [27, 51, 54]), ("weekday-wrong", [57]),
        ("action-without-owner-or-date", [56]),
    ],
)  # fmt: skip
def test_the_twin_has_this_fault_on_these_lines(full, code, lines):
    assert lines in full[code]


SPOILED = [
    ("(75%)", "(85%)", "attendance-rate"),
    ("8명 중 6명", "7명 중 6명", "attendance-rate"),
    ("총 분과원 8명 중 6명 참석 (75%)", "총 분과원 7명 중 5명 참석 (71.4%)", "attendance-needs-exclusions"),
    ("총 분과원 8명 중 6명 참석 (75%)", "총 분과원 3명 중 1명 참석 (33.3%)", "attendance-not-reproduced"),
    ("마루솔\t별빛노인복지관\t×", "마루솔\t별빛노인복지관\tO", "absence-but-present"),
    ("- 별빛노인복지관 마루솔 : 병가 ", "", "absence-without-reason"),
    ("바다온\t달맞이시 돌봄과", "나도담\t달빛종합사회복지관", "attendee-twice"),
    ("작성자\t한가람", "작성자\t한누리", "author-not-listed"),
    (SOUND, "2027. 2. 30.(목)", "date-impossible"),
    ("2027. 3. 4.(목)", "추후", "time-missing"),
    ("지속 검토. 안부", "안부", "decision-without-label"),
    ("병원길 동무", "병원 배웅", "decision-without-discussion"),
    ("병원길 동무", "병원 배웅", "discussion-without-decision"),
    ("4월 30일까지 ", "", "action-without-date"),
    ("반영 방향\t· 본 사업은 제5기 지속사업 후보로 반영함. · 지표는 다음 회의에서 정함.\n", "", "row-missing"),
    ("2025년 달성률 80%, ", "", "year-without-value"),
    (", 2025년 달성률 80%, 2026년 달성률 90%", "", "no-number"),
]


@pytest.mark.parametrize(("sound", "spoiled", "code"), SPOILED, ids=[f"{c}-{i}" for i, (_, _, c) in enumerate(SPOILED)])
def test_one_thing_spoiled_is_one_finding_more(sound, spoiled, code):
    text = twin.FULL.replace("2027. 4. 1.(금)", SOUND)
    assert sound in text
    if code == "row-missing":
        # A row counts as missing where most others have it, and most of two is two.
        rows = "담당부서 보고\t· 잘됨.\n분과원 의견\t· 없음.\n반영 방향\t· 종결함.\n"
        part = "2. 제5기 계획의 방향\n"
        text = text.replace(part, f"□ II-3-11 마을 책방\n\n구분\t주요 내용\n{rows}\n{part}", 1)
    assert code not in findings(text)
    assert code in findings(text.replace(sound, spoiled))


def test_every_sentence_of_a_finding_is_used(full):
    assert set(FINDINGS) == set(full) | {code for _, _, code in SPOILED} | {"attendance-missing"}
    assert "attendance-missing" in findings(twin.HEAD.split("참석자")[0])


def test_names_that_differ_by_a_space_or_a_dot_are_found_and_no_others():
    lines = from_text("마을부엌을 엶\n마을 부엌은 좋음\n민·관 협력과 민관협력\n마을 길과 부엌\n")
    assert [(one.forms, one.lines) for one in two_ways(lines)] == [
        (("마을 부엌", "마을부엌"), (1, 2)),
        (("민·관 협력", "민관협력"), (3,)),
    ]


def test_a_figure_or_a_source_is_enough_for_a_claim():
    head = twin.HEAD
    assert "claim-without-figure" in findings(head + "이용자가 크게 늘었음.\n")
    assert "claim-without-figure" not in findings(head + "이용자가 크게 늘어 12명임.\n")
    assert "claim-without-figure" not in findings(head + "실태조사에 따르면 크게 늘었음.\n")


def test_two_labels_in_one_table_are_found():
    row = "신규 후보\t병원길 동무\t필요함.\t후속 검토. 돌봄과는 4월 30일까지 비슷한 사업과의 중복을 확인.\n"
    assert row in twin.FULL
    assert len(findings(twin.FULL.replace(row, row + row.replace("후속", "추가")))["two-labels"]) == 4


@pytest.mark.timeout(30)
@pytest.mark.parametrize("unit", ["가", "가 ", "가·", "2023년 ", "- 가 : ", "지속 검토/", "달성률 ", "크게 "])
def test_lines_without_end_are_read_in_their_length(unit):
    line = unit * (18_000 // len(unit))
    paper = twin.HEAD + f"불참사유 {line}\n□ II-1-1 끝없는 사업\n라벨\t{line}\n" + (line + "\n") * 10
    assert read_minutes(from_text(paper)).meeting == read_minutes(from_text(twin.HEAD)).meeting


REVIEW = "홍보물 배포율은 110%임."
NEAR = [
    # (code, words that must be found, the nearest words that must not)
    ("share-over-100", "2026년 배포율은 110%임.", "2026년 배포율은 100%임."),
    ("share-over-100", "2026년 이용자 비중 101%임.", "2026년 이용자 증가율은 130%임."),
    ("share-over-100", "2026년 민간 연계율 117%임.", "2026년 목표 달성률 117%임."),
    ("year-missing", "배포율은 90%임.", "2026년 배포율은 90%임."),
    ("target-lowered", "2027년 목표를 낮춤.", "2027년 목표를 높임."),
    ("target-lowered", "목표는 하향 조정됨.", "목표는 하향 조정하지 않음."),
    ("target-lowered", "목표를 120명에서 80명으로 고침.", "목표를 80명에서 120명으로 고침."),
    ("claim-without-figure", "이용자가 대폭 늘었음.", "이용자가 대폭 늘어 40명임."),
    ("claim-without-figure", "고립가구 비중이 높은 편임.", "실태조사에 따르면 고립가구 비중이 높은 편임."),
    ("run-by-another-body", "달맞이도 복지과가 주관함.", "달맞이시 복지과가 맡음."),
    ("weekday-wrong", "2027. 3. 4.(금)에 다시 봄.", "2027. 3. 4.(목)에 다시 봄."),
    ("weekday-wrong", "27. 3. 4.(금요일)에 다시 봄.", "27. 3. 4.(목요일)에 다시 봄."),
    ("date-impossible", "2027. 2. 29.까지 봄.", "2028. 2. 29.까지 봄."),
    ("name-two-ways", "마을부엌 지기를 뽑음. 마을 부엌 지기를 뽑음.", "마을 부엌 지기를 뽑음. 마을 부엌 지기를 뽑음."),
]


@pytest.mark.parametrize(("code", "found", "near"), NEAR, ids=[f"{c}-{i}" for i, (c, _, _) in enumerate(NEAR)])
def test_the_nearest_words_that_are_sound_are_no_finding(code, found, near):
    """Counted against a paper without either: the one says something more, the other nothing."""
    sound = twin.FULL.replace("2027. 4. 1.(금)", SOUND)
    assert REVIEW in sound
    before, planted, spared = (len(findings(sound.replace(REVIEW, text)).get(code, [])) for text in ("", found, near))
    assert planted == before + 1
    assert spared == before


def test_each_side_of_a_head_is_told_apart():
    """Arithmetic, codes, names and duties: the sound form of each is silent where the other is found."""
    sound = twin.FULL.replace("2027. 4. 1.(금)", SOUND)
    line = "8명 중 6명 참석 (75%)"
    assert "attendance-rate" in findings(sound.replace(line, "8명 중 6명 참석 (85%)"))
    assert "attendance-rate" not in findings(sound.replace(line, "8명 중 6명 참석 (75.0%)"))
    assert "attendance-rate" not in findings(sound.replace(line, "9명 중 6명 참석 (67%)"))  # 66.7 without its digit
    assert [12, 50] in findings(sound)["code-variants"]
    assert [12, 50] not in findings(sound.replace("2-3-2 이웃", "II-3-2 이웃")).get("code-variants", [])
    named = findings(sound.replace("병원길 동무", "병원 길 동무"))
    assert [41, 55] in findings(sound)["project-named-two-ways"]
    assert "project-named-two-ways" not in named
    assert [51, 54] in findings(sound)["action-without-owner"]
    assert [51, 54] not in findings(sound.replace("제3차 TF 회의에서 지표를", "돌봄과는 제3차 TF 회의에서 지표를")).get("action-without-owner", [])  # fmt: skip
