"""The province's daily result: what its words mean, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from chomchom.enrolment.public import DropOutReason
from chomchom.wellbeing.rules.words import CallResult, Grade, ProvinceGrade, Reason

# Korean data: words as the province's files write them
GRADE_WORDS: dict[str, ProvinceGrade] = {
    "정상": ProvinceGrade.NORMAL,
    "관심": ProvinceGrade.WATCH,
    "주의": ProvinceGrade.CAUTION,
    "경계": ProvinceGrade.CAUTION,
    "심각": ProvinceGrade.SEVERE,
    "위험": ProvinceGrade.SEVERE,
}

# Korean data: words as the province's files write them
CALL_WORDS: dict[str, CallResult] = {
    "응답": CallResult.ANSWERED_OK,
    "정상응답": CallResult.ANSWERED_OK,
    "도움필요": CallResult.ANSWERED_NEEDS_HELP,
    "불명확": CallResult.ANSWERED_UNCLEAR,
    "거부": CallResult.REFUSED,
    "미응답": CallResult.NO_ANSWER,
    "무응답": CallResult.NO_ANSWER,
    "통화중": CallResult.BUSY,
    "결번": CallResult.OUT_OF_SERVICE,
    "번호오류": CallResult.WRONG_NUMBER,
    "전원꺼짐": CallResult.DEVICE_OFF,
    "중단": CallResult.INTERRUPTED,
    "오류": CallResult.SYSTEM_ERROR,
}

# Korean data: words as the province's files write them
LEAVE_WORDS: dict[str, DropOutReason] = {
    "거부": DropOutReason.REFUSED,
    "전화부담": DropOutReason.CALL_FATIGUE,
    "전화피로": DropOutReason.CALL_FATIGUE,
    "잦은전화": DropOutReason.CALL_FATIGUE,
    "아이폰": DropOutReason.DEVICE_LIMIT,
    "기기제한": DropOutReason.DEVICE_LIMIT,
    "알뜰폰": DropOutReason.CARRIER_LIMIT,
    "통신사변경": DropOutReason.CARRIER_LIMIT,
    "원격검침없음": DropOutReason.NO_METER,
    "이사": DropOutReason.MOVED,
    "전출": DropOutReason.MOVED,
    "입원": DropOutReason.ADMITTED,
    "입소": DropOutReason.ADMITTED,
    "시설입소": DropOutReason.ADMITTED,
    "사망": DropOutReason.DECEASED,
    "타서비스": DropOutReason.OTHER_SERVICE,
    "연락두절": DropOutReason.LOST_CONTACT,
    "자격상실": DropOutReason.ELIGIBILITY,
}

LATE_DAYS = 2
"""A result this much older than the newest known one is kept and raises nothing: the newer day has spoken."""


def grade_from(word: str) -> ProvinceGrade:
    """The grade of a word; a word nobody knows is unknown, never normal."""
    text = "".join(word.split()).lower()
    if text in GRADE_WORDS:
        return GRADE_WORDS[text]
    return ProvinceGrade(text) if text in set(ProvinceGrade) else ProvinceGrade.UNKNOWN


def call_from(word: str) -> CallResult | None:
    """The result of a word, None where no call was made; an unknown word is an unclear answer, never a good one."""
    text = "".join(word.split()).lower()
    if not text:
        return None
    if text in CALL_WORDS:
        return CALL_WORDS[text]
    return CallResult(text) if text in set(CallResult) else CallResult.ANSWERED_UNCLEAR


def leave_reason(word: str) -> DropOutReason | None:
    """Why somebody is said to have left; None where nothing is said, other where the word is unknown."""
    text = "".join(word.split()).lower()
    if not text:
        return None
    if text in LEAVE_WORDS:
        return LEAVE_WORDS[text]
    return DropOutReason(text) if text in set(DropOutReason) else DropOutReason.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFacts:
    """One person's day as it was told, beside the newest day known before."""

    day: date
    newest: date | None
    grade: ProvinceGrade
    call: CallResult | None
    times: int = 1


@dataclass(frozen=True, slots=True)
class Told:
    """What a day's result makes us do: raise with grade and reasons, or nothing."""

    grade: Grade | None
    reasons: tuple[Reason, ...] = ()
    answered: bool = False


NOT_REACHED = frozenset(
    {
        CallResult.NO_ANSWER,
        CallResult.BUSY,
        CallResult.DEVICE_OFF,
        CallResult.NO_DEVICE,
        CallResult.INTERRUPTED,
        CallResult.SYSTEM_ERROR,
        CallResult.LANGUAGE,
    }
)
SAID = Reason("province-grade")
DEAD = frozenset({CallResult.WRONG_NUMBER, CallResult.OUT_OF_SERVICE})


def tell(facts: DayFacts) -> Told:
    """What follows from one day. Order of weight: help asked, refusal, what is unknown, the province's grade."""
    if facts.newest is not None and facts.day <= facts.newest - timedelta(days=LATE_DAYS):
        return Told(None)
    own = {ProvinceGrade.SEVERE: Grade.SEVERE, ProvinceGrade.CAUTION: Grade.CAUTION}.get(facts.grade)
    if facts.call is CallResult.ANSWERED_NEEDS_HELP:
        return Told(Grade.SEVERE, (Reason("call-needs-help"),))
    if facts.call in DEAD:
        return Told(_worst(own, Grade.UNKNOWN), (Reason("number-dead"),))
    if facts.call in NOT_REACHED:
        return Told(_worst(own, Grade.UNKNOWN), (SAID, Reason("call-unanswered", {"times": facts.times})))
    if facts.call is CallResult.ANSWERED_UNCLEAR:
        return Told(_worst(own, Grade.UNKNOWN), (SAID, Reason("call-unclear")))
    if facts.grade is ProvinceGrade.UNKNOWN:
        return Told(Grade.UNKNOWN, (SAID,))
    if facts.call is CallResult.REFUSED:
        return Told(_worst(own, Grade.CAUTION), (SAID, Reason("refused-contact")))
    if own is not None:
        return Told(own, (SAID,), answered=facts.call is CallResult.ANSWERED_OK)
    return Told(None)


def _worst(own: Grade | None, other: Grade) -> Grade:
    return Grade.SEVERE if own is Grade.SEVERE else other
