"""Fit, freshness and capacity as pure rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chomchom.kernel.deeds import SEOUL
from chomchom.kernel.verdicts import Refused
from chomchom.network import rules, sentences
from chomchom.network.rules import Capacity, Freshness, ServiceFacts, ServiceState, Wanted, Why

NOW = datetime(2026, 6, 22, 9, tzinfo=SEOUL)
FINE = ServiceFacts(
    state=ServiceState.ACTIVE,
    whole_city=False,
    dongs=frozenset({"a"}),
    over_criteria_ok=True,
    only_alone=True,
    age_from=65,
    age_to=80,
    capacity=Capacity.FREE,
    places_free=2,
    freshness=Freshness.FRESH,
)
WANTED = Wanted(dong="a", need="meals", age=72, lives_alone=True, over_criteria=True)


def test_a_service_that_fits_says_why():
    fit = rules.fit(FINE, WANTED)
    assert fit.fits
    assert fit.why == (Why.COVERS_DONG, Why.TAKES_OVER_CRITERIA, Why.AGE_FITS, Why.HAS_PLACE)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"state": ServiceState.PAUSED}, Why.PAUSED),
        ({"dongs": frozenset({"b"})}, Why.ELSEWHERE),
        ({"over_criteria_ok": False}, Why.NOT_OVER_CRITERIA),
        ({"age_from": 73}, Why.TOO_YOUNG),
        ({"age_to": 71}, Why.TOO_OLD),
    ],
)
def test_one_spoiled_condition_and_it_does_not_fit_and_says_which(change, why):
    fit = rules.fit(replace(FINE, **change), WANTED)
    assert not fit.fits
    assert why in fit.why


def test_a_service_for_people_alone_does_not_fit_a_family():
    assert Why.NOT_ALONE in rules.fit(FINE, replace(WANTED, lives_alone=False)).why
    assert rules.fit(FINE, replace(WANTED, lives_alone=None)).fits


def test_the_whole_city_covers_every_dong_and_no_age_limit_is_no_reason():
    fit = rules.fit(replace(FINE, whole_city=True, dongs=frozenset(), age_from=None, age_to=None), WANTED)
    assert fit.why == (Why.COVERS_CITY, Why.TAKES_OVER_CRITERIA, Why.HAS_PLACE)


@pytest.mark.parametrize(
    ("capacity", "fresh", "why"),
    [
        (Capacity.FREE, Freshness.STALE, (Why.HAS_PLACE, Why.PLACES_STALE)),
        (Capacity.FULL, Freshness.AGING, (Why.FULL,)),
        (Capacity.WAITLIST, Freshness.NEVER, (Why.HAS_WAITLIST, Why.PLACES_STALE)),
        (Capacity.UNKNOWN, Freshness.NEVER, (Why.PLACES_UNKNOWN,)),
    ],
)
def test_places_and_their_age_are_said(capacity, fresh, why):
    assert rules.fit(replace(FINE, capacity=capacity, freshness=fresh), WANTED).why[-len(why) :] == why


def test_places_come_before_freshness_and_fitting_before_both():
    free_old = rules.fit(replace(FINE, freshness=Freshness.STALE), WANTED)
    full_new = rules.fit(replace(FINE, capacity=Capacity.FULL), WANTED)
    unfit = rules.fit(replace(FINE, dongs=frozenset()), WANTED)
    assert rules.fit(FINE, WANTED).rank < free_old.rank < full_new.rank < unfit.rank


@given(st.sampled_from(Capacity), st.sampled_from(Freshness))
def test_an_older_statement_never_moves_a_service_forward(capacity, fresh):
    order = [Freshness.FRESH, Freshness.AGING, Freshness.STALE, Freshness.NEVER]
    now = rules.fit(replace(FINE, capacity=capacity, freshness=fresh), WANTED)
    for older in order[order.index(fresh) :]:
        assert rules.fit(replace(FINE, capacity=capacity, freshness=older), WANTED).rank >= now.rank


@pytest.mark.parametrize(
    ("days", "fresh"),
    [(0, "fresh"), (14, "fresh"), (15, "aging"), (30, "aging"), (31, "stale")],
)
def test_a_statement_ages_by_korean_days(days, fresh):
    assert rules.freshness(NOW - timedelta(days=days), now=NOW, fresh_days=14, stale_days=30) == fresh


def test_no_statement_is_never_and_one_from_the_future_is_of_today():
    assert rules.freshness(None, now=NOW, fresh_days=14, stale_days=30) is Freshness.NEVER
    assert rules.age_in_days(NOW + timedelta(days=3), now=NOW) == 0


@pytest.mark.parametrize(
    ("capacity", "free", "waiting"),
    [(Capacity.FREE, 0, None), (Capacity.FULL, 1, None), (Capacity.FREE, -1, None), (Capacity.WAITLIST, None, 10**6)],
)
def test_words_and_numbers_must_agree(capacity, free, waiting):
    rules.check_capacity(Capacity.FREE, places_free=3, waiting=0)
    rules.check_capacity(Capacity.FULL, places_free=0, waiting=None)
    with pytest.raises(Refused, match="capacity-does-not-add-up"):
        rules.check_capacity(capacity, places_free=free, waiting=waiting)


def test_nobody_is_of_an_age_that_ends_before_it_starts():
    rules.check_ages(65, 65)
    with pytest.raises(Refused, match="ages-do-not-add-up"):
        rules.check_ages(66, 65)
    with pytest.raises(Refused, match="neighbour-dates-do-not-add-up"):
        rules.check_appointment(date(2026, 2, 2), date(2026, 2, 1))


@pytest.mark.parametrize(
    ("name", "masked"), [("김하늘", "김○늘"), ("김하", "김○"), ("남궁하늘", "남○○늘"), ("김", "○")]
)
def test_a_name_is_masked(name, masked):
    assert rules.mask_name(name) == masked


def test_a_number_is_masked_and_compared_by_its_digits():
    assert rules.mask_phone("010-1234-5678") == "010-****-5678"
    assert rules.mask_phone("1234") == "**34"
    assert rules.digits_of("+82 10-1234-5678") == rules.digits_of("010 1234 5678") == "01012345678"


def test_an_appointment_holds_through_its_last_day():
    first, last = date(2026, 1, 1), date(2026, 6, 30)
    held = [rules.active_on(active_from=first, active_until=last, on=day) for day in (first, last, date(2026, 7, 1))]
    assert held == [True, True, False]
    assert rules.active_on(active_from=first, active_until=None, on=date(2030, 1, 1))


def test_every_word_has_its_sentence():
    assert set(sentences.WHY) == set(Why)
    assert set(sentences.CAPACITIES) == set(Capacity)
    assert set(sentences.FRESHNESS) == set(Freshness)
    assert set(sentences.STATES) == set(ServiceState)
    assert set(sentences.WAYS) == set(rules.ReferralWay)
    assert set(sentences.KINDS) == set(rules.NeighbourKind)
