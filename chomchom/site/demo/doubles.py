"""People of the demo who were written down twice in a hurry, and two who only look alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from chomchom.kernel.deeds import Deed
from chomchom.people import public as people
from chomchom.site.demo.invent import Resident

TWICE = 5


def tell(deed: Deed, residents: Sequence[Resident]) -> None:
    """Second records of some residents come in with a file, a pair of twins too; then the night's look finds them."""
    again = [slip(one) for one, slip in zip(residents, SLIPS, strict=False)]
    if residents:
        again += _twins(residents[0])
    people.register_many(deed, again)
    people.find_doubles(deed)


def _written(one: Resident) -> people.NewPerson:
    """The resident as the file of another office has them."""
    return people.NewPerson(
        name=one.name, dong=one.dong, birth_date=one.birth_date, phone=one.phone,
        sex=people.Sex.FEMALE if one.sex == "f" else people.Sex.MALE, address=one.address,
    )  # fmt: skip


def _spaced(one: Resident) -> people.NewPerson:
    return replace(_written(one), name=f"{one.name[:1]} {one.name[1:]}", phone="")


def _slipped(one: Resident) -> people.NewPerson:
    """The last syllable with another final: one key."""
    last = ord(one.name[-1]) - 0xAC00
    other = chr(0xAC00 + last - last % 28 + (4 if last % 28 != 4 else 0))
    return replace(_written(one), name=one.name[:-1] + other)


def _swapped(one: Resident) -> people.NewPerson:
    born = one.birth_date
    return replace(_written(one), birth_date=date(born.year, born.day, born.month) if born.day <= 12 else born)


def _year_only(one: Resident) -> people.NewPerson:
    return replace(_written(one), birth_date=date(one.birth_date.year, 1, 1), address="")


def _moved(one: Resident) -> people.NewPerson:
    return replace(_written(one), address="새로 지은 빌라 102호", phone="")


SLIPS: tuple[Callable[[Resident], people.NewPerson], ...] = (_spaced, _slipped, _swapped, _year_only, _moved)


def _twins(one: Resident) -> list[people.NewPerson]:
    """Sisters of one birthday, one telephone and one door: alike in everything but themselves."""
    home = people.NewPerson(
        name="", dong=one.dong, birth_date=date(1949, 4, 18), phone="010-0009-0418", sex=people.Sex.FEMALE,
        address="쌍둥이네 연립 201호", household_kind="other",
    )  # fmt: skip
    return [replace(home, name="서금숙"), replace(home, name="서금옥")]
