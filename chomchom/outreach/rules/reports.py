"""A neighbour's report: what is enough, how often, and what the finder may learn."""

from __future__ import annotations

import re
from enum import StrEnum

from chomchom.kernel.verdicts import Refused
from chomchom.outreach.rules.words import OPEN_STATES, EpisodeState, FinderKind, Seen

PLACE_SHORTEST = 2
PLACE_LONGEST = 200
MEMO_LONGEST = 300
PHONE = re.compile(r"0\d{8,10}")


class ReportStatus(StrEnum):
    """All a finder learns: 접수됨, then 확인됨."""

    RECEIVED = "received"
    CONFIRMED = "confirmed"


def check_report(*, place: str, seen: frozenset[Seen], memo: str, wants_answer: bool, phone: str) -> None:
    """A place and one thing seen are enough; a phone number only for who wants to hear back."""
    if not PLACE_SHORTEST <= len(place.strip()) <= PLACE_LONGEST:
        raise Refused("report-needs-place")
    if not seen:
        raise Refused("report-needs-something-seen")
    if len(memo) > MEMO_LONGEST:
        raise Refused("memo-too-long", longest=MEMO_LONGEST)
    if wants_answer and not phone:
        raise Refused("answer-needs-phone")
    if phone and not PHONE.fullmatch(phone):
        raise Refused("phone-impossible")


def check_report_rate(*, from_here: int, in_city: int, most_from_here: int, most_in_city: int) -> None:
    """How many reports an hour one sender and the whole city may send; over it the page names the telephone."""
    if from_here >= most_from_here or in_city >= most_in_city:
        raise Refused("too-many-reports")


def report_status(episode: EpisodeState | None) -> ReportStatus:
    """확인됨 once a person has ended the episode; nothing about how."""
    if episode is None or episode in OPEN_STATES:
        return ReportStatus.RECEIVED
    return ReportStatus.CONFIRMED


def plain_phone(typed: str) -> str:
    """Digits only; empty stays empty."""
    return re.sub(r"\D", "", typed.replace("+82", "0"))


def finder_of(neighbour_kind: str | None) -> FinderKind:
    """A known neighbour is credited as what he is; anybody else is a resident."""
    known = {"honorary": FinderKind.HONORARY, "tongjang": FinderKind.TONGJANG, "council": FinderKind.COUNCIL}
    return known.get(neighbour_kind or "", FinderKind.RESIDENT)
