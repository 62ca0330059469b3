"""The bodies and people of a small city office."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest

from chomchom.accounts import actions
from chomchom.accounts.models import Account
from chomchom.accounts.rules import AgencyKind
from chomchom.kernel.deeds import Deed, Sector
from chomchom.kernel.roles import Role
from chomchom.store.acting import acting
from tests.conftest import IDONG, ILDONG, MONDAY, id_of

PASSWORD = "파란 하늘에 연을 날리던 그날 7번"


@dataclass(frozen=True)
class Office:
    """Ids of the bodies, and a way to post people."""

    hall: UUID
    ildong: UUID
    centre: UUID
    give: Callable[..., UUID]
    deed: Deed


def person(office_deed: Deed, name: str, login: str, *, password: str = PASSWORD) -> UUID:
    """An account with a password that is no first password."""
    made = actions.create_account(
        office_deed, login=login, display_name=name, with_password=False, account_id=id_of(name)
    )
    if password:
        account = Account.objects.get(pk=made.account_id)
        account.set_password(password)
        account.save(update_fields=["password"])
    return made.account_id


@pytest.fixture(autouse=True)
def _quick_hashes(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def office(db, deeds, freeze) -> Office:
    """Three bodies; 김하늘 in 일동, 이도윤 in 이동, 박서연 at the centre, 최지우 in the secretariat, and the rest."""
    freeze(MONDAY)
    deed = deeds.machine("setup")
    with acting(deed):
        hall = actions.found_agency(deed, name="복지정책과", kind=AgencyKind.CITY_HALL, sector=Sector.PUBLIC)
        ildong = actions.found_agency(deed, name="일동 행정복지센터", kind=AgencyKind.DONG_OFFICE, sector=Sector.PUBLIC)
        centre = actions.found_agency(
            deed, name="하늘종합사회복지관", kind=AgencyKind.WELFARE_CENTRE, sector=Sector.PRIVATE
        )

        def give(name: str, login: str, role: Role, **more) -> UUID:
            account_id = person(deed, name, login)
            actions.give_posting(deed, account_id=account_id, role=role, from_on=date(2026, 1, 1), **more)
            return account_id

        give("김하늘", "haneul", Role.DONG_OFFICER, agency_id=ildong, areas=[ILDONG])
        give("이도윤", "doyun", Role.DONG_OFFICER, agency_id=hall, areas=[IDONG])
        give("박서연", "seoyeon", Role.AGENCY_WORKER, agency_id=centre)
        give("한지민", "jimin", Role.AGENCY_LEAD, agency_id=centre)
        give("최지우", "jiu", Role.COUNCIL_OFFICE, agency_id=hall)
        give("팀장", "head", Role.TEAM_HEAD, agency_id=hall)
        give("보호책임자", "privacy", Role.PRIVACY_OFFICER, agency_id=hall)
        give("운영자", "operator", Role.OPERATOR)
    return Office(hall, ildong, centre, give, deed)


@pytest.fixture
def enter(office, client):
    """Log somebody in with the password."""

    def come_in(login: str, *, password: str = PASSWORD):
        answer = client.post("/login/", {"login": login, "password": password})
        assert answer.status_code == 302, answer.content.decode()
        return client

    return come_in
