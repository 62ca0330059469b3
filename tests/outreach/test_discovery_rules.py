"""Reading a discovery file: headings, rows, faults. All names are invented."""

from __future__ import annotations

from datetime import date

import pytest

from chomchom.kernel.verdicts import Refused
from chomchom.outreach.rules.discovery import (
    Field,
    Purpose,
    check_mapping,
    check_no_resident_number,
    check_purpose,
    check_round_may_go_in,
    group_of,
    guess_mapping,
    read_birth,
    read_items,
    read_row,
)
from chomchom.outreach.rules.words import RoundState, RowGroup

TODAY = date(2026, 6, 22)
HEADERS = ["관리번호", "성명", "생년월일", "휴대전화", "행정동", "도로명 주소", "가구유형", "위기정보", "비고"]
CELLS = dict(
    zip(
        HEADERS,
        ["K-1", "하늘찬", "1958-03-04", "010-0000-0001", "일동", "성호로 1 101호", "1인가구", "단전, 카드연체", "x"],
        strict=True,
    )
)


def ildong(written: str) -> tuple[str, str]:
    return ("4127151000", "") if written == "일동" else ("", "dong-unknown")


def test_usual_headings_are_understood() -> None:
    found = guess_mapping(HEADERS, {})
    assert list(found.values()) == [
        Field.KEY,
        Field.NAME,
        Field.BIRTH,
        Field.PHONE,
        Field.DONG,
        Field.ADDRESS,
        Field.HOUSEHOLD,
        Field.ITEMS,
        Field.SKIP,
    ]


def test_what_was_chosen_last_time_wins() -> None:
    found = guess_mapping(["성명", "보호자 성명"], {"성명": "skip", "보호자성명": "name"})
    assert found == {"성명": Field.SKIP, "보호자 성명": Field.NAME}


def test_each_meaning_is_given_once() -> None:
    found = guess_mapping(["성명", "이름", "대상자명"], {})
    assert list(found.values()).count(Field.NAME) == 1


@pytest.mark.parametrize("header", ["주민등록번호", "주민 번호", "주민번호(뒤)", "RRN"])
def test_a_column_of_resident_numbers_stops_the_file(header: str) -> None:
    with pytest.raises(Refused, match="resident-number-column"):
        check_no_resident_number(["성명", header])


def test_name_dong_and_address_must_be_there_once() -> None:
    good = {"a": Field.NAME, "b": Field.DONG, "c": Field.ADDRESS}
    check_mapping(good)
    for missing in good:
        with pytest.raises(Refused, match="column-missing"):
            check_mapping({k: v for k, v in good.items() if k != missing})
    with pytest.raises(Refused, match="column-twice"):
        check_mapping({**good, "d": Field.NAME})


def test_a_good_row_is_understood_whole() -> None:
    row = read_row(2, CELLS, guess_mapping(HEADERS, {}), dong_of=ildong, today=TODAY)
    assert row.faults == ()
    assert (row.dong, row.birth, row.phone, row.household) == ("4127151000", date(1958, 3, 4), "01000000001", "single")
    assert row.items == ("power_cut", "card_arrears")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"성명": ""}, "name-missing"),
        ({"도로명 주소": " "}, "address-missing"),
        ({"행정동": ""}, "dong-missing"),
        ({"행정동": "없는동"}, "dong-unknown"),
        ({"생년월일": "1958-02-30"}, "birth-invalid"),
        ({"생년월일": "2958-02-03"}, "birth-invalid"),
        ({"생년월일": "모름"}, "birth-invalid"),
        ({"휴대전화": "12"}, "phone-impossible"),
    ],
)
def test_one_spoiled_cell_is_one_fault(change: dict[str, str], code: str) -> None:
    row = read_row(2, {**CELLS, **change}, guess_mapping(HEADERS, {}), dong_of=ildong, today=TODAY)
    assert [fault.code for fault in row.faults] == [code]
    assert row.faults[0].column == next(iter(change))


@pytest.mark.parametrize(
    "text", ["1958-03-04", "1958.3.4", "19580304", "1958년 3월 4일", "1958/03/04", "1958-03-04 00:00:00"]
)
def test_birth_dates_as_offices_write_them(text: str) -> None:
    assert read_birth(text, today=TODAY) == (date(1958, 3, 4), "")


def test_a_leading_zero_a_spreadsheet_ate_comes_back() -> None:
    row = read_row(2, {**CELLS, "휴대전화": "1000000001"}, guess_mapping(HEADERS, {}), dong_of=ildong, today=TODAY)
    assert row.phone == "01000000001"


def test_unknown_items_are_counted_and_not_dropped() -> None:
    assert read_items("단전; 처음 보는 항목 / 단전") == ("power_cut", "other")


def test_three_groups() -> None:
    assert group_of(faulty=True, seen_before=True, household_known=True) is RowGroup.FAULTY
    assert group_of(faulty=False, seen_before=True, household_known=False) is RowGroup.KNOWN
    assert group_of(faulty=False, seen_before=False, household_known=True) is RowGroup.KNOWN
    assert group_of(faulty=False, seen_before=False, household_known=False) is RowGroup.NEW


@pytest.mark.parametrize(
    ("purpose", "code"),
    [
        (Purpose("", "법 제12조", date(2026, 9, 1)), "round-needs-approval"),
        (Purpose("복지정책과-1", " ", date(2026, 9, 1)), "round-needs-legal-basis"),
        (Purpose("복지정책과-1", "법 제12조", TODAY), "due-in-the-past"),
        (Purpose("복지정책과-1", "법 제12조", date(2027, 9, 1)), "delete-date-too-late"),
    ],
)
def test_a_round_is_bound_to_its_purpose(purpose: Purpose, code: str) -> None:
    check_purpose(Purpose("복지정책과-1", "법 제12조", date(2026, 9, 1)), today=TODAY, most_days=180)
    with pytest.raises(Refused, match=code):
        check_purpose(purpose, today=TODAY, most_days=180)


def test_a_round_goes_in_once_and_only_with_a_good_row() -> None:
    check_round_may_go_in(state=RoundState.CHECKED, rows=1)
    with pytest.raises(Refused, match="round-already-decided"):
        check_round_may_go_in(state=RoundState.CONFIRMED, rows=1)
    with pytest.raises(Refused, match="no-row-can-go-in"):
        check_round_may_go_in(state=RoundState.CHECKED, rows=0)
