"""Who is who: names and numbers as they are compared and shown, ages, addresses, likely same persons."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from chomchom.kernel.verdicts import Refused


class Sex(StrEnum):
    """As the person says, or not known."""

    FEMALE = "female"
    MALE = "male"
    UNKNOWN = "unknown"


class HouseholdKind(StrEnum):
    """Who lives together (form F1)."""

    SINGLE = "single"
    COUPLE = "couple"
    SINGLE_PARENT = "single_parent"
    GRANDPARENT = "grandparent"
    OTHER = "other"
    UNKNOWN = "unknown"


class ContactFirst(StrEnum):
    """How the person wants to be approached first."""

    ANY = "any"
    CALL = "call"
    TEXT = "text"
    VISIT = "visit"
    GUARDIAN = "guardian"


class ContactHours(StrEnum):
    """When the person may be called."""

    ANY = "any"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class ContactKind(StrEnum):
    """Who else belongs to a person."""

    GUARDIAN = "guardian"
    EMERGENCY = "emergency"
    FAMILY = "family"
    HELPER = "helper"


class Relation(StrEnum):
    """How the contact is related to the person."""

    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    SIBLING = "sibling"
    RELATIVE = "relative"
    NEIGHBOUR = "neighbour"
    FRIEND = "friend"
    LEGAL_GUARDIAN = "legal_guardian"
    WORKER = "worker"
    OTHER = "other"


class HazardKind(StrEnum):
    """What a visitor should know before the door."""

    DOG = "dog"
    VIOLENCE = "violence"
    INFECTION = "infection"
    ACCESS = "access"
    HOARDING = "hoarding"
    OTHER = "other"


class RestrictReason(StrEnum):
    """Why a record is hidden from everybody but named accounts."""

    VIOLENCE = "violence"
    WITNESS = "witness"
    STAFF = "staff"
    REQUEST = "request"


NAME_AT_MOST = 60
CIRCLE = "○"
LANGUAGE = re.compile(r"[a-z]{2,3}")
COUNTRY_PREFIX = re.compile(r"^\+?82")
PHONE = re.compile(r"(0\d{1,2})(\d{3,4})(\d{4})|(1\d{3})(\d{4})")


def spoken_name(value: str) -> str:
    """A name as it is stored: NFC, single spaces; raises `name-missing`, `name-too-long`."""
    name = " ".join(unicodedata.normalize("NFC", value).replace("\x00", "").split())
    if not name:
        raise Refused("name-missing")
    if len(name) > NAME_AT_MOST:
        raise Refused("name-too-long", most=NAME_AT_MOST)
    return name


def masked_name(name: str) -> str:
    """김하늘 → 김○늘, 김솔 → 김○, 남궁하늘 → 남○○늘; long names keep their ends only."""
    letters = name.strip()
    if len(letters) < 2:
        return CIRCLE
    if len(letters) == 2:
        return letters[0] + CIRCLE
    return letters[0] + CIRCLE * min(len(letters) - 2, 3) + letters[-1]


def plain_phone(value: str) -> str:
    """A Korean phone number as digits (01012345678); empty stays empty; raises `phone-unreadable`."""
    digits = re.sub(r"[\s().-]", "", unicodedata.normalize("NFKC", value))
    if not digits:
        return ""
    digits = COUNTRY_PREFIX.sub("0", digits).replace("00", "0", 1) if digits.startswith(("+82", "82")) else digits
    if not PHONE.fullmatch(digits):
        raise Refused("phone-unreadable")
    return digits


def _phone_parts(digits: str) -> list[str]:
    """The groups people read: Seoul's 02 has two digits, mobile and other areas three."""
    if digits.startswith("1"):
        return [digits[:4], digits[4:]]
    head = 2 if digits.startswith("02") else 3
    return [digits[:head], digits[head:-4], digits[-4:]]


def shown_phone(digits: str) -> str:
    """01012345678 → 010-1234-5678."""
    return "-".join(_phone_parts(digits)) if digits else ""


def masked_phone(digits: str) -> str:
    """01012345678 → 010-****-5678; a number of two groups hides its first."""
    if not digits:
        return ""
    parts = _phone_parts(digits)
    hidden = 0 if len(parts) == 2 else 1
    return "-".join("*" * len(part) if at == hidden else part for at, part in enumerate(parts))


def check_birth_date(born: date | None, *, on: date) -> None:
    """A birth date is in the past and of somebody who may be alive; raises `birth-date-impossible`."""
    if born is not None and not date(on.year - 125, 1, 1) <= born <= on:
        raise Refused("birth-date-impossible")


def age_on(born: date | None, *, on: date) -> int | None:
    """Full years (만 나이). Somebody born on 29 February turns a year older on 1 March of a common year (민법 제158조,
    제160조: the day is counted in and the period ends with the last day of February)."""
    if born is None:
        return None
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def age_band(age: int | None) -> str:
    """The decade as the ledger keeps it: `80s`; below ten `0s`, ninety and more `90s`, unknown empty."""
    return "" if age is None else f"{min(age // 10 * 10, 90)}s"


# Addresses -----------------------------------------------------------------------------------------------------------

_IN_BRACKETS = re.compile(r"[(\[{<][^)\]}>]*[)\]}>]")
# Korean data: how addresses are written
_REGION = re.compile(r"^(경기도?|안산시?|상록구|단원구)$")
# Korean data: how addresses are written
_BASEMENT = re.compile(r"(?:반지하|지하층?|지층|(?<![a-z가-힣])b)\s*제?\s*(?=\d)")
# Korean data: how addresses are written
_FLOOR = re.compile(r"\d+층(?=\s*제?\s*\d)")
# Korean data: how addresses are written
_UNITS = re.compile(r"(?<=\d)\s?(?:번지|호실|호|번)(?![가-힣])")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
# Korean data: how addresses are written
_BUILDING = re.compile(r"제?(\d+)\s*동(?![가-힣])")
# Korean data: how addresses are written
_ORDINAL = re.compile(r"제(?=\d)")
# Korean data: how addresses are written
_PIECE = re.compile(r"\d+(?:-\d+)*|[a-z]+|[가-힣ㄱ-ㅎㅏ-ㅣ]+")


def normalised_address(address: str, *, dong_names: Iterable[str] = ()) -> str:
    """One spelling of an address inside a dong, for the blind index; empty when nothing is left.

    `안산시 상록구 일동 한빛빌라 203호`, `일동 한빛빌라203` and `한빛 빌라 제203호 (2층)` are the same place. The dong itself is
    kept apart, so its name, the district, the city and the province are left out.
    """
    text = unicodedata.normalize("NFKC", address).lower().replace("\x00", "")
    text = _IN_BRACKETS.sub(" ", text).replace("–", "-").replace("~", "-")
    drop = {name.lower() for name in dong_names}
    words = [word for word in re.split(r"[\s,./]+", text) if word and not _REGION.match(word) and word not in drop]
    text = " ".join(words)
    text = _BUILDING.sub(r" \1d ", _FLOOR.sub(" ", text))
    text = _BASEMENT.sub(" b ", text)
    text = _ZEROS.sub("", _ORDINAL.sub("", _UNITS.sub(" ", text)))
    pieces = _PIECE.findall(text)
    joined: list[str] = []
    for piece in pieces:
        if joined and _hangul(joined[-1]) and _hangul(piece):
            joined[-1] += piece
        else:
            joined.append(piece)
    return "|".join(joined)


def tidy_address(address: str, *, dong_names: Iterable[str] = ()) -> str:
    """An address as it is stored beside its dong: single spaces, without the city, district and dong before it."""
    words = unicodedata.normalize("NFC", address).replace("\x00", "").split()
    before = set(dong_names)
    while len(words) > 1 and (_REGION.match(words[0].strip(",")) or words[0].strip(",") in before):
        del words[0]
    return " ".join(words)


def _hangul(piece: str) -> bool:
    return not piece[0].isascii()


def short_address(address: str) -> str:
    """The address without the numbers that lead to one door: `한빛빌라 203호` → `한빛빌라 ○○호`."""
    return re.sub(r"\d+", CIRCLE * 2, " ".join(address.split()))


# Likely the same person ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a stored person shares with the one about to be registered."""

    person_id: UUID
    name: bool
    birth_date: bool
    phone: bool
    household: bool


def is_likely_same(like: Likeness) -> bool:
    """Two of name, birth date, phone and household agree, but not a phone and a roof alone (a couple shares both)."""
    if like.name:
        return like.birth_date or like.phone or like.household
    return like.birth_date and (like.phone or like.household)


def check_looked_first(likes: Iterable[Likeness], *, near: Iterable[UUID] = (), not_same: Iterable[UUID] = ()) -> None:
    """Search before create: raises `look-first` while a likely same person is not named as somebody else.

    `near` are those who are likely the same although something is written differently.
    """
    found = [*(like.person_id for like in likes if is_likely_same(like)), *near]
    cleared = set(not_same)
    left = [one for one in dict.fromkeys(found) if one not in cleared]
    if left:
        raise Refused("look-first", count=len(left), candidates=tuple(left))


def check_search(*, name: str, phone: str, birth_date: date | None) -> None:
    """A search needs two letters of a name, or a whole phone number, or a birth date with something else."""
    if name and len(name.replace(" ", "")) < 2:
        raise Refused("two-letters-needed")
    if not name and not phone:
        raise Refused("birth-date-alone" if birth_date else "nothing-to-search")


def check_language(language: str) -> None:
    """A language code of two or three letters, or empty for Korean; raises `language-unknown`."""
    if language and not LANGUAGE.fullmatch(language):
        raise Refused("language-unknown")
