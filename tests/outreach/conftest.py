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
    new = people.NewPerson(
        name=name, birth_date=datetime(1948, 5, 1).date(), phone=phone, sex="female", dong=dong, address=address,
        household_kind=kind,
    )  # fmt: skip
    person_id = people.register_many(deed, [new])[0]  # names in tests differ by one key, birthdays not at all
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


@pytest.fixture
def staff(db, deeds: Deeds) -> dict[str, UUID]:
    """Accounts and bodies: 김하늘 posted in 일동, a welfare centre with a service in 일동, a neighbour there."""
    from chomchom.accounts.models import Account, Agency, Posting
    from chomchom.kernel.deeds import Sector
    from chomchom.network import public as network
    from tests.conftest import id_of

    day = deeds.at.date()
    found = {}
    for name, role, areas in (("김하늘", Role.DONG_OFFICER, [ILDONG]), ("이도윤", Role.DONG_OFFICER, [IDONG])):
        account = Account.objects.create(id=id_of(name), login=f"u{len(found)}", display_name=name, created_at=deeds.at)
        Posting.objects.create(
            account=account, role=role, areas=areas, from_on=day, given_by=account.pk, given_at=deeds.at
        )
        found[name] = account.pk
    centre = Agency.objects.create(
        id=id_of("하늘종합사회복지관"),
        name="하늘종합사회복지관",
        kind="welfare_centre",
        sector=Sector.PRIVATE,
        created_at=deeds.at,
    )
    found["centre"] = centre.pk
    with acting(deeds.machine()) as deed:
        found["tongjang"] = network.register_neighbour(
            deed,
            network.NeighbourIn(
                kind=network.NeighbourKind.TONGJANG,
                name="구름솔",
                phone="01000000099",
                areas=((ILDONG, 3),),
                active_from=day,
            ),
        )
    with acting(deeds.head()) as deed:
        network.register_service(
            deed,
            network.ServiceIn(
                agency_id=centre.pk, name="안부 방문", need=network.needs()[0].code, dongs=frozenset({ILDONG})
            ),
        )
    return found
