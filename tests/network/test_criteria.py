"""모의판정: lines of a year with their published values, over by how much, and the private roads that remain."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chomchom.kernel.verdicts import Refused
from chomchom.network import rules
from chomchom.network.rules import Household
from tests.desks import log_in

DAY = date(2026, 6, 23)


def lines(persons: int, income: int, on: date = DAY) -> dict[str, rules.Line]:
    return {line.code: line for line in rules.judge(Household(persons=persons, income=income), on=on)}


def test_s4_two_persons_are_over_the_emergency_line_by_150531():
    found = lines(2, 3_300_000)["emergency"]
    assert (found.limit, found.over_by, found.over) == (3_149_469, 150_531, True)


@pytest.mark.parametrize(
    ("persons", "code", "limit"),
    [(1, "livelihood", 820_556), (4, "livelihood", 2_078_316), (3, "medical", 2_143_614), (5, "housing", 3_627_225),
     (6, "education", 4_277_976), (7, "emergency", 7_136_362), (2, "newlywed-interest", 7_558_725)],
)  # fmt: skip
def test_lines_of_2026_are_the_published_ones(persons, code, limit):
    assert lines(persons, 0)[code].limit == limit
    assert not lines(persons, limit)[code].over
    assert lines(persons, limit + 1)[code].over_by == 1


@given(st.integers(1, 8), st.integers(0, 20_000_000))
def test_a_higher_line_is_never_exceeded_by_more(persons, income):
    found = rules.judge(Household(persons=persons, income=income), on=DAY)
    assert [line.over_by for line in found] == sorted((line.over_by for line in found), reverse=True)
    assert all(line.over_by == max(0, income - line.limit) for line in found)


def test_what_no_table_says_was_not_looked_at():
    found = rules.judge(Household(persons=1, income=0, property=10**10), on=DAY)
    assert all(line.owned_unknown and not line.over for line in found)


@pytest.mark.parametrize(
    ("household", "on", "code"),
    [(Household(persons=0, income=1), DAY, "household-impossible"),
     (Household(persons=1, income=-1), DAY, "household-impossible"),
     (Household(persons=2, income=1), date(2031, 1, 1), "income-year-missing"),
     (Household(persons=8, income=1), date(2025, 6, 1), "income-year-missing")],
)  # fmt: skip
def test_what_cannot_be_judged_is_refused(household, on, code):
    with pytest.raises(Refused, match=code):
        rules.judge(household, on=on)


def test_the_page_says_that_it_is_no_decision_and_names_private_roads(shelf, client, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    officer = log_in(client, "김하늘")
    answer = officer.post(
        "/network/criteria/", {"year": "2026", "persons": "2", "income": "3300000", "need": "meals", "dong": ""}
    )
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    assert "모의판정입니다" in text
    assert "150,531" in text
    assert "도시락" in text
    assert "반찬 나눔" not in text
    assert officer.post("/network/criteria/", {"year": "2031", "persons": "2", "income": "1"}).status_code == 422
