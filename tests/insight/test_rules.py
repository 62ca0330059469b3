"""Which days, which figures, and which small numbers stay hidden (J01, J03 – J06)."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chomchom.insight.rules import Dimension, Measure, check_can_be_opened, mask, period_named, ratio_may_be_shown
from chomchom.kernel.verdicts import Refused

FLOOR = WIDTH = 5
TODAY = date(2026, 6, 22)


def flat(*numbers: int) -> dict[str, dict[str, tuple[int, ...]]]:
    return {str(n): {str(n): (number,)} for n, number in enumerate(numbers)}


def shown(*numbers: int) -> list[int | None]:
    masked = mask(flat(*numbers), columns=1, floor=FLOOR, width=WIDTH)
    return [masked.total[0], *(row[0] for row in masked.groups.values())]


@pytest.mark.parametrize(
    ("numbers", "seen"),
    [
        ((10, 20, 30), [60, 10, 20, 30]),
        ((0, 20, 30), [50, 0, 20, 30]),  # a nought is shown
        ((3, 20, 30), [53, None, None, 30]),  # one more is hidden, the smallest
        ((3, 4, 30), [37, None, None, 30]),  # 3 and 4 sum to 7: each may be 1 to 6
        ((3, 3, 30), [36, None, None, None]),  # 3 and 3 sum to 6: 1 to 5 is too narrow, so the third goes too
        ((4, 4, 4, 30), [42, None, None, None, 30]),
        ((3, 5, 30), [38, None, None, 30]),
        ((1, 0, 30, 40), [71, None, 0, None, 40]),
        ((2, 1), [None, None, None]),  # a small sum hides everything
        ((0, 0), [0, 0, 0]),
        ((3, 2, 0, 0), [5, None, None, None, None]),  # nothing else is left: the noughts go too
    ],
)
def test_small_numbers_are_hidden_so_that_sums_do_not_give_them_back(
    numbers: tuple[int, ...], seen: list[int | None]
) -> None:
    assert shown(*numbers) == seen


def test_the_same_figures_are_hidden_the_same_way_every_time() -> None:
    """J05."""
    tree = flat(3, 7, 7, 7, 40)
    once = mask(tree, columns=1, floor=FLOOR, width=WIDTH)
    again = mask(dict(reversed(tree.items())), columns=1, floor=FLOOR, width=WIDTH)
    assert dict(once.groups) == dict(again.groups)


def test_a_hidden_group_hides_its_rows_and_a_hidden_row_hides_all_its_columns() -> None:
    tree = {"a": {"x": (2, 10), "y": (1, 10)}, "b": {"z": (30, 30)}, "c": {"w": (40, 9), "v": (50, 7)}}
    masked = mask(tree, columns=2, floor=FLOOR, width=WIDTH)
    assert masked.groups["a"] == (None, None)
    assert masked.rows["a", "x"] == masked.rows["a", "y"] == (None, None)
    assert masked.groups["b"] == (None, None)
    assert masked.rows["b", "z"] == (None, None)
    assert masked.rows["c", "w"] == (40, 9)


def test_a_column_that_sums_to_nothing_is_shown() -> None:
    masked = mask({"a": {"x": (2, 0)}, "b": {"y": (30, 0)}}, columns=2, floor=FLOOR, width=WIDTH)
    assert masked.groups == {"a": (None, 0), "b": (None, 0)}


numbers = st.lists(st.one_of(st.integers(0, 9), st.integers(0, 60)), min_size=1, max_size=6)


def _possible(published: list[int | None], total: int | None) -> list[set[int]]:
    """What a reader who knows the rules can still believe of every number: an exhaustive attack on one line."""
    hidden = [n for n, value in enumerate(published) if value is None]
    assert total is not None
    left = total - sum(value for value in published if value is not None)
    found: list[set[int]] = [set() for _ in published]
    for guess in itertools.product(range(left + 1), repeat=len(hidden) - 1):
        last = left - sum(guess)
        if last < 0:
            continue
        whole = (*guess, last)
        for place, value in zip(hidden, whole, strict=True):
            found[place].add(value)
    return found


@settings(max_examples=60, deadline=None)
@given(numbers)
def test_no_hidden_number_can_be_narrowed_to_less_than_five(found: list[int]) -> None:
    """J01: whoever adds and subtracts what is published is left with a span of at least five."""
    total, *published = shown(*found)
    if total is None or None not in published:
        return
    hidden = [n for n, value in enumerate(published) if value is None]
    assert len(hidden) > 1
    left = total - sum(value for value in published if value is not None)
    if left > 40 or len(hidden) > 4:
        assert left - len(hidden) >= WIDTH  # too many to list; the sum alone shows it
        return
    for place in hidden:
        span = _possible(published, total)[place]
        assert max(span) - min(span) >= WIDTH


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from("abc"),
        st.dictionaries(st.sampled_from("xyz"), st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1),
        min_size=1,
    )
)
def test_no_small_number_of_any_table_is_ever_shown(tree: dict[str, dict[str, tuple[int, int]]]) -> None:
    masked = mask(tree, columns=2, floor=FLOOR, width=WIDTH)
    everything = [masked.total, *masked.groups.values(), *masked.rows.values()]
    assert not [one for row in everything for one in row if one is not None and 0 < one < FLOOR]
    for group, rows in tree.items():
        for name, row in rows.items():
            for column, number in enumerate(row):
                seen = masked.rows[group, name][column]
                assert seen in (None, number)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from("abcde"), st.integers(0, 30), min_size=2))
def test_one_hidden_number_never_stands_alone_under_a_shown_sum(found: dict[str, int]) -> None:
    masked = mask({key: {key: (number,)} for key, number in found.items()}, columns=1, floor=FLOOR, width=WIDTH)
    hidden = [key for key, row in masked.groups.items() if row[0] is None]
    assert masked.total[0] is None or len(hidden) != 1


@pytest.mark.parametrize(
    ("top", "bottom", "may"),
    [
        (31, 38, True),
        (1, 3, False),  # J03: 33.3 % of three
        (3, 38, False),
        (36, 38, False),  # two are left
        (0, 0, False),
        (10, 10, False),  # J04: everybody of a small circle
        (0, 10, False),
        (30, 30, True),
        (0, 30, True),
    ],
)
def test_a_share_is_shown_only_when_it_gives_nothing_away(top: int, bottom: int, may: bool) -> None:
    assert ratio_may_be_shown(top, bottom, floor=5, full_share_floor=20) is may


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("today", TODAY, TODAY),
        ("month", date(2026, 6, 1), TODAY),
        ("", date(2026, 6, 1), TODAY),
        ("2026-05", date(2026, 5, 1), date(2026, 5, 31)),
        ("2026-06", date(2026, 6, 1), TODAY),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-12", date(2025, 12, 1), date(2025, 12, 31)),
    ],
)
def test_a_period_is_whole_korean_days(name: str, first: date, last: date) -> None:
    found = period_named(name, today=TODAY)
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize("name", ["2026-07", "2026", "2026-13", "yesterday", "2026-06-01", "0", "1999", "month "])
def test_other_spans_do_not_exist(name: str) -> None:
    with pytest.raises(Refused) as refusal:
        period_named(name, today=TODAY)
    assert refusal.value.code == "no-such-period"


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("today", date(2026, 6, 21), date(2026, 6, 21)),
        ("month", date(2026, 5, 1), date(2026, 5, 22)),
        ("2026-03", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026-01", date(2025, 12, 1), date(2025, 12, 31)),
    ],
)
def test_a_running_span_is_compared_with_as_many_days_before(name: str, first: date, last: date) -> None:
    before = period_named(name, today=TODAY).before()
    assert (before.first, before.last) == (first, last)


def test_a_month_of_31_days_is_compared_with_a_shorter_one() -> None:
    before = period_named("month", today=date(2026, 3, 31)).before()
    assert (before.first, before.last) == (date(2026, 2, 1), date(2026, 2, 28))


def test_only_figures_of_the_page_can_be_opened() -> None:
    assert check_can_be_opened("signals", "dong") == (Measure.SIGNALS, Dimension.DONG)
    assert check_can_be_opened("goods", "") == (Measure.GOODS, None)
    for measure, line in (("wealth", ""), ("signals", "street"), ("signals", "outcome"), ("goods", "dong")):
        with pytest.raises(Refused) as refusal:
            check_can_be_opened(measure, line)
        assert refusal.value.code == "no-such-figure"
