"""Decisions about postings, sessions, passwords and emergencies, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

import pytest

from chomchom.accounts import rules
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused

FINE = rules.PostingFacts(
    role=Role.DONG_OFFICER,
    agency_given=True,
    agency_active=True,
    areas=frozenset({"4127151000"}),
    whole_city=False,
    from_on=date(2026, 6, 1),
    until_on=date(2026, 12, 31),
    own=False,
    overlaps=False,
)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"role": Role.NEIGHBOUR}, "role-without-account"),
        ({"role": Role.SYSTEM}, "role-without-account"),
        ({"own": True}, "own-posting"),
        ({"role": Role.AGENCY_WORKER, "agency_given": False}, "posting-needs-agency"),
        ({"agency_active": False}, "agency-closed-down"),
        ({"areas": frozenset()}, "posting-needs-area"),
        ({"until_on": date(2026, 5, 31)}, "posting-ends-before-it-starts"),
        ({"overlaps": True}, "same-posting-runs"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_one_missing_condition_is_enough_to_refuse_a_posting(change, code):
    rules.check_posting(FINE)
    with pytest.raises(Refused) as refused:
        rules.check_posting(replace(FINE, **change))
    assert refused.value.code == code


DAY = date(2026, 6, 22)


@pytest.mark.parametrize(
    ("from_on", "until_on", "ends_on", "code"),
    [
        (date(2026, 1, 1), date(2026, 6, 20), DAY, "posting-over"),
        (date(2026, 1, 1), None, date(2026, 6, 20), "posting-end-in-the-past"),
        (date(2026, 1, 1), date(2026, 7, 1), date(2026, 8, 1), "posting-cannot-grow"),
        (date(2026, 7, 10), None, date(2026, 7, 1), "posting-ends-before-it-starts"),
    ],
)
def test_a_posting_is_only_ever_shortened(from_on, until_on, ends_on, code):
    rules.check_posting_end(from_on=date(2026, 1, 1), until_on=None, ends_on=date(2026, 6, 21), day=DAY)
    with pytest.raises(Refused, match=code):
        rules.check_posting_end(from_on=from_on, until_on=until_on, ends_on=ends_on, day=DAY)


def test_login_names_compare_equal_however_they_are_typed():
    assert rules.tidy_login(" Haneul.Kim ") == "haneul.kim"
    for bad in ("", "ab", "하늘", "a b c", "-abc", "x" * 41):
        with pytest.raises(Refused, match="login-not-usable"):
            rules.tidy_login(bad)


@pytest.mark.parametrize(
    "easy", ["aaaaaaaaaaaaaaa", "haneul-2026-06", "비밀번호123456789!!", "qwerty1234567890", "복지복지복지안산시2026!!"]
)
def test_passwords_everybody_tries_are_easy(easy):
    assert rules.easy_password(easy, login="haneul")


def test_a_korean_sentence_is_a_good_password():
    assert not rules.easy_password("비 오는 날엔 파전보다 수제비가 낫다", login="haneul")


@pytest.mark.parametrize(
    ("began", "seen", "over"),
    [(0, 899, False), (0, 100, True), (-12 * 3600, 999, True), (-12 * 3600 + 1001, 999, False)],
)
def test_a_session_ends_when_idle_and_after_a_long_shift(began, seen, over):
    assert rules.session_over(began=began, seen=seen, now=1000, idle_minutes=15, absolute_hours=12) is over


def test_an_emergency_needs_words_and_is_opened_once():
    rules.check_glass(note="119가 집 비밀번호를 물어 옴", has_open=False)
    with pytest.raises(Refused, match="emergency-needs-words"):
        rules.check_glass(note="   .  ", has_open=False)
    with pytest.raises(Refused, match="emergency-already-open"):
        rules.check_glass(note="119가 물어 옴", has_open=True)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"own": True}, "own-emergency"),
        ({"reviewed": True}, "already-reviewed"),
        ({"over": False}, "emergency-still-open"),
    ],
)
def test_an_emergency_is_judged_once_by_another_after_it_ended(change, code):
    fine = {"reviewed": False, "own": False, "over": True}
    rules.check_glass_review(**fine)
    with pytest.raises(Refused, match=code):
        rules.check_glass_review(**(fine | change))


def test_a_download_says_why():
    rules.check_export_reason("월례 회의 자료")
    with pytest.raises(Refused, match="export-needs-a-reason"):
        rules.check_export_reason("  ")


def test_somebody_acts_under_the_posting_chosen_while_it_holds():
    one, other, gone = uuid4(), uuid4(), uuid4()
    assert rules.choose_posting((one, other), str(other)) == other
    assert rules.choose_posting((one, other), str(gone)) == one
    assert rules.choose_posting((), str(gone)) is None


def test_weekends_and_nights_are_after_hours():
    assert rules.after_hours(datetime(2026, 6, 20, 10), first=8, last=19)  # Saturday
    assert rules.after_hours(datetime(2026, 6, 22, 19), first=8, last=19)
    assert not rules.after_hours(datetime(2026, 6, 22, 18, 59), first=8, last=19)


def test_only_roles_without_an_area_of_their_own_see_the_whole_city():
    assert rules.sees_whole_city(Role.TEAM_HEAD, areas=frozenset())
    assert rules.sees_whole_city(Role.DESK, areas=frozenset())
    assert not rules.sees_whole_city(Role.TEAM_HEAD, areas=frozenset({"4127151000"}))
    assert not rules.sees_whole_city(Role.AGENCY_WORKER, areas=frozenset())
