"""Day arrays: what goes in comes out, again and again, and a correction stands."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from chomchom.store.acting import acting
from chomchom.wellbeing import arrays
from chomchom.wellbeing.rules.readings import EPOCH, Rows, feed_number, take
from chomchom.wellbeing.rules.words import FaultCode, Source

DAY = date(2026, 6, 1)
NUMBER = (DAY - EPOCH).days
MIDNIGHT = NUMBER * 86_400 - 9 * 3600


def rows(feed: int, count: int, *, minutes: int = 30, start: int = MIDNIGHT) -> Rows:
    second = start + np.arange(count) * minutes * 60
    return Rows(np.full(count, feed), second, np.arange(count, dtype=float) + 1)


def taken(given: Rows, source: Source = Source.ELECTRICITY, *, minutes: int = 30, scale: float = 1.0):
    return take(given, source, minutes=minutes, now_second=MIDNIGHT + 10**7, oldest_second=0, scale=scale)


def test_half_hours_take_their_slots():
    found = taken(rows(5, 48))
    assert found.day.tolist() == [NUMBER] * 48
    assert found.slot.tolist() == list(range(48))
    assert not found.fault.any()


def test_an_hour_is_shared_by_its_two_halves_and_nothing_is_lost():
    found = taken(rows(5, 24, minutes=60), minutes=60)
    assert len(found.slot) == 48
    assert found.value.sum() == sum(range(1, 25))


def test_quarters_are_added_up_and_a_torn_half_hour_is_missing():
    given = rows(5, 7, minutes=15)
    found = taken(given, minutes=15)
    assert found.slot.tolist() == [0, 1, 2]
    assert found.value.tolist() == [3, 7, 11]


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda r: r.value.__setitem__(3, -1), FaultCode.NEGATIVE),
        (lambda r: r.value.__setitem__(3, 99_999), FaultCode.IMPOSSIBLE),
        (lambda r: r.value.__setitem__(3, np.nan), FaultCode.BAD_VALUE),
        (lambda r: r.second.__setitem__(3, MIDNIGHT + 10**8), FaultCode.FUTURE),
        (lambda r: r.second.__setitem__(3, r.second[2]), FaultCode.DUPLICATE),
        (lambda r: r.second.__setitem__(3, r.second[3] + 7), FaultCode.OFF_CLOCK),
        (lambda r: r.feed.__setitem__(3, 0), FaultCode.UNKNOWN_METER),
    ],
)
def test_one_bad_row_is_named_and_the_others_go_in(spoil, code):
    from chomchom.wellbeing.rules.readings import fault_of

    given = rows(5, 10)
    spoil(given)
    found = taken(given)
    assert [fault_of(int(n)) for n in found.fault[found.fault > 0]] == [code]
    assert len(found.slot) == 9


@pytest.mark.django_db
class TestStored:
    def put(self, source: Source, given: Rows, **more) -> None:
        found = taken(given, source, **more)
        arrays.merge(source, feed=found.feed, day=found.day, slot=found.slot, value=found.value)

    def test_what_goes_in_comes_out(self, deeds):
        feed = feed_number(Source.ELECTRICITY, 7)
        with acting(deeds.machine()):
            self.put(Source.ELECTRICITY, rows(feed, 48))
            hours = arrays.hours_of_feeds(Source.ELECTRICITY, [feed], first_day=DAY, last_day=DAY)
            block = arrays.hours_of_block(Source.ELECTRICITY, 0, first_day=DAY, last_day=DAY)
        assert hours[0].tolist() == [n * 4 + 3 for n in range(24)]
        assert np.array_equal(block[7], hours[0])
        assert np.isnan(block[6]).all()

    def test_the_same_again_changes_nothing_and_a_correction_stands(self, deeds):
        feed = feed_number(Source.WATER, 3)
        with acting(deeds.machine()):
            for _ in range(2):
                self.put(Source.WATER, rows(feed, 24, minutes=60), minutes=60, scale=10.0)
            self.put(
                Source.WATER,
                Rows(np.array([feed]), np.array([MIDNIGHT + 3600]), np.array([55.5])),
                minutes=60,
                scale=10.0,
            )
            hours = arrays.hours_of_feeds(Source.WATER, [feed], first_day=DAY, last_day=DAY)
        assert hours[0, :3].tolist() == [1.0, 55.5, 3.0]

    def test_arrivals_are_seen_before_and_after_they_are_folded(self, deeds):
        feed = feed_number(Source.ELECTRICITY, 9)
        with acting(deeds.machine()):
            self.put(Source.ELECTRICITY, rows(feed, 10))
            late = taken(rows(feed, 4, start=MIDNIGHT + 10 * 1800))
            arrays.put_in_inbox(late.feed, day=late.day, slot=late.slot, value=late.value)
            before = arrays.hours_of_feeds(Source.ELECTRICITY, [feed], first_day=DAY, last_day=DAY)
            assert arrays.fold_inbox(Source.ELECTRICITY) == 4
            assert arrays.fold_inbox(Source.ELECTRICITY) == 0
            after = arrays.hours_of_feeds(Source.ELECTRICITY, [feed], first_day=DAY, last_day=DAY)
        assert np.array_equal(before, after, equal_nan=True)
        assert np.isfinite(after[0]).sum() == 7

    def test_months_are_made_as_readings_need_them(self, deeds):
        feed = feed_number(Source.ELECTRICITY, 2)
        long_ago = rows(feed, 48 * 40, start=MIDNIGHT - 400 * 86_400)
        with acting(deeds.machine()):
            self.put(Source.ELECTRICITY, long_ago)
