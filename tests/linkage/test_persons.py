"""Two records of one person: names as they are typed and heard, birth dates, addresses, and the pairs Splink finds."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from benchmarks.invented_persons import city
from chomchom.linkage.births import BirthLevel, birth_level, moon_day
from chomchom.linkage.hangul import keystrokes, plain_name, slips, southern
from chomchom.linkage.pairs import find_pairs, quiet_database
from chomchom.linkage.persons import (
    NameLevel,
    PhoneLevel,
    Record,
    chance,
    compare,
    likely,
    name_level,
    phone_level,
    score,
)
from chomchom.linkage.places import PlaceLevel, place_level, read_place

WHO = Record(
    key="a", name="박순자", born=date(1944, 3, 2), phone="01012345678", sex="female",
    place=read_place("한빛빌라 203호", dong="1"),
)  # fmt: skip


def test_a_name_becomes_what_is_typed():
    assert keystrokes("김하늘") == "rlagksmf"
    assert keystrokes("왕뷁") == "dhkdqnpfr"  # one key after another, also in double vowels and double finals
    assert plain_name(" 박  순자(朴順子) ") == "박 순자"


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("박순자", "박 순자", NameLevel.SAME),
        ("박순자", "박순자(朴順子)", NameLevel.SAME),
        ("이철수", "리철수", NameLevel.SOUND),
        ("류호빈", "유호빈", NameLevel.SOUND),
        ("노은별", "로은별", NameLevel.SOUND),
        ("김동률", "김동율", NameLevel.SOUND),
        ("NGUYEN VAN AN", "Van An Nguyen", NameLevel.ORDER),
        ("박순자", "박순지", NameLevel.ONE_KEY),
        ("김영희", "김영히", NameLevel.ONE_KEY),
        ("정혜원", "정헤원", NameLevel.ONE_KEY),
        ("김하늘", "김하능", NameLevel.ONE_KEY),
        ("김나리", "김나이", NameLevel.ONE_KEY),  # inside a name ㄹ and ㅇ are different letters
        ("박순자", "박철자", NameLevel.SYLLABLE),
        ("박순자", "김영호", NameLevel.OTHER),
    ],
)
def test_names_agree_as_far_as_a_clerk_would_say(one, other, level):
    assert name_level(one, other) is level
    assert name_level(other, one) is level


@pytest.mark.parametrize(
    ("day", "lunar_day"),
    [((2026, 2, 17), 1), ((2024, 2, 10), 1), ((1988, 2, 18), 1), ((2025, 10, 6), 15), ((1970, 9, 15), 15)],
)
def test_the_moon_agrees_with_the_new_years_and_harvest_days_of_the_calendar(day, lunar_day):
    assert min(abs(moon_day(date(*day)) - lunar_day), 30 - abs(moon_day(date(*day)) - lunar_day)) <= 1


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ((1944, 3, 2), (1944, 3, 2), BirthLevel.SAME),
        ((1944, 3, 2), (1944, 2, 3), BirthLevel.SWAPPED),
        ((1944, 3, 2), (1949, 3, 2), BirthLevel.DIGIT),
        ((1944, 3, 12), (1944, 3, 21), BirthLevel.SWAPPED),
        ((1969, 3, 5), (1970, 3, 5), BirthLevel.YEAR_SLIP),
        ((1970, 8, 15), (1970, 9, 15), BirthLevel.DIGIT),  # a digit and a lunar day at once: the simpler one is said
        ((1988, 1, 1), (1988, 2, 18), BirthLevel.LUNAR),
        ((1944, 1, 1), (1944, 7, 29), BirthLevel.YEAR_ONLY),
        ((1944, 3, 2), (1961, 11, 29), BirthLevel.OTHER),
        ((1988, 1, 5), (1988, 2, 18), BirthLevel.OTHER),  # as far apart as a lunar day, but not that day of the moon
    ],
)
def test_birth_dates_agree_by_the_slips_people_make(one, other, level):
    assert birth_level(date(*one), date(*other)) is level
    assert birth_level(date(*other), date(*one)) is level


def test_a_missing_birth_date_says_nothing():
    assert birth_level(None, date(1944, 3, 2)) is BirthLevel.UNKNOWN


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("한빛빌라 203호", "안산시 상록구 일동 한빛 빌라203", PlaceLevel.UNIT),
        ("123-4번지 한빛빌라 203호", "한빛로3길 12, 203호 (한빛빌라)", PlaceLevel.UNIT),
        ("한빛로3길 12, 203호", "한빛로 3길 12 제203호", PlaceLevel.UNIT),
        ("햇살아파트 1동 101호", "햇살아파트 제1동 제101호", PlaceLevel.UNIT),
        ("햇살아파트 1동 101호", "햇살아파트 2동 101호", PlaceLevel.BUILDING),
        ("한빛빌라 203호", "새빛빌라 203호", PlaceLevel.DONG),
    ],
)
def test_one_door_is_known_by_lot_road_or_building(one, other, level):
    left, right = (read_place(text, dong="1", dong_names=["일동", "일1동"]) for text in (one, other))
    assert place_level(left, right) is level


def test_a_dong_of_before_2017_is_no_part_of_the_building():
    assert read_place("일1동 한빛빌라 203호", dong="1", dong_names=["일동", "일1동"]).building == "한빛빌라"


def test_the_same_flat_in_another_dong_is_another_flat():
    assert (
        place_level(read_place("한빛빌라 203호", dong="1"), read_place("한빛빌라 203호", dong="2")) is PlaceLevel.OTHER
    )


def test_numbers_agree_but_for_one_slip():
    assert phone_level("01012345678", "01012345687") is PhoneLevel.DIGIT
    assert phone_level("01012345678", "01012349999") is PhoneLevel.OTHER
    assert phone_level("", "01012345678") is PhoneLevel.UNKNOWN


@pytest.mark.parametrize(
    ("other", "is_likely"),
    [
        (replace(WHO, key="b", name="박순지", phone=""), True),
        (replace(WHO, key="b", born=date(1944, 2, 3), place=read_place("", dong="")), True),
        (
            replace(WHO, key="b", name="김철호", born=date(1942, 8, 9), sex="male"),
            False,
        ),  # husband: one phone, one roof
        (replace(WHO, key="b", born=date(1961, 8, 19), phone="", place=read_place("", dong="9")), False),  # namesake
        (replace(WHO, key="b", name="박하늘", born=date(1972, 5, 5)), False),  # child in the same home
    ],
)
def test_likely_is_who_agrees_in_what_families_do_not_share(other, is_likely):
    assert bool(likely(WHO, [other], least=0.8)) is is_likely


def test_likely_ones_come_best_first():
    near, far = replace(WHO, key="b", phone=""), replace(WHO, key="c", name="박순지", phone="", sex="unknown")
    assert [one.key for one, _ in likely(WHO, [far, near], least=0.8)] == ["b", "c"]


# Splink --------------------------------------------------------------------------------------------------------------


def test_splink_says_what_the_plain_comparison_says():
    """The SQL and the Python are two writings of one table of levels; on every pair they agree, bit for bit."""
    records, _ = city(3000, seed=11, twice=0.3)
    by_key = {one.key: one for one in records}
    pairs = find_pairs(records, least=0.0001)
    assert len(pairs) > 800
    seen = set()
    for pair in pairs:
        agreement = compare(by_key[pair.one], by_key[pair.other])
        assert pair.agreement == agreement
        seen |= set(agreement.codes)
        if agreement.name is not NameLevel.SAME:  # a whole name weighs by how rare it is here
            assert pair.bits == pytest.approx(score(agreement))
    assert {"name:sound", "name:one_key", "birth:swapped", "birth:lunar", "birth:year_only", "place:unit"} <= seen


def test_most_doubles_are_found_and_few_others():
    records, truth = city(5000, seed=5)
    found = {(pair.one, pair.other) for pair in find_pairs(records, least=0.8)}
    assert len(found & truth) / len(truth) >= 0.94
    assert len(found & truth) / len(found) >= 0.94


def test_the_order_of_the_records_and_the_number_of_threads_change_nothing():
    records, _ = city(2000, seed=6)
    shuffled = records[:]
    Random(1).shuffle(shuffled)
    assert find_pairs(records, least=0.5, threads=1) == find_pairs(shuffled, least=0.5, threads=2)


def test_a_rare_name_weighs_more_than_a_frequent_one():
    crowd = [Record(key=f"k{n:04d}", name="김민수", born=date(1950, 1, 1 + n % 28)) for n in range(300)]
    twins = [replace(WHO, key="x", name=name, phone="", place=read_place("")) for name in ("김민수", "제갈온유")]
    bits = []
    for one in twins:
        pairs = find_pairs([*crowd, one, replace(one, key="y")], least=0.0001)
        bits.append(next(pair.bits for pair in pairs if (pair.one, pair.other) == ("x", "y")))
    assert bits[1] > bits[0] + 3


def test_nobody_is_compared_with_nobody():
    assert find_pairs([], least=0.5) == []
    assert find_pairs([WHO], least=0.5) == []


def test_nothing_is_written_to_the_disk(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    records, _ = city(2000, seed=8)
    assert find_pairs(records, least=0.5)
    assert os.listdir(tmp_path) == []


def test_what_does_not_fit_into_memory_is_an_error_and_no_temporary_file(tmp_path: Path):
    with quiet_database(memory="20MB", threads=1) as con:
        assert con.execute("SELECT current_setting('temp_directory')").fetchone() == ("",)
        with pytest.raises(Exception, match=r"(?i)memory"):
            con.execute("CREATE TABLE big AS SELECT range AS n, repeat('가', 200) || range AS t FROM range(2000000)")
        with pytest.raises(Exception, match=r"(?i)disabled|external"):
            con.execute(f"COPY (SELECT 1) TO '{tmp_path}/leak.csv'")


def test_slips_count_a_swap_as_one():
    assert [slips(*pair) for pair in (("ab", "ba"), ("abc", "abd"), ("abc", "ab"), ("abc", "abc"))] == [1, 1, 1, 0]
    assert slips("abcdef", "uvwxyz", at_most=2) == 3


def test_what_is_known_makes_two_records_more_or_less_likely_one():
    assert chance(score(compare(WHO, replace(WHO, key="b")))) > 0.999999
    assert southern("리순자") == "이순자"
