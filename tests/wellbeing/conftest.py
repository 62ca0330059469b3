"""People who log in to the pages of the check-in, and a small town."""

from __future__ import annotations

from datetime import date

import pytest

from chomchom.accounts import public as accounts
from chomchom.accounts.models import Account
from chomchom.kernel.deeds import Sector
from chomchom.kernel.roles import Role
from chomchom.store.acting import acting
from tests.conftest import IDONG, ILDONG, MONDAY, id_of

PASSWORD = "파란 하늘에 연을 날리던 그날 7번"
POSTS = {
    "김하늘": (Role.DONG_OFFICER, {"areas": [ILDONG]}),
    "이도윤": (Role.DONG_OFFICER, {"areas": [IDONG]}),
    "팀장": (Role.TEAM_HEAD, {"whole_city": True}),
    "시담당": (Role.CITY_OFFICER, {"whole_city": True}),
    "관제": (Role.DESK, {"whole_city": True}),
    "최지우": (Role.COUNCIL_OFFICE, {"whole_city": True}),
}


@pytest.fixture
def posted(db, deeds, freeze, settings):
    """Everybody has an account and a posting at one office; the clock stands at Monday 09:00."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    freeze(MONDAY)
    machine = deeds.machine("setup")
    with acting(machine):
        hall = accounts.found_agency(
            machine, name="복지정책과", kind=accounts.AgencyKind.CITY_HALL, sector=Sector.PUBLIC
        )
        for number, (name, (role, more)) in enumerate(POSTS.items()):
            accounts.create_account(
                machine, login=f"user{number}", display_name=name, with_password=False, account_id=id_of(name)
            )
            accounts.give_posting(
                machine, account_id=id_of(name), role=role, agency_id=hall, from_on=date(2026, 1, 1), **more
            )
    return hall


@pytest.fixture
def enter(posted, client):
    """Log somebody in by name."""

    def come_in(name: str):
        account = Account.objects.get(pk=id_of(name))
        account.set_password(PASSWORD)
        account.save(update_fields=["password"])
        client.cookies.clear()
        answer = client.post("/login/", {"login": account.login, "password": PASSWORD})
        assert answer.status_code == 302
        return client

    return come_in
