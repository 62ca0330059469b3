"""Logging the people every test knows in at a browser-less desk, under a posting of their own."""

from __future__ import annotations

from typing import Any

from django.test import Client

from chomchom.accounts.models import Account, Posting
from chomchom.kernel.roles import Role
from tests.conftest import IDONG, ILDONG, MONDAY, id_of

PASSWORD = "파란 하늘에 연을 날리던 그날 7번"
CENTRE = id_of("하늘종합사회복지관")
POSTS: dict[str, dict[str, Any]] = {
    "김하늘": {"role": Role.DONG_OFFICER, "areas": [ILDONG]},
    "이도윤": {"role": Role.DONG_OFFICER, "areas": [IDONG]},
    "박서연": {"role": Role.AGENCY_WORKER, "agency_id": CENTRE},
    "책임자": {"role": Role.AGENCY_LEAD, "agency_id": CENTRE},
    "최지우": {"role": Role.COUNCIL_OFFICE, "whole_city": True},
    "팀장": {"role": Role.TEAM_HEAD, "whole_city": True},
    "시담당": {"role": Role.CITY_OFFICER, "whole_city": True},
    "관제": {"role": Role.DESK, "whole_city": True},
}


def log_in(client: Client, name: str) -> Client:
    """Let somebody in by password; whoever was in before goes out. Needs a quick password hasher in the settings."""
    client.logout()
    account = Account.objects.filter(pk=id_of(name)).first() or Account(
        id=id_of(name), login=f"desk{id_of(name).hex[:6]}", display_name=name, created_at=MONDAY
    )
    account.set_password(PASSWORD)
    account.save()
    if not account.postings.exists():
        Posting.objects.create(
            account=account, **POSTS[name], from_on=MONDAY.date(), given_by=account.pk, given_at=MONDAY
        )
    assert client.post("/login/", {"login": account.login, "password": PASSWORD}).status_code == 302
    return client
