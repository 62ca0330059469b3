"""Every address as every role: the matrix of rights, made from the resolver and compared with a written table.

A new address fails until it has a row; a right that grew by accident fails because the row says otherwise.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from django.test import Client

from chomchom.accounts.models import Account, Agency, Posting
from chomchom.kernel.deeds import Sector
from chomchom.kernel.roles import Role
from chomchom.site.shell import NAVIGATION
from chomchom.ui.navigation import menu
from tests.conftest import ILDONG, MONDAY, id_of
from tests.house import addresses as house
from tests.house.plan import ROOT

ADDING = os.environ.get("CHOMCHOM_NEW_ADDRESSES") == "1"
LOGIN_ROLES = [role for role in Role if role not in (Role.NEIGHBOUR, Role.CITIZEN, Role.LINK, Role.SYSTEM)]
BODY = {Role.AGENCY_WORKER, Role.AGENCY_LEAD, Role.PROVINCE, Role.COMPANION}
NO_PAGE = {"form", "fragment", "file", "machine", "workshop"}
# Rooms whose pages have no manual yet. The list only shrinks.
SILENT_ROOMS: set[str] = set()
# Addresses whose answer depends on the machine the tests run on.
UNSTEADY = {"ready", "alive"}
# Thousands of requests: minutes on a machine that has other work.
LONG = pytest.mark.timeout(900)


@pytest.fixture
def everybody(db, freeze, settings) -> dict[Role, Client]:
    """A logged-in client for every role a posting can give, on Monday 2026-06-22."""
    freeze(MONDAY)
    settings.SECOND_FACTOR = False
    bodies = {
        sector: Agency.objects.create(
            id=id_of(sector), name=f"기관 {sector}", kind="other", sector=sector, created_at=MONDAY
        )
        for sector in (Sector.PUBLIC, Sector.PRIVATE)
    }
    found = {}
    for role in LOGIN_ROLES:
        account = Account.objects.create(id=id_of(role), login=f"role-{role}"[:40].replace("_", "-"),
                                         display_name="시험", created_at=MONDAY)  # fmt: skip
        Posting.objects.create(
            account=account, role=role, agency=bodies[Sector.PRIVATE if role in BODY else Sector.PUBLIC],
            areas=[ILDONG] if role == Role.DONG_OFFICER else [],
            whole_city=role != Role.DONG_OFFICER and role not in BODY,
            from_on=MONDAY.date(), given_by=account.pk, given_at=MONDAY,
        )  # fmt: skip
        client = Client(raise_request_exception=False)
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        found[role] = client
    return found


@pytest.fixture
def stranger(db) -> Client:
    """Somebody who is not logged in."""
    return Client(raise_request_exception=False)


def _ours() -> list[house.Address]:
    return [one for one in house.addresses() if one.door is not None]


def _may(row: dict[str, Any], role: Role) -> bool:
    return not isinstance(row["door"], list) or role.value in row["door"]


def _expected(row: dict[str, Any], role: str) -> int:
    get = row["get"]
    return int(get.get(role, get["else"])) if isinstance(get, dict) else int(get)


def _status(client: Client, address: house.Address, *, post: bool = False, short: bool = False) -> int:
    """The status of an answer; `short` asks as htmx does, so that a refusal is a sentence and not a whole page."""
    ask = client.post if post else client.get
    answer = ask(address.filled(), headers={"HX-Request": "true"} if short else {})
    if getattr(answer, "streaming", False):
        answer.close()
    return answer.status_code


def test_every_address_has_a_row_that_says_what_its_door_says(everybody, stranger):
    rows = house.table()
    if ADDING:
        _add(rows, everybody, stranger)
        rows = house.table()
    known = {one.name: one for one in house.addresses()}
    assert not [name for name in known if name not in rows], "run with CHOMCHOM_NEW_ADDRESSES=1 and read what it wrote"
    assert not [name for name in rows if name not in known], "rows of addresses that are gone"
    wrong = {
        name: (rows[name]["door"], house.door_words(one))
        for name, one in known.items()
        if rows[name]["door"] != house.door_words(one)
    }
    assert not wrong, wrong


def _add(rows: dict[str, dict[str, Any]], everybody: dict[Role, Client], stranger: Client) -> None:
    """Write rows for addresses that have none, with the answers they give now."""
    known = {one.name: one for one in house.addresses()}
    rows = {name: row for name, row in rows.items() if name in known}
    for name, one in known.items():
        if name in rows and rows[name].get("door") == house.door_words(one):
            continue
        row: dict[str, Any] = {"door": house.door_words(one)}
        clients = {role.value: client for role, client in everybody.items() if _may(row, role)}
        if row["door"] in ("link", "public", "own"):
            clients = {"anonymous": stranger}
        seen = {role: _status(client, one) for role, client in clients.items()}
        usual = max(set(seen.values()), key=list(seen.values()).count) if seen else 200
        odd = {role: status for role, status in seen.items() if status != usual}
        row["get"] = {"else": usual, **odd} if odd else usual
        row["page"] = rows.get(name, {}).get("page", "form" if usual == 405 else "unexplained")
        rows[name] = row
    house.write(rows)


@LONG
def test_every_role_is_answered_as_the_table_says(everybody):
    rows, wrong = house.table(), []
    for address in _ours():
        row = rows.get(address.name)
        if row is None or row["door"] in ("link", "public"):
            continue
        posts_only = row["get"] == 405
        for role, client in everybody.items() if not posts_only else [next(iter(everybody.items()))]:
            expected = _expected(row, role) if _may(row, role) or posts_only else 403
            if (status := _status(client, address, short=expected == 403)) != expected:
                wrong.append(f"{address.name} as {role}: {status}, not {expected}")
    assert not wrong, "\n".join(wrong)


@LONG
def test_every_role_that_may_not_is_refused_a_post_too(everybody):
    rows, wrong = house.table(), []
    for address in _ours():
        row = rows.get(address.name)
        if row is None or not isinstance(row["door"], list):
            continue
        refused = [role for role in everybody if not _may(row, role)]
        # What only takes a POST was not refused to anybody yet; of the others one role shows that a POST is no way in.
        for role in refused if row["get"] == 405 else refused[:1]:
            if (status := _status(everybody[role], address, post=True, short=True)) not in (403, 405):
                wrong.append(f"{address.name} as {role}: {status}")
    assert not wrong, "\n".join(wrong)


@LONG
def test_who_may_come_in_never_breaks_a_page_with_an_empty_form(everybody):
    rows, wrong = house.table(), []
    for address in _ours():
        row = rows.get(address.name)
        if row is None:
            continue
        role = next((one for one in everybody if _may(row, one)), None)
        if role is None:
            continue
        answer = everybody[role].post(address.filled())
        if answer.status_code >= 500 and answer.status_code != 503:
            wrong.append(f"{address.name} as {role}: {answer.status_code}")
        if answer.status_code == 302 and answer.url.startswith("/login/"):
            wrong.append(f"{address.name} as {role}: sent to the login page")
            everybody[role].force_login(
                Account.objects.get(pk=id_of(role)), backend="allauth.account.auth_backends.AuthenticationBackend"
            )
    assert not wrong, "\n".join(wrong)


def test_strangers_see_the_login_page_or_what_is_public(stranger):
    rows, wrong = house.table(), []
    for address in _ours():
        row = rows.get(address.name)
        if row is None:
            continue
        for post in (False, True):
            answer = stranger.post(address.filled()) if post else stranger.get(address.filled())
            if row["door"] in ("public", "link"):
                good = answer.status_code < 500 and not (answer.status_code == 302 and answer.url.startswith("/login/"))
                if not post:
                    good = good and answer.status_code == _expected(row, "anonymous")
            else:
                good = answer.status_code == 405 or (answer.status_code == 302 and answer.url.startswith("/login/"))
            if not good:
                wrong.append(f"{address.name} {'POST' if post else 'GET'}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_no_address_has_two_rows():
    names = house.written()
    assert len(names) > 100
    assert not {name for name in names if names.count(name) > 1}


def test_addresses_that_are_not_our_doors_say_why():
    silent = [
        name for name, row in house.table().items() if row["door"] == "own" and not str(row.get("why", "")).strip()
    ]
    assert not silent, silent


def test_every_page_has_a_manual_page():
    lacking = [
        (name, row["page"])
        for name, row in house.table().items()
        if row["page"] not in NO_PAGE and not (ROOT / "docs" / "manual" / f"{row['page']}.md").exists()
    ]
    strays = [f"{name}: {page}" for name, page in lacking if name.partition(":")[0] not in SILENT_ROOMS]
    assert not strays, "\n".join(strays)
    assert not SILENT_ROOMS - {name.partition(":")[0] for name, _ in lacking}, "take the room off the list"


def test_only_what_takes_no_look_is_called_a_form():
    strays = [
        name for name, row in house.table().items() if row["page"] == "form" and row["get"] not in (405, 404, 302)
    ]
    assert not strays, strays


def test_the_menu_leads_each_role_only_where_it_may_go(everybody):
    rows, wrong = house.table(), []
    for role, client in everybody.items():
        for item in menu(NAVIGATION, roles={role.value}, view_name=""):
            row = rows.get(item.url_name)
            if row is None or client.get(item.href).status_code in (200, 302):
                continue
            wrong.append(f"{role}: {item.url_name}")
    assert not wrong, wrong


def test_a_personal_page_is_kept_nowhere(everybody, stranger):
    rows, wrong = house.table(), []
    for address in _ours():
        row = rows.get(address.name)
        if row is None or row["door"] == "public":
            continue
        role = next((one for one in everybody if _may(row, one)), None)
        if role is None:
            continue
        answer = everybody[role].get(address.filled())
        if answer.status_code == 200 and "no-store" not in answer.headers.get("Cache-Control", ""):
            wrong.append(address.name)
    assert not wrong, wrong


def test_every_answer_carries_the_security_headers(everybody, stranger):
    rows, wrong = house.table(), []
    for address in house.addresses():
        row = rows.get(address.name)
        if row is None or address.name in UNSTEADY:
            continue
        role = next((one for one in everybody if _may(row, one)), None)
        answer = (everybody[role] if role and row["door"] != "own" else stranger).get(address.filled())
        policy = answer.headers.get("Content-Security-Policy", "")
        if "unsafe" in policy or "default-src 'none'" not in policy or "script-src 'self'" not in policy:
            wrong.append(f"{address.name}: {policy}")
        if answer.headers.get("X-Content-Type-Options") != "nosniff" or answer.headers.get("X-Frame-Options") != "DENY":
            wrong.append(f"{address.name}: sniffing or framing")
        if answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html"):
            text = b"".join(answer.streaming_content) if answer.streaming else answer.content
            if inline := _inline(text.decode()):
                wrong.append(f"{address.name}: {inline}")
    assert not wrong, "\n".join(wrong)


def _inline(html: str) -> str:
    """What the content-security policy would block: inline script, inline style, event attributes."""
    import re

    for pattern in (r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>", r"<style", r"\sstyle=\"",
                    r"\son[a-z]+=\"", r"javascript:"):  # fmt: skip
        if found := re.search(pattern, html):
            return html[max(found.start() - 30, 0) : found.end() + 40]
    return ""


def test_every_post_needs_its_token(everybody):
    rows, wrong = house.table(), []
    checking = Client(enforce_csrf_checks=True, raise_request_exception=False)
    for address in house.addresses():
        row = rows.get(address.name)
        if row is None or row["page"] == "machine" or getattr(address.view, "csrf_exempt", False):
            continue
        if (status := checking.post(address.filled()).status_code) not in (403, 405):
            wrong.append(f"{address.name}: {status}")
    assert not wrong, wrong


def test_only_machines_post_without_a_token():
    rows = house.table()
    exempt = [
        one.name
        for one in house.addresses()
        if getattr(one.view, "csrf_exempt", False) and rows.get(one.name, {}).get("page") != "machine"
    ]
    assert not exempt, exempt
