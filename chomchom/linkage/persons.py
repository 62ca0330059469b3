"""Whether two records are one person: levels of agreement, what each weighs, and the reasons in codes.

The weights are log2(m/u) of Fellegi and Sunter. m (how often one person's two records agree so) and u (how often two
strangers' do) were set by hand beside the shares measured on synthetic Korean records (`python -m benchmarks.persons
--shares`); they are fixed so that a pair weighs the same tonight as yesterday. A name weighs by how rare it is where the
count is known.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from chomchom.linkage.births import BirthLevel, birth_level
from chomchom.linkage.hangul import keystrokes, plain_name, slips, southern
from chomchom.linkage.places import Place, PlaceLevel, place_level

PRIOR = -16.0
"""log2 odds that two records that share anything to be compared by are one person, before they are compared."""


LONG_ENOUGH = 7
"""Keys a name has to have before two slips in it mean anything: of a name of two syllables they are half."""


class NameLevel(StrEnum):
    """How two names agree, the best first."""

    SAME = "same"
    SOUND = "sound"  # 이·리, 유·류
    ORDER = "order"  # the same words in another order
    ONE_KEY = "one_key"  # one slip on the keyboard
    TWO_KEYS = "two_keys"
    SYLLABLE = "syllable"  # one of three or more syllables is another
    OTHER = "other"


class PhoneLevel(StrEnum):
    """How two phone numbers agree, the best first."""

    SAME = "same"
    DIGIT = "digit"  # one digit wrong, or two that changed places
    UNKNOWN = "unknown"
    OTHER = "other"


class SexLevel(StrEnum):
    """How the sex noted agrees."""

    SAME = "same"
    UNKNOWN = "unknown"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record as it is compared. `household` and `spelling` are ids of a household and of an address's spelling."""

    key: str
    name: str
    born: date | None = None
    phone: str = ""
    sex: str = ""
    place: Place = field(default_factory=Place)
    household: str = ""
    spelling: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How two records agree, level by level."""

    name: NameLevel
    birth: BirthLevel
    phone: PhoneLevel
    place: PlaceLevel
    sex: SexLevel

    @property
    def codes(self) -> tuple[str, ...]:
        """The levels as `name:one_key`, in a fixed order: what is stored and shown as the reasons."""
        return (
            f"name:{self.name}", f"birth:{self.birth}", f"phone:{self.phone}", f"place:{self.place}", f"sex:{self.sex}",
        )  # fmt: skip


# level → (m, u); a level that says nothing has m = u.
NAME_WEIGHS = {
    NameLevel.SAME: (0.82, 0.0006),
    NameLevel.SOUND: (0.01, 0.0001),
    NameLevel.ORDER: (0.01, 0.00001),
    NameLevel.ONE_KEY: (0.11, 0.0009),
    NameLevel.TWO_KEYS: (0.02, 0.01),
    NameLevel.SYLLABLE: (0.01, 0.008),
    NameLevel.OTHER: (0.02, 0.985),
}
BIRTH_WEIGHS = {
    BirthLevel.SAME: (0.81, 0.00005),
    BirthLevel.SWAPPED: (0.02, 0.00006),
    BirthLevel.DIGIT: (0.07, 0.0014),
    BirthLevel.LUNAR: (0.03, 0.0003),
    BirthLevel.YEAR_SLIP: (0.02, 0.00004),
    BirthLevel.YEAR_ONLY: (0.03, 0.0003),
    BirthLevel.UNKNOWN: (1.0, 1.0),
    BirthLevel.OTHER: (0.007, 0.998),
}
PHONE_WEIGHS = {
    PhoneLevel.SAME: (0.75, 0.00012),  # u as among people of one roof, not among strangers: families share numbers
    PhoneLevel.DIGIT: (0.05, 0.00001),
    PhoneLevel.UNKNOWN: (1.0, 1.0),
    PhoneLevel.OTHER: (0.20, 0.99987),
}
PLACE_WEIGHS = {
    PlaceLevel.DOOR: (0.35, 0.00005),
    PlaceLevel.UNIT: (0.25, 0.00005),
    PlaceLevel.BUILDING: (0.03, 0.008),
    PlaceLevel.DONG: (0.14, 0.04),
    PlaceLevel.UNKNOWN: (1.0, 1.0),
    PlaceLevel.OTHER: (0.23, 0.952),
}
SEX_WEIGHS = {SexLevel.SAME: (0.995, 0.5), SexLevel.UNKNOWN: (1.0, 1.0), SexLevel.OTHER: (0.005, 0.5)}


def weight(m: float, u: float) -> float:
    """log2(m/u): positive speaks for one person."""
    return math.log2(m / u)


def name_level(one: str, other: str) -> NameLevel:
    """How two names agree, spacing, brackets and capitals apart."""
    left, right = plain_name(one), plain_name(other)
    a, b = left.replace(" ", ""), right.replace(" ", "")
    if a == b:
        return NameLevel.SAME
    if southern(a) == southern(b):
        return NameLevel.SOUND
    if sorted(left.split()) == sorted(right.split()):
        return NameLevel.ORDER
    typed, again = keystrokes(southern(a)), keystrokes(southern(b))
    wrong = slips(typed, again, at_most=2)
    if wrong == 1:
        return NameLevel.ONE_KEY
    if wrong == 2 and min(len(typed), len(again)) >= LONG_ENOUGH:
        return NameLevel.TWO_KEYS
    if len(a) == len(b) and len(a) > 2 and sum(x != y for x, y in zip(a, b, strict=True)) == 1:
        return NameLevel.SYLLABLE
    return NameLevel.OTHER


def phone_level(one: str, other: str) -> PhoneLevel:
    """How two numbers (digits only) agree."""
    if not one or not other:
        return PhoneLevel.UNKNOWN
    if one == other:
        return PhoneLevel.SAME
    return PhoneLevel.DIGIT if slips(one, other, at_most=1) == 1 else PhoneLevel.OTHER


def sex_level(one: str, other: str) -> SexLevel:
    """How the sex noted agrees; `unknown` and nothing say nothing."""
    if {one, other} & {"", "unknown"}:
        return SexLevel.UNKNOWN
    return SexLevel.SAME if one == other else SexLevel.OTHER


def compare(one: Record, other: Record) -> Agreement:
    """How two records agree."""
    same_door = any(a and a == b for a, b in ((one.household, other.household), (one.spelling, other.spelling)))
    return Agreement(
        name=name_level(one.name, other.name),
        birth=birth_level(one.born, other.born),
        phone=phone_level(one.phone, other.phone),
        place=place_level(one.place, other.place, same_door=same_door),
        sex=sex_level(one.sex, other.sex),
    )


def score(agreement: Agreement, *, name_share: float | None = None) -> float:
    """The match weight in bits, the prior left out; `name_share` is the share of persons who bear the common name."""
    name = NAME_WEIGHS[agreement.name]
    if agreement.name is NameLevel.SAME and name_share:
        name = (name[0], name_share)
    return math.fsum(
        weight(*pair)
        for pair in (
            name, BIRTH_WEIGHS[agreement.birth], PHONE_WEIGHS[agreement.phone], PLACE_WEIGHS[agreement.place],
            SEX_WEIGHS[agreement.sex],
        )
    )  # fmt: skip


def chance(bits: float) -> float:
    """The probability that two records of this match weight are one person."""
    return 1 / (1 + 2 ** -(bits + PRIOR))


def likely(one: Record, others: Iterable[Record], *, least: float) -> list[tuple[Record, Agreement]]:
    """Those of a few records that are one person with another at least with this probability, the likeliest first."""
    found = [(other, compare(one, other)) for other in others]
    ranked = sorted(((score(agreement), other, agreement) for other, agreement in found), key=lambda row: -row[0])
    return [(other, agreement) for bits, other, agreement in ranked if chance(bits) >= least]
