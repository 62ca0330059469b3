"""Minutes are read whole, whatever the committee calls its rows and wherever its pages break."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chomchom.council.papers import read_paper
from chomchom.council.rules import facts
from chomchom.council.rules.dates import read_times
from chomchom.council.rules.lines import clean, from_text, key
from chomchom.council.rules.reading import as_json, read_minutes
from chomchom.council.rules.shape import Minutes
from chomchom.council.sentences import FINDINGS, finding_sentence
from chomchom.kernel.verdicts import Refused
from tests.council import twin

REAL = Path(__file__).resolve().parents[3] / "shared" / "seed" / "minutes-2026-05-29.txt"


def read(text: str) -> Minutes:
    return read_minutes(from_text(text))


@pytest.fixture(scope="module")
def full() -> Minutes:
    return read(twin.FULL)


def test_the_head_is_read(full):
    assert (full.document.year, full.document.session_no, full.document.committee) == (2027, 2, "이웃돌봄분과")
    assert full.document.body == "달맞이시 지역사회보장협의체 실무분과"
    assert full.document.approval_line == ["담당", "국장", "분과장", "위원장"]
    assert (full.meeting.start, full.meeting.end) == ("2027-03-04T14:00", "2027-03-04T15:30")
    assert full.meeting.chair is None


def test_three_people_stand_in_a_row(full):
    assert [row.name for row in full.attendance.rows[:4]] == ["나도담", "마루솔", "바다온", "사랑비"]
    assert sum(row.present for row in full.attendance.rows) == 7
    assert full.attendance.rows[1].absence.category == "sick_leave"
    assert full.attendance.rows[1].absence.sensitive
    assert not full.attendance.rows[4].absence.sensitive


def test_the_printed_rule_is_tried_before_anything_is_offered(full):
    assert [(way.members, way.present, way.matches_stated) for way in full.attendance.computed] == [
        (9, 7, False),
        (8, 6, True),
    ]


def test_labels_are_data(full):
    assert [section.label for section in full.reviews[1].sections] == [
        "담당부서 보고", "분과원 의견", "다른 시 사례", "반영 방향",
    ]  # fmt: skip


def test_a_sentence_goes_on_after_a_page_break(full):
    assert full.reviews[0].sections[1].bullets[1] == (
        "이 사업은 달맞이도 디지털복지과가 주관하여 시의 의견을 반영하기 어려움."
    )
    assert full.direction.issues[1].bullets[1] == "사람이 찾아가야 함."
    assert full.decisions[1].summary == "개소를 마침."
    assert full.decisions[1].label == "지속 검토/지표 보완"


def test_a_middle_dot_between_words_is_a_letter(full):
    assert full.reviews[0].sections[2].bullets[1] == "살핌이웃·통장과의 역할을 다시 나눔."


def test_codes_are_one_code_however_they_are_printed(full):
    assert [decision.code for decision in full.decisions] == ["II-3-2", "II-3-10", None]


def test_a_merged_cell_keeps_its_kind(full):
    assert [decision.kind for decision in full.decisions] == ["제4기 사업", "제4기 사업", "신규 후보"]


def test_decisions_have_a_class_and_modifiers(full):
    assert [(one.class_, one.modifiers) for one in full.decisions] == [
        ("continue", ["재설계"]),
        ("continue_with_better_indicators", ["지표 보완"]),
        ("further_review", ["중복 확인"]),
    ]


def test_figures_have_their_year_and_what_they_measure(full):
    assert [(one.year, one.measure, one.value_percent) for one in full.reviews[0].observations] == [
        (2025, "안부전화 응답률", 71.0),
        (2026, "안부전화 응답률", 64.0),
        (None, "홍보물 배포율", 110.0),
    ]
    assert [(one.year, one.event) for one in full.reviews[1].milestones] == [(2024, "착공"), (2026, "개소")]


def test_the_rest_is_read(full):
    assert full.direction.criteria == ["필요성", "지속가능성", "지표 설정 가능성"]
    assert full.candidates[0].disposition == "후속 검토"
    assert len(full.follow_up) == 2
    assert full.next_meeting.start == "2027-04-01T10:00"
    assert full.unread == []


def test_slips_stay_in_the_text_and_are_proposed(full):
    assert full.agenda[1].title == "제57기 계획의 방향"
    proposed = {(one.line, one.raw, one.suggest) for one in full.corrections}
    assert proposed == {
        (10, "제57기", "제5기"), (10, "산건", "안건"), (45, "후보 로", "후보로"),
        (50, "2-3-2", "II-3-2"), (51, "2-3-10", "II-3-10"),
    }  # fmt: skip


def test_the_shape_is_the_published_one(full):
    found = as_json(full, say=finding_sentence)
    assert list(found) == [
        "document", "meeting", "attendance", "agenda", "reviews", "direction", "candidates", "decisions", "follow_up",
        "next_meeting", "photos", "corrections", "findings", "unread",
    ]  # fmt: skip
    assert list(found["decisions"][0]) == [
        "kind", "code", "name", "summary", "direction", "label", "modifiers", "class",
    ]  # fmt: skip
    assert list(found["findings"][0]) == ["code", "lines", "text"]
    json.dumps(found, ensure_ascii=False)


def test_a_missing_table_of_conclusions_is_empty_and_nothing_is_lost():
    found = read(twin.WITHOUT_TABLE)
    assert found.decisions == []
    assert found.unread == []
    assert len(found.candidates) == 1


def test_missing_reviews_are_empty():
    found = read(twin.WITHOUT_REVIEWS)
    assert found.reviews == []
    assert len(found.decisions) == 3
    assert found.unread == []


def test_headings_no_agenda_announces_stay_unread():
    found = read(twin.WITHOUT_AGENDA)
    assert found.agenda == []
    assert [one.text for one in found.unread] == ["1. 제4기 사업 평가 결과 검토", "5. 향후 계획"]


def test_what_no_rule_understands_is_unread_with_its_line():
    found = read(twin.FULL.replace("작성자\t한가람", "기상\t맑음") + "뜻 모를 말\n")
    assert [(one.line, one.text) for one in found.unread] == [(4, "기상 맑음"), (60, "뜻 모를 말")]
    assert found.document.author == ""


def test_two_or_five_people_a_row_are_read_alike(full):
    people = full.attendance.rows
    for width in (2, 5):
        rows = [people[i : i + width] for i in range(0, len(people), width)]
        text = "".join("\t" + "\t".join(f"{p.name}\t{p.organisation}\t{'OX'[not p.present]}" for p in row) + "\t\n" for row in rows)  # fmt: skip
        head = twin.HEAD[: twin.HEAD.index("\t성명")]
        found = read(head + text)
        assert [(p.name, p.present) for p in found.attendance.rows] == [(p.name, p.present) for p in people]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_every_usual_encoding_is_read(tmp_path, encoding, full):
    path = tmp_path / "minutes.txt"
    path.write_bytes(twin.FULL.encode(encoding))
    assert as_json(read_paper(path), say=finding_sentence) == as_json(full, say=finding_sentence)


def test_a_file_that_is_no_minutes_is_refused(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("안녕하세요.\n오늘은 날이 맑습니다.\n", encoding="utf-8")
    with pytest.raises(Refused, match="minutes-nothing-read"):
        read_paper(path)


@pytest.mark.parametrize("name", ["minutes.hwp", "MINUTES.HWP"])
def test_hwp_is_refused_by_name_or_content(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100)
    with pytest.raises(Refused, match="file-hwp"):
        read_paper(path)


def test_a_missing_or_empty_file_is_refused(tmp_path):
    with pytest.raises(Refused, match="file-missing"):
        read_paper(tmp_path / "none.txt")
    (tmp_path / "empty.txt").write_bytes(b" \n")
    with pytest.raises(Refused, match="file-empty"):
        read_paper(tmp_path / "empty.txt")


# --- single facts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026. 5. 29.(금) 16:00~18:00", "2026-05-29T16:00", "2026-05-29T18:00"),
        ("2026년 5월 29일(금) 오후 4시 30분", "2026-05-29T16:30", None),
        ("’26. 5. 29. 오후 2시~4시 반", "2026-05-29T14:00", "2026-05-29T16:30"),
        ("2026-05-29", "2026-05-29", None),
        ("2026. 2. 30. 10:00", None, None),
        ("다음 주", None, None),
        ("2026. 5. 29. 25:00", "2026-05-29", None),
    ],
)
def test_times(text, start, end):
    assert read_times(text) == (start, end)


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("I-4-10 돌봄", "I-4-10", "돌봄"),
        ("1-4-10 돌봄", "I-4-10", "돌봄"),
        ("Ⅳ - 4 – 1 돌봄", "IV-4-1", "돌봄"),
        ("12-1-3. 돌봄", "XII-1-3", "돌봄"),
        ("I-4-1-2 돌봄", "I-4-1-2", "돌봄"),
        ("1인 가구 돌봄", None, "1인 가구 돌봄"),
        ("I-4-10", None, "I-4-10"),
    ],
)
def test_codes(text, code, name):
    assert facts.split_code(text) == (code, name)


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("종결/전환. 나머지.", "종결/전환", "나머지."),
        ("지속 검토/지표 보완. 나머지", "지속 검토/지표 보완", "나머지"),
        ("보류·지속 검토: 나머지", "보류·지속 검토", "나머지"),
        ("지속 검토", "지속 검토", ""),
        ("신규 채택. 확대", "신규 채택", "확대"),
        ("지속하되 지표를 보완. 나머지", "", "지속하되 지표를 보완. 나머지"),
        ("센터를 열어 봄.", "", "센터를 열어 봄."),
    ],
)
def test_labels(text, label, rest):
    assert facts.split_label(text) == (label, rest)


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("종결/전환", "close_and_convert"), ("보류·지속 검토", "hold"), ("후속 검토", "further_review"),
        ("추가 검토", "further_review"), ("지속 검토/지표 보완", "continue_with_better_indicators"),
        ("지속 검토", "continue"), ("새로운 말", ""),
    ],
)  # fmt: skip
def test_classes(label, kind):
    assert facts.class_of(label) == kind


def test_text_is_cleaned_but_its_words_stay():
    assert clean('<ul style="x">  가\u3000나\u200b</ul>') == "가 나"
    assert clean("a < b") == "a < b"
    assert key("민·관 “협력”") == "민관협력"


# --- the real paper -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real() -> Minutes:
    if not REAL.exists():
        pytest.skip("the real minutes are not kept with the product")
    return read_paper(REAL)


def test_the_real_paper_is_read_whole(real):
    assert real.unread == []
    assert (len(real.attendance.rows), sum(row.present for row in real.attendance.rows)) == (26, 19)
    assert sum(row.absence is not None for row in real.attendance.rows) == 7
    assert len(real.agenda) == 5
    assert [len(review.sections) for review in real.reviews] == [4, 4, 3, 4]
    assert sum(len(section.bullets) for review in real.reviews for section in review.sections) == 42
    assert sum(len(review.observations) for review in real.reviews) == 9
    assert sum(len(review.milestones) for review in real.reviews) == 3
    assert (len(real.direction.bullets), len(real.direction.issues), len(real.direction.criteria)) == (2, 6, 5)
    assert [len(candidate.sections) for candidate in real.candidates] == [3, 3, 3, 3]
    assert sum(len(section.bullets) for one in real.candidates for section in one.sections) == 19
    assert len(real.decisions) == 8
    assert len(real.follow_up) == 2
    assert real.next_meeting.start == "2026-07-03T10:00"


def test_the_real_rate_is_explained_as_a_question(real):
    fits = [way for way in real.attendance.computed if way.matches_stated]
    assert (fits[0].members, fits[0].present, fits[0].rate_percent) == (20, 13, 65.0)
    assert "attendance-needs-exclusions" in {one.code for one in real.findings}


def test_every_finding_of_the_real_paper_names_its_lines_and_has_a_sentence(real):
    assert all(one.lines for one in real.findings)
    assert all("{" not in finding_sentence(one) for one in real.findings)
    assert {one.code for one in real.findings} <= set(FINDINGS)
    two = {tuple(one.lines) for one in real.findings if one.code == "two-labels"}
    assert {(38, 107), (45, 108), (53, 109)} == two
