"""Figures and stages that minutes state in passing: a percentage of a year, a building opened."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chomchom.council.rules.shape import Milestone, Observation

# Korean data: how a percentage of a year is written
YEAR_PERCENT = re.compile(
    r"(\d{4})\s*년(?:도|에는|에)?\s*((?:[가-힣]{1,15}\s){0,4}?[가-힣]{0,15}[율률도]?\s*)?(\d+(?:\.\d+)?)\s*(?:%|퍼센트)"
)
# Korean data: how a percentage without a year is written
BARE_PERCENT = re.compile(
    r"((?:[가-힣]{1,15}\s){0,2}[가-힣]{0,15}[율률])(?:도|은|이|가|는)?\s*(\d+(?:\.\d+)?)\s*(?:%|퍼센트)"
)
# Korean data: what is measured ends in 율 or 률
MEASURE = re.compile(r"((?:[가-힣·]{1,15}\s){0,3}[가-힣·]{0,15}[율률])(?=[이가은는을를도로와과에의]|\s|,|$)")
# Korean data: a particle behind the name of a measure
MEASURED = re.compile(r"(율|률|도|비중|건수|실적)(?:은|는|이|가|을|를|도|의)$")
# Korean data: stages of a building or a centre
STAGE = re.compile(r"(\d{4})\s*년\s*(?:\d{1,2}월\s*)?(착공|준공|완공|개소|개관|개원|설립|개통|착수|시범운영)")
# Korean data: particles and endings that a noun phrase does not go past
NOT_NOUN = (
    "인",
    "한",
    "된",
    "는",
    "은",
    "의",
    "을",
    "를",
    "이",
    "가",
    "로",
    "고",
    "며",
    "여",
    "도",
    "연속",
    "에",
    "및",
    "년",
)


def observations_in(texts: Iterable[str]) -> list[Observation]:
    """Percentages with their year and what they measure; one without a year keeps None."""
    found = [one for text in texts for one in _observations(text)]
    unique = {(one.year, one.measure, one.value_percent): one for one in reversed(found)}
    return list(reversed(unique.values()))


def _observations(text: str) -> list[Observation]:
    found: list[tuple[int, Observation]] = []
    taken: list[tuple[int, int]] = []
    for match in YEAR_PERCENT.finditer(text):
        measure = noun_before(match[2] or "") or _measure_near(text, match.start(), match.end())
        found.append((match.start(), Observation(int(match[1]), measure, float(match[3]))))
        taken.append(match.span())
    for match in BARE_PERCENT.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found.append((match.start(), Observation(None, noun_before(match[1]), float(match[2]))))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _measure_near(text: str, start: int, end: int) -> str:
    """The measure before the figure, with no other figure between; else any before it; else the first after it."""
    before = list(MEASURE.finditer(text[:start]))
    near = [match for match in before if "%" not in text[match.end() : start]] or before
    if near:
        return noun_before(near[-1][1])
    after = MEASURE.search(text[end:])
    return noun_before(after[1]) if after else ""


def noun_before(phrase: str) -> str:
    """The noun phrase at the end of a text: words back to the first that carries a particle or an ending."""
    kept: list[str] = []
    for word in reversed(phrase.split()):
        if kept and word.endswith(NOT_NOUN):
            break
        kept.insert(0, word)
    return MEASURED.sub(r"\1", " ".join(kept))


def milestones_in(texts: Iterable[str]) -> list[Milestone]:
    """Stages with their year: 착공, 준공, 개소 and the like."""
    found = {(int(year), event) for text in texts for year, event in STAGE.findall(text)}
    return [Milestone(year, event) for year, event in sorted(found)]
