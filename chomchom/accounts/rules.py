"""Decisions about accounts, postings, sessions and emergency openings; pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from chomchom.kernel.roles import PUBLIC_OFFICERS, Role
from chomchom.kernel.verdicts import Refused


class AgencyKind(StrEnum):
    """What kind of body an agency is."""

    CITY_HALL = "city_hall"
    DONG_OFFICE = "dong_office"
    CONTROL_ROOM = "control_room"
    WELFARE_CENTRE = "welfare_centre"
    SELF_SUPPORT_CENTRE = "self_support_centre"
    MENTAL_HEALTH_CENTRE = "mental_health_centre"
    HOUSING_CENTRE = "housing_centre"
    CARE_PROVIDER = "care_provider"
    HOSPITAL = "hospital"
    COUNCIL_OFFICE = "council_office"
    RESEARCH = "research"
    PROVINCE = "province"
    OTHER = "other"


class LoginKind(StrEnum):
    """What happened at the login door."""

    SIGNED_IN = "signed_in"
    PICKED = "picked"
    FAILED = "failed"
    SIGNED_OUT = "signed_out"
    TIMED_OUT = "timed_out"
    ELSEWHERE = "elsewhere"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a kind of event


class GlassReason(StrEnum):
    """Why a closed file was opened in an emergency."""

    LIFE_IN_DANGER = "life-in-danger"
    NIGHT_COVER = "night-cover"
    RESCUE_ASKED = "rescue-asked"
    OWN_RELATIVE = "own-relative"


class GlassFinding(StrEnum):
    """What the reviewer of an emergency opening found."""

    JUSTIFIED = "justified"
    NOT_JUSTIFIED = "not_justified"


POSTED = frozenset(Role) - {Role.NEIGHBOUR, Role.CITIZEN, Role.LINK, Role.SYSTEM}
"""Roles a posting can give; the others act without an account."""

NEEDS_AGENCY = frozenset({Role.AGENCY_WORKER, Role.AGENCY_LEAD, Role.PROVINCE})
NEEDS_AREA = frozenset({Role.DONG_OFFICER})
AREA_BY_WORK = frozenset({Role.DONG_OFFICER, Role.AGENCY_WORKER, Role.AGENCY_LEAD, Role.PROVINCE, Role.COMPANION})
"""Roles that see what their dongs or their body bring them; all others see the whole city unless dongs are named."""

KEY_ROLES = frozenset({Role.PROVINCE, Role.AGENCY_WORKER, Role.DESK, Role.RESEARCHER})
"""Roles a machine may hold through an API key; one that only reads figures sees as little as a researcher."""

SECOND_FACTOR_ROLES = PUBLIC_OFFICERS | {Role.OPERATOR, Role.COUNCIL_OFFICE, Role.AGENCY_LEAD}
"""Roles that must log in with a second factor where the city switches it on."""

LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")
# Korean data: words everybody tries first
EASY_WORDS = (
    "비밀번호",
    "안녕하세요",
    "대한민국",
    "안산시",
    "복지",
    "chomchom",
    "password",
    "qwerty",
    "asdf",
    "1q2w3e",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingFacts:
    """A posting as it is asked for."""

    role: Role
    agency_given: bool
    agency_active: bool
    areas: frozenset[str]
    whole_city: bool
    from_on: date
    until_on: date | None
    own: bool
    overlaps: bool


def check_posting(facts: PostingFacts) -> None:
    """Whether this posting can be given to anybody at all.

    Source: 개인정보의 안전성 확보조치 기준 제5조 (least right, dated, one account per person).
    """
    if facts.role not in POSTED:
        raise Refused("role-without-account", role=facts.role.value)
    if facts.own:
        raise Refused("own-posting")
    if facts.role in NEEDS_AGENCY and not facts.agency_given:
        raise Refused("posting-needs-agency")
    if facts.agency_given and not facts.agency_active:
        raise Refused("agency-closed-down")
    if facts.role in NEEDS_AREA and not facts.areas:
        raise Refused("posting-needs-area")
    if facts.until_on is not None and facts.until_on < facts.from_on:
        raise Refused("posting-ends-before-it-starts")
    if facts.overlaps:
        raise Refused("same-posting-runs")


def sees_whole_city(role: Role, *, areas: frozenset[str]) -> bool:
    """Whether a posting covers the whole city when nothing is said about it."""
    return not areas and role not in AREA_BY_WORK


def check_posting_end(*, from_on: date, until_on: date | None, ends_on: date, day: date) -> None:
    """Whether a posting can be ended on `ends_on`; a right is never lengthened nor taken back into the past."""
    if until_on is not None and until_on < day:
        raise Refused("posting-over")
    if ends_on < day - timedelta(days=1):
        raise Refused("posting-end-in-the-past")
    if until_on is not None and ends_on > until_on:
        raise Refused("posting-cannot-grow")
    if ends_on < from_on - timedelta(days=1):
        raise Refused("posting-ends-before-it-starts")


def tidy_login(text: str) -> str:
    """The login name as it is stored; raises `Refused("login-not-usable")`."""
    login = unicodedata.normalize("NFC", text).strip().casefold()
    if not LOGIN.fullmatch(login):
        raise Refused("login-not-usable")
    return login


def easy_password(text: str, *, login: str = "") -> bool:
    """Whether a password is made of little: few different signs, the login, or a word everybody tries first."""
    plain = unicodedata.normalize("NFC", text).casefold()
    if len(set(plain)) < 5 or (login and login in plain):
        return True
    rest = plain
    for word in EASY_WORDS:
        rest = rest.replace(word, "")
    return len(rest.strip("0123456789!@#$%^&*.- ")) < 4


def session_over(*, began: float, seen: float, now: float, idle_minutes: int, absolute_hours: int) -> bool:
    """Whether a session has run out; times in seconds of the server's clock."""
    return now - seen >= idle_minutes * 60 or now - began >= absolute_hours * 3600


def check_glass(*, note: str, has_open: bool) -> None:
    """Whether a closed file can be opened in an emergency: with words a reviewer can judge, once at a time."""
    if len(note.strip()) < 5:
        raise Refused("emergency-needs-words")
    if has_open:
        raise Refused("emergency-already-open")


def check_glass_review(*, reviewed: bool, own: bool, over: bool) -> None:
    """Whether an emergency opening can be reviewed: once, by somebody else, after it ended."""
    if own:
        raise Refused("own-emergency")
    if reviewed:
        raise Refused("already-reviewed")
    if not over:
        raise Refused("emergency-still-open")


def check_export_reason(reason: str) -> None:
    """A download says why. Source: 개인정보의 안전성 확보조치 기준 제8조 ②."""
    if len(reason.strip()) < 2:
        raise Refused("export-needs-a-reason")


def choose_posting(ids: tuple[UUID, ...], wanted: str) -> UUID | None:
    """The posting somebody acts under: the one chosen, while it is valid, else the first."""
    for posting_id in ids:
        if str(posting_id) == wanted:
            return posting_id
    return ids[0] if ids else None


def after_hours(at: datetime, *, first: int, last: int) -> bool:
    """Whether a time (in Korean wall time) lies outside the office hours `first`-`last` or on a weekend."""
    return at.weekday() >= 5 or not first <= at.hour < last
