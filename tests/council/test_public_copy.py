"""The public copy: members stay, persons do not, small numbers cannot be worked out, and every blank says why."""

from __future__ import annotations

import pytest

from chomchom.council.rules.public_copy import (
    BLANK,
    NAMELESS,
    OTHER_COUNT,
    Why,
    masked_text,
    public_copy,
    without_absences,
)
from chomchom.council.rules.records import RecordKind, to_records
from tests.council import twin
from tests.council.test_records import minutes


def masked(text: str, *names: str) -> tuple[str, set[Why]]:
    words, why = masked_text(text, names=names, smallest=5)
    return words, set(why)


@pytest.mark.parametrize(
    ("text", "gone", "why"),
    [
        ("응답이 낮음. 82세 할머니가 넘어지심. 대책이 필요함.", "할머니", Why.STORY),
        ("A씨의 사례를 들음.", "사례를", Why.STORY),
        ("한 어르신이 연락을 끊으심.", "끊으심", Why.STORY),
        ("치매 진단 뒤 시설로 옮김.", "시설", Why.STORY),
        ("초청한 차오름 연구원이 설명함.", "차오름", Why.GUEST),
        ("연락은 031-000-0000으로 함.", "031", Why.CONTACT),
        ("문의 a.b@example.org", "@", Why.CONTACT),
        ("거절은 3명임.", "3명", Why.SMALL),
        ("2가구를 찾아감.", "2가구", Why.SMALL),
    ],
)
def test_what_tells_of_a_person_goes_and_says_why(text, gone, why):
    words, reasons = masked(text, "차오름")
    assert gone not in words
    assert reasons == {why}
    assert any(said in words for said in (BLANK, NAMELESS, "미만"))


@pytest.mark.parametrize(
    "text",
    [
        "1인가구 지원체계를 다시 봄.", "1인 가구 12명을 만남.", "제2차 회의에서 정함.", "2024년 연계율 117%임.",
        "5명이 참여함.", "0명임.", "위원 3명 이상의 동의로 정함.", "한 번 더 논의함.", "입원 환자 퇴원 지원 사업을 봄.",
    ],
)  # fmt: skip
def test_what_tells_of_nobody_stays(text):
    assert masked(text) == (text, set())


def test_only_the_sentence_of_the_person_goes():
    words, _ = masked("응답이 낮음. 82세 할머니가 넘어지심. 대책이 필요함.")
    assert words == f"응답이 낮음. {BLANK} 대책이 필요함."


def test_a_small_number_cannot_be_worked_out_from_its_total():
    words, _ = masked("전체 30명 중 3명은 거절, 7명은 이사, 20명은 참여함.")
    assert words == f"전체 30명 중 5명 미만은 거절, {OTHER_COUNT}은 이사, 20명은 참여함."
    words, _ = masked("전체 30명 중 3명(10%)이 거절함.")
    assert "10%" not in words
    assert "30명" in words
    assert masked("만족도 82%, 거절 3명.")[0] == "만족도 82%, 거절 5명 미만."


def test_two_small_parts_hide_each_other():
    assert masked("전체 30명 중 3명은 거절, 4명은 이사, 23명은 참여함.")[0].count("미만") == 2


def test_the_threshold_is_an_argument():
    assert masked_text("7명임.", smallest=10)[0] == "10명 미만임."
    assert masked_text("7명임.", smallest=5)[0] == "7명임."


def test_members_stay_with_their_bodies_and_absences_are_blank():
    text = twin.FULL.replace("두 곳의 사례를 들음.", "하늬새 님과 통화함. 2명이 기다림.")
    held = to_records(minutes(text))
    public, blanks = public_copy(held, guests=["하늬새"], smallest=5)
    people = [one.fields for one in public if one.kind is RecordKind.PERSON]
    assert {row["name"] for row in people} >= {"나도담", "마루솔", "한가람", NAMELESS}
    assert "하늬새" not in {row["name"] for row in people}
    assert {row["reason"] for row in people} == {None, BLANK}
    assert [row["organisation"] for row in people] == [
        one.fields["organisation"] for one in held if one.kind is RecordKind.PERSON
    ]
    said = " ".join(one.fields["text"] for one in public if one.kind is RecordKind.OPINION)
    assert "하늬새" not in said
    assert "2명" not in said
    assert {one.why for one in blanks} == {Why.ABSENCE, Why.GUEST, Why.SMALL}
    assert {one.key for one in blanks} <= {one.key for one in held}


def test_nothing_else_is_touched():
    held = to_records(minutes())
    public, blanks = public_copy(held, guests=[], smallest=5)
    touched = {one.key for one in blanks}
    assert [one for one in public if one.key not in touched] == [one for one in held if one.key not in touched]


def test_a_member_reads_a_draft_without_the_reasons_of_absence():
    held = to_records(minutes())
    shown = without_absences(held)
    assert "병가" not in str([one.fields for one in shown])
    assert sum(one.fields.get("reason") == BLANK for one in shown) == 2
    assert [one for one in shown if one.kind is not RecordKind.PERSON] == [
        one for one in held if one.kind is not RecordKind.PERSON
    ]
