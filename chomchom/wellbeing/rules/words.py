"""The closed lists of wellbeing."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

PROGRAMME = "wellbeing"


class Source(StrEnum):
    """Where a passive sign of life comes from."""

    ELECTRICITY = "electricity"
    WATER = "water"
    TELECOM = "telecom"


SLOTS: dict[Source, int] = {Source.ELECTRICITY: 48, Source.WATER: 24, Source.TELECOM: 1}
"""Values a day: half hours in Wh, hours in tenths of a litre, one day's mark of use (0 or more)."""

MOST: dict[Source, int] = {Source.ELECTRICITY: 16_000, Source.WATER: 30_000, Source.TELECOM: 30_000}
"""The highest possible value of one slot: 32 kW for half an hour, 3,000 L in an hour."""


class WhyNot(StrEnum):
    """Why a person has no passive source of a kind."""

    IPHONE = "iphone"
    MVNO = "mvno"  # 알뜰폰
    NO_METER = "no_meter"
    NO_CONSENT = "no_consent"
    NO_PHONE = "no_phone"
    NOT_CONNECTED = "not_connected"


class Alternative(StrEnum):
    """What takes the place of a missing passive source."""

    AI_CALL = "ai_call"
    DESK_CALL = "desk_call"
    TEXT = "text"
    HONORARY = "honorary"
    AGENCY = "agency"
    PLUG = "plug"  # an own smart plug lent by the city


class ContactMode(StrEnum):
    """How the person chose to be asked."""

    PASSIVE = "passive"  # only when the meters do not show life
    AI_CALL = "ai_call"
    DESK_CALL = "desk_call"
    TEXT = "text"
    APP = "app"  # they press a button of their own on the phone
    VISIT = "visit"
    NEIGHBOUR = "neighbour"


MACHINE_MODES = frozenset({ContactMode.AI_CALL, ContactMode.TEXT, ContactMode.APP})
"""Ways in which a machine asks; the others wait on the desk's list for a person."""


class AlertKind(StrEnum):
    """What raised the alert."""

    SILENCE = "silence"
    STEADY_METER = "steady_meter"
    SUPPLY_CUT = "supply_cut"
    FEED_LOST = "feed_lost"
    PROVINCE = "province"
    TRIP_RETURN = "trip_return"  # life in a home whose person said they would be away for longer
    TRIP_OVERDUE = "trip_overdue"  # nobody came back from an announced trip
    UNCONFIRMED = "unconfirmed"  # nobody could be asked within the person's own limit, or the answer needs a person


TRIP_KINDS = frozenset({AlertKind.TRIP_RETURN, AlertKind.TRIP_OVERDUE})
"""Alerts about a journey: told beside whatever else stands open."""


class WhoSaid(StrEnum):
    """Who said that somebody is away."""

    PERSON = "person"
    FAMILY = "family"
    GUARDIAN = "guardian"
    NEIGHBOUR = "neighbour"
    OFFICER = "officer"  # an officer knows it from their own work


class HowSaid(StrEnum):
    """By which way it was said."""

    DESK = "desk"  # on the telephone or at the counter, written down by an officer
    MACHINE = "machine"  # by a key in a machine's call
    LINK = "link"  # by the link in a text
    DOOR = "door"  # at the door


class AlertState(StrEnum):
    """Whether somebody still has to look. Only the end of its episode, set by a person, ends an alert."""

    OPEN = "open"
    ENDED = "ended"


class Grade(StrEnum):
    """How pressing; 미확인 is never below 주의."""

    WATCH = "watch"
    CAUTION = "caution"
    UNKNOWN = "unknown"
    SEVERE = "severe"


RANK: dict[Grade, int] = {Grade.WATCH: 0, Grade.CAUTION: 1, Grade.UNKNOWN: 2, Grade.SEVERE: 3}


class Channel(StrEnum):
    """What a step of the ladder does."""

    AI_CALL = "ai_call"
    DESK_CALL = "desk_call"
    CONTACT_CALL = "contact_call"  # the emergency contact
    OFFICER_NOTICE = "officer_notice"
    OFFICER_CALL = "officer_call"  # the officer of the dong rings
    SITE_CHECK_DUE = "site_check_due"
    PAGE_DESK = "page_desk"


MACHINE_CHANNELS = frozenset({Channel.AI_CALL})
HUMAN_CHANNELS = frozenset(Channel) - MACHINE_CHANNELS


class CallResult(StrEnum):
    """What came of a call: facts, no meaning."""

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


class DutyKind(StrEnum):
    """Who stands in at night and on holidays."""

    CONTROL_ROOM = "control_room"  # 관제
    NIGHT_DUTY = "night_duty"  # 당직실
    RESCUE = "rescue"  # 119


class ProvinceGrade(StrEnum):
    """The province's levels as we know them; anything else is unknown."""

    NORMAL = "normal"
    WATCH = "watch"
    CAUTION = "caution"
    SEVERE = "severe"
    UNKNOWN = "unknown"


class FaultCode(StrEnum):
    """Why a reading was not taken."""

    BAD_METER = "bad_meter"
    BAD_TIME = "bad_time"
    BAD_VALUE = "bad_value"
    NEGATIVE = "negative"
    IMPOSSIBLE = "impossible"
    FUTURE = "future"
    TOO_OLD = "too_old"
    DUPLICATE = "duplicate"
    UNKNOWN_METER = "unknown_meter"
    OFF_CLOCK = "off_clock"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an alert was raised: a code with small numbers or codes."""

    code: str
    params: dict[str, int | str] = field(default_factory=dict)
