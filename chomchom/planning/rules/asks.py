"""What the office asks of others and waits for: data of departments and agencies, and requests to the province."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from chomchom.kernel.roles import Role
from chomchom.kernel.states import Move, StateTable
from chomchom.kernel.verdicts import Refused

_CITY = (Role.CITY_OFFICER, Role.COUNCIL_OFFICE)


class DataState(StrEnum):
    """Whether data that was asked for has come."""

    ASKED = "asked"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


DATA_MOVES = StateTable(
    DataState,
    DataState.ASKED,
    (
        Move("answer", frozenset({DataState.ASKED}), DataState.ANSWERED, who=(*_CITY, "owner")),
        Move("withdraw", frozenset({DataState.ASKED}), DataState.WITHDRAWN, who=_CITY, reason=True),
        Move("ask_again", frozenset({DataState.ANSWERED}), DataState.ASKED, who=_CITY, reason=True),
    ),
)


class ProvinceState(StrEnum):
    """건의 준비, 보냄, 답 받음, 마침."""

    DRAFT = "draft"
    SENT = "sent"
    ANSWERED = "answered"
    CLOSED = "closed"


PROVINCE_MOVES = StateTable(
    ProvinceState,
    ProvinceState.DRAFT,
    (
        Move("send", frozenset({ProvinceState.DRAFT}), ProvinceState.SENT, who=_CITY),
        Move("answer", frozenset({ProvinceState.SENT}), ProvinceState.ANSWERED, who=_CITY),
        Move("close", frozenset({ProvinceState.SENT, ProvinceState.ANSWERED}), ProvinceState.CLOSED, who=_CITY, reason=True),
        Move("send_again", frozenset({ProvinceState.ANSWERED, ProvinceState.CLOSED}), ProvinceState.SENT, who=_CITY),
    ),
)  # fmt: skip


class Answer(StrEnum):
    """What the province said: taken up, in part, not, or later."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    DECLINED = "declined"
    LATER = "later"


def check_data_request(*, what: str, asked_of: str, due_on: date, today: date) -> None:
    """Raises `data-request-needs-what`, `data-request-needs-whom`, `review-due-in-the-past`."""
    if not what.strip():
        raise Refused("data-request-needs-what")
    if not asked_of.strip():
        raise Refused("data-request-needs-whom")
    if due_on < today:
        raise Refused("review-due-in-the-past")


def check_data_answer(*, text: str, has_file: bool) -> None:
    """An answer is words or a file; raises `data-answer-empty`."""
    if not text.strip() and not has_file:
        raise Refused("data-answer-empty")


def check_province_request(*, title: str, text: str, asked_of: str) -> None:
    """Raises `province-request-needs-words` unless it says what is asked and of whom."""
    if not (title.strip() and text.strip() and asked_of.strip()):
        raise Refused("province-request-needs-words")


def check_sent(*, sent_on: date, due_on: date | None, today: date) -> None:
    """A letter was not sent tomorrow and its answer is not due before it; raises `province-days-wrong`."""
    if sent_on > today or (due_on is not None and due_on < sent_on):
        raise Refused("province-days-wrong")


def check_answered(*, sent_on: date, answered_on: date, today: date, text: str) -> None:
    """An answer has words and a day between the letter and today; raises `province-days-wrong`, `province-answer-empty`."""
    if not sent_on <= answered_on <= today:
        raise Refused("province-days-wrong")
    if not text.strip():
        raise Refused("province-answer-empty")


def is_overdue(*, waiting: bool, due_on: date | None, on: date) -> bool:
    """Whether somebody still waits for an answer after its day."""
    return waiting and due_on is not None and due_on < on
