"""Whose work something is, and what comes first on the page on which somebody's day begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from chomchom.kernel.names import compared


class Work(IntEnum):
    """The kinds of work of a plan; of two things due on a day the one that others wait for comes first."""

    FILL_CARD = 1
    DEFINE = 2
    ANSWER_DATA = 3
    ENTER_RESULT = 4
    STEP = 5
    APPROVE_DEFINITION = 6
    RELEASE_RESULT = 7
    JUDGE_CARDS = 8
    APPLY_DECISIONS = 9
    SUBMIT_CARD = 10
    SET_TARGET = 11


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody as papers name them: by name, and by the body they work at."""

    name: str
    body: str = ""


def is_theirs(worker: Worker, *said: str) -> bool:
    """Whether one of the words on a record means this person: the name alone, or the department the body's name ends with.

    A plan is often older than the accounts, so it names people and departments in words.
    """
    name, body = compared(worker.name), compared(worker.body)
    keys = [compared(one) for one in said if one.strip()]
    return any((name and key == name) or (len(key) > 1 and body.endswith(key)) for key in keys)


def order(*, due: date | None, work: Work, today: date) -> tuple[bool, date, Work]:
    """What is late first, then by day, then by what others wait for; without a day last."""
    return (due is None or due >= today, due or date.max, work)
