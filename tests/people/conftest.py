"""Persons that the tests of this room know."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from chomchom.people import public as people
from chomchom.store.acting import acting
from tests.conftest import IDONG, ILDONG, id_of

AGENCY = id_of("하늘종합사회복지관")
OTHER_AGENCY = id_of("바다종합사회복지관")


@pytest.fixture
def agencies_known(db, deeds):
    """Two welfare centres that exist as bodies."""
    from chomchom.accounts.models import Agency

    for pk, name in ((AGENCY, "하늘종합사회복지관"), (OTHER_AGENCY, "바다종합사회복지관")):
        Agency.objects.create(pk=pk, name=name, kind="welfare_centre", sector="private", created_at=deeds.at)


@pytest.fixture
def sunja(db, deeds) -> UUID:
    """박순자, 82, alone, 일동."""
    deed = deeds.haneul()
    with acting(deed):
        return people.register_person(
            deed,
            name="박순자",
            birth_date=date(1944, 3, 2),
            phone="010-1234-5678",
            sex="female",
            dong=ILDONG,
            address="일동 한빛빌라 203호",
            household_kind="single",
            contact_first="text",
            contact_hours="morning",
        )


@pytest.fixture
def cheolsu(db, deeds) -> UUID:
    """이철수 of 이동: the neighbour dong's person."""
    deed = deeds.doyun()
    with acting(deed):
        return people.register_person(
            deed,
            name="이철수",
            birth_date=date(1960, 1, 5),
            phone="010-2222-3333",
            dong=IDONG,
            address="햇살아파트 1동 101호",
        )


@pytest.fixture
def consent(sunja, agencies_known, deeds) -> UUID:
    """박순자 agreed that 하늘종합사회복지관 gets name and contact for referrals."""
    deed = deeds.haneul()
    with acting(deed):
        return people.give_consent(
            deed,
            person_id=sunja,
            purpose="referral",
            recipient=AGENCY,
            fields=["name", "contact"],
            until_on=date(2027, 3, 31),
        )
