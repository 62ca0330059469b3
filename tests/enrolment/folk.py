"""Invented people who can take part."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.people import public as people
from tests.conftest import ILDONG


def register(
    deed: Deed, name: str = "박순자", *, dong: str = ILDONG, phone: str = "010-2345-6789", number: int = 1
) -> UUID:
    """A person living alone at an address of her own."""
    new = people.NewPerson(
        name=name, birth_date=date(1944, 3, 2), phone=phone, sex="female", dong=dong,
        address=f"일동로 {number}길 7, 203호", household_kind="single",
    )  # fmt: skip
    return people.register_many(deed, [new])[0]  # names in tests differ by one key, birthdays not at all


def consent(deed: Deed, person_id: UUID, *, until: date = date(2027, 3, 31)) -> UUID:
    """Her consent to the check-in."""
    return people.give_consent(
        deed, person_id=person_id, purpose="wellbeing", recipient="city", fields=["name", "contact", "address"],
        until_on=until,
    )  # fmt: skip
