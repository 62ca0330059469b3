"""Homes of the test city: a single home in 일동, a couple, and one in 이동."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import pytest

from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.outreach.public import Door, Grade, Reason, SignalIn
from chomchom.people import public as people
from chomchom.store.acting import acting
from tests.conftest import IDONG, ILDONG, Deeds


@dataclass(frozen=True)
class HomeOf:
    """A test person with the home."""

    person_id: UUID
    household_id: UUID
    dong: str
    address: str


def make_home(
    deed: Deed, name: str, *, dong: str = ILDONG, address: str, kind: str = "single", phone: str = ""
) -> HomeOf:
    """Register one invented person."""
    person_id = people.register_person(
        deed,
        name=name,
        birth_date=datetime(1948, 5, 1).date(),
        phone=phone,
        sex="female",
        dong=dong,
        address=address,
        household_kind=kind,
    )
    return HomeOf(person_id, people.card(deed, person_id).household_id, dong, address)


@pytest.fixture
def homes(db, deeds: Deeds) -> dict[str, HomeOf]:
    """박샘 in 일동 (alone), 이든 in 이동 (alone)."""
    with acting(deeds.machine()) as deed:
        return {
            "ildong": make_home(deed, "박샘", address="성호로 12 101호", phone="01000000011"),
            "idong": make_home(deed, "이든", dong=IDONG, address="충장로 3 202호", phone="01000000012"),
        }


@pytest.fixture
def alert(deeds: Deeds) -> Callable[..., SignalIn]:
    """A silence alert on a home."""

    def make(home: HomeOf, **change) -> SignalIn:
        change.setdefault("source_id", str(uuid4()))
        change.setdefault("grade", Grade.CAUTION)
        return SignalIn(
            door=change.pop("door", Door.ALERT),
            occurred_at=change.pop("occurred_at", deeds.at),
            dong=home.dong,
            person_id=home.person_id,
            household_id=home.household_id,
            reasons=change.pop("reasons", (Reason("silent-electricity", {"hours": 26}),)),
            **change,
        )

    return make


@pytest.fixture
def officer(deeds: Deeds) -> Iterator[Deed]:
    """김하늘 acting."""
    with acting(deeds.haneul()) as deed:
        yield deed


def role_of(deed: Deed) -> Role:
    """The one role of a test deed."""
    return Role(next(iter(deed.roles)))
