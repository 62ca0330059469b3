"""The reviewed projects: missing rows, figures that cannot be, years without a value, lowered targets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from chomchom.council.rules.lines import Line, key
from chomchom.council.rules.shape import Decision, Finding, Minutes, Observation, Review

# Korean data: a share, and one that is measured against a target
SHARE, AGAINST_TARGET = re.compile(r"[율률]$|비중$"), re.compile(r"달성")
# Korean data: rates that may well pass a hundred: what was reached of a target, and growth
MAY_PASS = re.compile(r"달성|증가|증감|신장|성장|상승|상회")
# Korean data: a target that was made smaller
LOWERED = re.compile(r"목표[^.]{0,14}?(?:하향|낮추|낮춘|낮춤|축소|감액)|하향\s*조정[^.]{0,8}목표")
# Korean data: that it was not
NOT_LOWERED = re.compile(r"^[^.,]{0,10}?(?:않|없|말아야|아니)")
# Korean data: a target that went from one figure to another
FROM_TO = re.compile(
    r"목표[^.]{0,14}?(\d[\d,.]*)\s*(?:%|명|건|가구|회|개소)?\s*에서\s*(\d[\d,.]*)\s*(?:%|명|건|가구|회|개소)?\s*(?:으로|로)"
)
# Korean data: a project another body runs
OTHER_BODY = re.compile(
    r"((?:경기도|보건복지부|행정안전부|여성가족부|도청|중앙정부|국토교통부|[가-힣]{1,4}도)\s?[^,.]{0,20}?)(?:이|가|에서)\s*주관"
)


def name_of(one: Review | Decision) -> str:
    """Code and name, as people say it."""
    return f"{one.code} {one.name}" if one.code else one.name


def rows(minutes: Minutes, _: Sequence[Line]) -> Iterator[Finding]:
    """A row that most of the other projects have."""
    counted = Counter(key(label) for review in minutes.reviews for label in {s.label for s in review.sections})
    printed = {key(s.label): s.label for review in minutes.reviews for s in review.sections}
    for index, review in enumerate(minutes.reviews):
        have = {key(section.label) for section in review.sections}
        for label, count in counted.items():
            if label not in have and count >= max(2, len(minutes.reviews) // 2 + 1):
                told = {"project": name_of(review), "label": printed[label]}
                yield Finding("row-missing", minutes.lines_of(f"review:{index}"), told)


def figures(minutes: Minutes, lines: Sequence[Line]) -> Iterator[Finding]:
    """Shares over a hundred, figures without a year, years without a figure."""
    every_year = {one.year for review in minutes.reviews for one in review.observations if one.year}
    for index, review in enumerate(minutes.reviews):
        where = _lines_of_review(minutes, index)
        if not review.observations:
            yield Finding("no-number", where[:1], {"project": name_of(review)})
        for one in review.observations:
            yield from _impossible(review, one, _places(one, where, lines))
        yield from _years(review, every_year, where, lines)


def _lines_of_review(minutes: Minutes, index: int) -> list[int]:
    sections = range(len(minutes.reviews[index].sections))
    return minutes.lines_of(f"review:{index}", *(f"review:{index}:{place}" for place in sections))


def _places(one: Observation, where: Sequence[int], lines: Sequence[Line]) -> list[int]:
    """The lines of the review on which the figure stands."""
    figure = re.compile(
        rf"(?<![\d.]){re.escape(f'{one.value_percent:g}')}(?:\.0+)?\s*(?:%|퍼센트)"
    )  # Korean data: sign
    return [line.no for line in lines if line.no in where and figure.search(line.text)] or list(where[:1])


def _impossible(review: Review, one: Observation, where: list[int]) -> Iterator[Finding]:
    told = {"project": name_of(review), "measure": one.measure, "value": f"{one.value_percent:g}"}
    if one.year is None:
        yield Finding("year-missing", where, told)
    if one.value_percent > 100 and SHARE.search(one.measure) and not MAY_PASS.search(one.measure):
        yield Finding("share-over-100", where, {**told, "year": str(one.year or "")})


def _years(review: Review, every_year: set[int], where: Sequence[int], lines: Sequence[Line]) -> Iterator[Finding]:
    dated = [one for one in review.observations if one.year]
    missing = sorted(every_year - {one.year for one in dated if one.year}) if dated else []
    places = sorted({number for one in dated for number in _places(one, where, lines)})
    if missing:
        told = {"project": name_of(review), "measure": dated[0].measure, "years": ", ".join(map(str, missing))}
        yield Finding("year-without-value", places, told)
    low = sorted(
        {one.year for one in dated if one.year and AGAINST_TARGET.search(one.measure) and one.value_percent < 100}
    )
    if len(low) > 1:
        told = {"project": name_of(review), "years": ", ".join(map(str, low))}
        yield Finding("below-target", places, told)


def lowered_targets(_: Minutes, lines: Sequence[Line]) -> Iterator[Finding]:
    """A target that was made smaller, wherever it is said."""
    for line in lines:
        told = [found[0] for found in LOWERED.finditer(line.text) if not NOT_LOWERED.match(line.text[found.end() :])]
        told += [found[0] for found in FROM_TO.finditer(line.text) if _number(found[2]) < _number(found[1])]
        for words in told:
            yield Finding("target-lowered", [line.no], {"words": words})


def _number(printed: str) -> float:
    return float(printed.replace(",", "").rstrip(".") or 0)


def run_by_others(_: Minutes, lines: Sequence[Line]) -> Iterator[Finding]:
    """A project that another body runs, which the city's score may have to leave out."""
    for line in lines:
        for found in OTHER_BODY.finditer(line.text):
            yield Finding("run-by-another-body", [line.no], {"body": found[1].strip()})
