"""Two agencies and three services in 일동."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest

from chomchom.accounts.models import Agency
from chomchom.accounts.rules import AgencyKind
from chomchom.kernel.deeds import Sector
from chomchom.network import public as network
from chomchom.network.public import Capacity, ServiceIn
from chomchom.store.acting import acting
from tests.conftest import IDONG, ILDONG, MONDAY, id_of

CENTRE, OTHER = id_of("하늘종합사회복지관"), id_of("바다종합사회복지관")


@dataclass(frozen=True)
class Shelf:
    """Ids of the services."""

    fresh: UUID
    stale: UUID
    elsewhere: UUID


@pytest.fixture
def shelf(db, freeze, deeds) -> Shelf:
    freeze(MONDAY)
    for agency_id, name in ((CENTRE, "하늘종합사회복지관"), (OTHER, "바다종합사회복지관")):
        Agency.objects.create(
            id=agency_id, name=name, kind=AgencyKind.WELFARE_CENTRE, sector=Sector.PRIVATE, created_at=MONDAY
        )
    with acting(deeds.head()) as deed:
        return Shelf(
            fresh=network.register_service(
                deed,
                ServiceIn(
                    agency_id=CENTRE, name="반찬 나눔", need="meals", dongs=frozenset({ILDONG}),
                    capacity=Capacity.FREE, places_free=3, capacity_as_of=MONDAY - timedelta(days=5),
                ),
            ),
            stale=network.register_service(
                deed,
                ServiceIn(
                    agency_id=OTHER, name="도시락", need="meals", whole_city=True, over_criteria_ok=True, age_from=65,
                    capacity=Capacity.FREE, places_free=9, capacity_as_of=MONDAY - timedelta(days=40),
                    contact_email="care@example.kr", contact_phone="010-5555-0001",
                ),
            ),
            elsewhere=network.register_service(
                deed, ServiceIn(agency_id=CENTRE, name="이동 반찬", need="meals", dongs=frozenset({IDONG}))
            ),
        )  # fmt: skip
