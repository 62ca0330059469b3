"""The closed lists of outreach: doors, finders, grades, states, results, outcomes."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from chomchom.kernel.deeds import Sector


class Door(StrEnum):
    """Through which door a signal came in; figures are counted by it."""

    ALERT = "alert"  # 안부확인 위험신호
    PROVINCE = "province"  # 경기도 안부확인 결과
    REPORT = "report"  # 주민 신고
    DISCOVERY = "discovery"  # 행복e음 발굴 회차
    WALK_IN = "walk_in"  # 내방
    PHONE = "phone"  # 전화
    AGENCY = "agency"  # 민간기관 발굴
    CRISIS_APP = "crisis_app"  # 복지위기 알림 앱
    HOSPITAL = "hospital"
    SCHOOL = "school"
    POLICE = "police"
    FIRE = "fire"
    METER_READER = "meter_reader"  # 검침원
    POST = "post"  # 집배원
    COMPANION = "companion"  # 동행 매니저
    SELF = "self"  # 본인 신청 (시민 화면)
    WATCH = "watch"  # 지켜보기 기한이 됨
    SITE_CHECK = "site_check"  # 끝난 뒤에 온 현장 확인 답


STAFF_DOORS = (
    Door.WALK_IN,
    Door.PHONE,
    Door.AGENCY,
    Door.CRISIS_APP,
    Door.HOSPITAL,
    Door.SCHOOL,
    Door.POLICE,
    Door.FIRE,
    Door.METER_READER,
    Door.POST,
    Door.COMPANION,
)
"""Doors a member of staff writes down by hand."""


class FinderKind(StrEnum):
    """Who noticed; credited in the figures, never by name."""

    MACHINE = "machine"
    HONORARY = "honorary"  # 명예사회복지공무원
    TONGJANG = "tongjang"  # 통장
    COUNCIL = "council"  # 동협의체 위원
    RESIDENT = "resident"
    AGENCY = "agency"
    OFFICER = "officer"
    BODY = "body"  # 경찰·소방·학교·병원·검침원·집배원
    FAMILY = "family"
    SELF = "self"


SECTOR_OF_FINDER: dict[FinderKind, Sector] = {
    FinderKind.MACHINE: Sector.MACHINE,
    FinderKind.HONORARY: Sector.NEIGHBOUR,
    FinderKind.TONGJANG: Sector.NEIGHBOUR,
    FinderKind.COUNCIL: Sector.NEIGHBOUR,
    FinderKind.RESIDENT: Sector.NEIGHBOUR,
    FinderKind.AGENCY: Sector.PRIVATE,
    FinderKind.OFFICER: Sector.PUBLIC,
    FinderKind.BODY: Sector.PUBLIC,
    FinderKind.FAMILY: Sector.CITIZEN,
    FinderKind.SELF: Sector.CITIZEN,
}

FINDER_AT_DOOR: dict[Door, FinderKind] = {
    Door.ALERT: FinderKind.MACHINE,
    Door.PROVINCE: FinderKind.MACHINE,
    Door.REPORT: FinderKind.RESIDENT,
    Door.DISCOVERY: FinderKind.BODY,
    Door.WALK_IN: FinderKind.SELF,
    Door.PHONE: FinderKind.SELF,
    Door.AGENCY: FinderKind.AGENCY,
    Door.CRISIS_APP: FinderKind.RESIDENT,
    Door.HOSPITAL: FinderKind.BODY,
    Door.SCHOOL: FinderKind.BODY,
    Door.POLICE: FinderKind.BODY,
    Door.FIRE: FinderKind.BODY,
    Door.METER_READER: FinderKind.BODY,
    Door.POST: FinderKind.BODY,
    Door.COMPANION: FinderKind.AGENCY,
    Door.SELF: FinderKind.SELF,
    Door.WATCH: FinderKind.OFFICER,
    Door.SITE_CHECK: FinderKind.OFFICER,
}
"""Who is taken to have noticed when the caller does not say."""


class Seen(StrEnum):
    """What a neighbour saw; pictures with words on the report page."""

    MAIL = "mail"
    SMELL = "smell"
    LIGHT = "light"
    UNSEEN = "unseen"
    QUARREL = "quarrel"
    OTHER = "other"


class Grade(StrEnum):
    """How pressing: 관심, 주의, 미확인, 심각. 미확인 (we do not know) is never below 주의."""

    WATCH = "watch"
    CAUTION = "caution"
    UNKNOWN = "unknown"
    SEVERE = "severe"


RANK: dict[Grade, int] = {Grade.WATCH: 0, Grade.CAUTION: 1, Grade.UNKNOWN: 2, Grade.SEVERE: 3}


def worst(*grades: Grade) -> Grade:
    """The most pressing of the grades."""
    return max(grades, key=RANK.__getitem__)


class EpisodeState(StrEnum):
    """Where a 확인 건 stands."""

    OPEN = "open"
    CONTACTING = "contacting"
    ANSWERED = "answered"  # 답함, 확인 대기
    CHECK_ASKED = "check_asked"
    CHECKING = "checking"
    SETTLED = "settled"
    REFERRED = "referred"
    CASE_OPENED = "case_opened"
    WATCHED = "watched"
    DROPPED_OUT = "dropped_out"
    JOINED = "joined"  # the same home had an older one; this one's signals moved there


OPEN_STATES = frozenset(
    {
        EpisodeState.OPEN,
        EpisodeState.CONTACTING,
        EpisodeState.ANSWERED,
        EpisodeState.CHECK_ASKED,
        EpisodeState.CHECKING,
    }
)
WAITING_STATES = frozenset({EpisodeState.CHECK_ASKED, EpisodeState.CHECKING})


class Channel(StrEnum):
    """How somebody tried to reach the person."""

    AI_CALL = "ai_call"
    PHONE = "phone"
    TEXT = "text"
    APP = "app"
    CONTACT = "contact"  # 비상연락처
    DOOR = "door"  # 담당자가 지나는 길에 들름


class AttemptResult(StrEnum):
    """What came of an attempt: facts, no meaning (machines.md §5.8)."""

    ANSWERED_OK = "answered_ok"
    ANSWERED_NEEDS_HELP = "answered_needs_help"
    ANSWERED_UNCLEAR = "answered_unclear"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    WRONG_NUMBER = "wrong_number"
    OUT_OF_SERVICE = "out_of_service"
    DEVICE_OFF = "device_off"
    NO_DEVICE = "no_device"
    LANGUAGE = "language"
    INTERRUPTED = "interrupted"
    SYSTEM_ERROR = "system_error"
    SENT = "sent"  # a text went out; nothing is known yet


class VisitorKind(StrEnum):
    """Who is asked to go to the door."""

    OFFICER = "officer"
    COLLEAGUE = "colleague"
    AGENCY = "agency"
    NEIGHBOUR = "neighbour"


class CheckState(StrEnum):
    """Where a 현장 확인 stands."""

    ASKED = "asked"
    ON_WAY = "on_way"
    EMERGENCY = "emergency"  # 119 was called, the rest is told later
    REPORTED = "reported"
    CAME_BACK = "came_back"  # overdue, back on the board
    WITHDRAWN = "withdrawn"


OPEN_CHECK_STATES = frozenset({CheckState.ASKED, CheckState.ON_WAY, CheckState.EMERGENCY})


class CheckResult(StrEnum):
    """What the visitor found (machines.md §5.8, practice.md 26)."""

    MET_OK = "met_ok"
    MET_NEEDS_HELP = "met_needs_help"
    NOBODY_HOME = "nobody_home"
    MOVED = "moved"
    HOSPITAL = "hospital"
    REFUSED_DOOR = "refused_door"
    UNSAFE_FOR_WORKER = "unsafe_for_worker"
    CALLED119 = "called119"
    POLICE112 = "police112"
    OPENED_BY_MANAGER = "opened_by_manager"
    HANDED_TO_FAMILY = "handed_to_family"
    DECEASED = "deceased"
    NOT_DONE = "not_done"


class NotDone(StrEnum):
    """Why a visit was not made."""

    NO_TIME = "no_time"
    ADDRESS_WRONG = "address_wrong"
    NO_ENTRANCE = "no_entrance"
    WEATHER = "weather"
    OTHER = "other"


class SharingBasis(StrEnum):
    """Why a visitor may learn about the person."""

    DUTY = "duty"  # 공무 수행
    CONSENT = "consent"
    LEGAL = "legal"  # a recorded legal basis
    URGENT = "urgent"  # 급박한 생명·신체의 위험
    PLACE_ONLY = "place_only"  # only the reported place, nobody is named


class Outcome(StrEnum):
    """How an episode ended. Only a person chooses one."""

    SAFE = "safe"
    HELPED = "helped"
    HOSPITAL = "hospital"
    MOVED = "moved"
    DECEASED = "deceased"
    NOT_NEEDED = "not_needed"
    WATCH = "watch"
    UNREACHABLE = "unreachable"
    REFUSED_HELP = "refused_help"
    DROPPED_OUT = "dropped_out"
    REFERRED = "referred"
    CASE_OPENED = "case_opened"
    JOINED = "joined"


class HowKnown(StrEnum):
    """By what the end is known."""

    CALL = "call"
    MET = "met"
    FAMILY = "family"
    AGENCY = "agency"
    NEIGHBOUR = "neighbour"
    HOSPITAL = "hospital"
    PUBLIC_RECORD = "public_record"
    AREA = "area"  # a power cut and the like ended, the homes are back


class DropoutReason(StrEnum):
    """Why a person leaves the check-in (machines.md §5.8)."""

    REFUSED = "refused"
    CALL_FATIGUE = "call_fatigue"
    DEVICE_LIMIT = "device_limit"
    CARRIER_LIMIT = "carrier_limit"
    NO_METER = "no_meter"
    MOVED = "moved"
    ADMITTED = "admitted"
    DECEASED = "deceased"
    OTHER_SERVICE = "other_service"
    LOST_CONTACT = "lost_contact"
    ELIGIBILITY = "eligibility"
    OTHER = "other"


class NextStep(StrEnum):
    """What takes the place of the check-in."""

    OTHER_CHECK_IN = "other_check_in"
    HONORARY = "honorary"
    CASE = "case"
    NONE = "none"


class RoundState(StrEnum):
    """Where a discovery file stands."""

    CHECKED = "checked"  # dry run is there
    CONFIRMED = "confirmed"
    DISCARDED = "discarded"
    DESTROYED = "destroyed"  # the purpose is over, personal data are gone


class RowGroup(StrEnum):
    """The three groups of a dry run."""

    NEW = "new"
    KNOWN = "known"
    FAULTY = "faulty"


class IncidentCause(StrEnum):
    """Why many homes were silent at once."""

    POWER_CUT = "power_cut"
    WATER_CUT = "water_cut"
    TELECOM = "telecom"
    FEED = "feed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody should look: a code and small numbers or codes, told as a sentence by `sentences`."""

    code: str
    params: dict[str, int | str] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """The reason as it is kept in a column."""
        return {"code": self.code, "params": dict(self.params)}


def reason_from(kept: dict) -> Reason:
    """The reason read back from its column."""
    return Reason(str(kept["code"]), dict(kept.get("params") or {}))
