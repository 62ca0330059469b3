"""Filling a form in: what may stand in a field, what is still missing, what the scales say, who changed what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

from chomchom.cases.rules.definitions import Definition, Field, scales
from chomchom.formats.residents import find_rrn
from chomchom.kernel.verdicts import Refused

Answer: TypeAlias = str | int | bool | list[str]
Answers: TypeAlias = dict[str, Answer]


class FormState(StrEnum):
    """How far a form is."""

    DRAFT = "draft"
    DONE = "done"
    REPLACED = "replaced"  # corrected by a later one, which keeps this text


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What the scales make of the answers: sum and level, and whether somebody set the level by hand."""

    total: int | None = None
    level: str = ""
    isolation: int | None = None
    isolation_level: str = ""


def check_answers(form: Definition, answers: Mapping[str, Answer]) -> Answers:
    """The answers that say something, each as its field wants it.

    Raises `case-form-no-such-field`, `case-form-wrong` (with the field's label), `rrn-not-kept`.
    """
    found: Answers = {}
    for code, value in answers.items():
        one = form.field(code)
        if value in ("", None, []):
            continue
        if not _fits(one, value):
            raise Refused("case-form-wrong", what=one.label.ko)
        if isinstance(value, str) and find_rrn(value):
            raise Refused("rrn-not-kept")
        found[code] = value.strip() if isinstance(value, str) else value
    return found


def _fits(one: Field, value: Any) -> bool:
    options = {code for code, _ in one.options}
    match one.kind:
        case "text" | "long":
            return isinstance(value, str) and len(value) <= one.longest
        case "date":
            return isinstance(value, str) and _is_day(value)
        case "number" | "won" | "level":
            return type(value) is int and 0 <= value <= one.most
        case "yes":
            return isinstance(value, bool)
        case "choice":
            return value in options
    return isinstance(value, list) and set(value) <= options


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def missing(form: Definition, answers: Mapping[str, Answer]) -> tuple[Field, ...]:
    """The needed fields that say nothing yet, in order."""
    return tuple(one for one in form.fields if one.need and answers.get(one.code) in (None, "", []))


def check_can_finish(form: Definition, answers: Mapping[str, Answer], *, first: date, today: date) -> date:
    """The day the form belongs to. Raises `case-form-lacks`, `case-day-impossible`."""
    if lacking := missing(form, answers):
        raise Refused("case-form-lacks", what=lacking[0].label.ko, more=len(lacking) - 1)
    on = date.fromisoformat(str(answers["on"]))
    if not first <= on <= today:
        raise Refused("case-day-impossible", first=first, last=today)
    return on


def score(form: Definition, answers: Mapping[str, Answer], *, on: date, dong: str) -> Scores:
    """What the scales of this form say, by the version of the day and the region. Half a form has no score."""
    needs = scales().get(form.scales.get("needs", ""))
    alone = scales().get(form.scales.get("isolation", ""))
    levels = {area: answers.get(f"{area}_level") for area, _ in form.areas}
    total, level, points, lonely = None, "", None, ""
    if needs is not None and levels and all(type(one) is int for one in levels.values()):
        version = needs.at(on, dong=dong)
        total = sum(int(str(one)) for one in levels.values())
        level = version.level(total)
        raised = version.raised
        if raised and any(int(str(levels.get(area, 0))) >= raised["at"] for area in raised["areas"]):
            level = raised["level"]
    if alone is not None and type(answers.get("isolation")) is int:
        points = int(str(answers["isolation"]))
        lonely = alone.at(on, dong=dong).level(points)
    return Scores(total=total, level=level, isolation=points, isolation_level=lonely)


def check_override(level: str, reason: str, *, scale: str) -> None:
    """A level set by hand is one of the scale's and says why. Raises `case-level-unknown`, `case-level-needs-reason`."""
    if level not in scales()[scale].levels:
        raise Refused("case-level-unknown")
    if not reason.strip():
        raise Refused("case-level-needs-reason")


def check_version(*, seen: int, stands: int) -> None:
    """Raises `case-changed-meanwhile` where somebody else saved since the page was opened."""
    if seen != stands:
        raise Refused("case-changed-meanwhile")


def differing(form: Definition, mine: Mapping[str, Answer], theirs: Mapping[str, Answer]) -> tuple[Field, ...]:
    """The fields that two editors of one form filled in differently, in order."""
    return tuple(one for one in form.fields if mine.get(one.code) != theirs.get(one.code))


def split(form: Definition, answers: Mapping[str, Answer]) -> tuple[Answers, Answers]:
    """The answers as (plain, sensitive)."""
    sealed = {one.code for one in form.fields if one.sealed}
    plain = {code: value for code, value in answers.items() if code not in sealed}
    return plain, {code: value for code, value in answers.items() if code in sealed}


def is_late(on: date, written_on: date, *, days: int) -> bool:
    """Whether something was written down later than a note should be."""
    return (written_on - on).days > days
