"""A small town for referrals: two centres, three services, one person of 일동 who agreed to one of the centres."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from chomchom.accounts.models import Account, Agency
from chomchom.accounts.rules import AgencyKind
from chomchom.kernel.deeds import Deed, Sector
from chomchom.network import public as network
from chomchom.people import public as people
from chomchom.referrals import actions
from chomchom.store.acting import acting
from tests.conftest import ILDONG, MONDAY, Deeds, id_of

CENTRE, OTHER_CENTRE = id_of("하늘종합사회복지관"), id_of("바다종합사회복지관")


@dataclass(frozen=True)
class Town:
    """Ids of what stands in the town."""

    person: UUID
    second: UUID
    consent: UUID
    meals: UUID
    by_link: UUID
    elsewhere: UUID
    deeds: Deeds

    def later(self, **gap) -> Town:
        """The same town some time later."""
        return replace(self, deeds=Deeds(self.deeds.at + timedelta(**gap)))

    def send(self, deed: Deed | None = None, **changes) -> UUID:
        """김하늘 sends 김하늘's referral for meals, with whatever is said otherwise."""
        deed = deed or self.deeds.haneul()
        wanted = {
            "person_id": self.person,
            "service_id": self.meals,
            "urgency": "normal",
            "ask": "반찬 두 번 부탁드립니다.",
        }
        with acting(deed):
            return actions.send(deed, **{**wanted, **changes})

    def do(self, deed: Deed, name: str, referral_id: UUID, **more) -> None:
        """One action in its own transaction."""
        with acting(deed):
            getattr(actions, name)(deed, referral_id=referral_id, **more)


def _service(agency_id: UUID, name: str, **more) -> network.ServiceIn:
    return network.ServiceIn(
        **{
            "agency_id": agency_id,
            "name": name,
            "need": "meals",
            "dongs": frozenset({ILDONG}),
            "capacity": network.Capacity.FREE,
            "places_free": 3,
            **more,
        }
    )


def build_town() -> Town:
    """Make the town with real actions."""
    deeds = Deeds()
    for agency_id, name in ((CENTRE, "하늘종합사회복지관"), (OTHER_CENTRE, "바다종합사회복지관")):
        Agency.objects.create(
            id=agency_id, name=name, kind=AgencyKind.WELFARE_CENTRE, sector=Sector.PRIVATE, created_at=MONDAY
        )
    for who in ("김하늘", "이도윤", "박서연"):
        Account.objects.create(
            id=id_of(who),
            login=f"user{id_of(who).hex[:8]}",
            display_name=who,
            email="someone@example.kr",
            created_at=MONDAY,
        )
    head = deeds.head()
    with acting(head):
        meals = network.register_service(head, _service(CENTRE, "반찬 나눔"))
        by_link = network.register_service(
            head,
            _service(
                OTHER_CENTRE,
                "도시락 배달",
                referral_way=network.ReferralWay.LINK,
                contact_email="care@example.kr",
                contact_phone="010-5555-0001",
                over_criteria_ok=True,
            ),
        )
        elsewhere = network.register_service(
            head, _service(CENTRE, "이동 반찬", dongs=frozenset({"4127151500"}), over_criteria_ok=True)
        )
    officer = deeds.haneul()
    with acting(officer):
        ids = [
            people.register_person(
                officer, name=name, birth_date=date(1954, 3, 2), phone=phone, dong=ILDONG, address=f"일동 {flat}번지"
            )
            for name, phone, flat in (("강바다", "010-1111-0001", 11), ("오단비", "010-1111-0002", 12))
        ]
        consent = _agree(officer, ids[0], CENTRE)
        _agree(officer, ids[0], OTHER_CENTRE)
        _agree(officer, ids[1], CENTRE)
    return Town(ids[0], ids[1], consent, meals, by_link, elsewhere, deeds)


def _agree(deed: Deed, person_id: UUID, agency_id: UUID) -> UUID:
    return people.give_consent(
        deed,
        person_id=person_id,
        purpose="referral",
        recipient=agency_id,
        fields=["name", "contact", "address"],
        until_on=date(2027, 3, 31),
    )


@pytest.fixture
def town(db, freeze) -> Town:
    """The town on Monday 2026-06-22 09:00."""
    freeze(MONDAY)
    return build_town()
