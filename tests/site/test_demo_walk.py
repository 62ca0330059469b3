"""The demo city, walked by everybody who can be picked on its first page: no link on a page leads its reader nowhere."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse

from chomchom.accounts import public as accounts
from chomchom.site.demo import city
from chomchom.store.acting import machine_acting

HOMES = 40
OF_A_KIND = 2  # how many pages of one kind (the same address but for its ids) a walker opens
LINK = re.compile(r'<a\b[^>]*?\bhref="(/[^"#]*)')
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)")
LEAVING = re.compile(r"^/(static|logout|i18n|login)|\.(xlsx|csv|json|xml|ics|pdf|hwpx)$|/(hwpx|pdf|xlsx)/$")


def walk(client: Client) -> list[str]:
    """Follow links from the first page, two of a kind, and say which were answered with an error."""
    first = client.get("/", follow=True).content.decode()
    waiting, kinds, wrong = LINK.findall(first), Counter[str](), []
    while waiting:
        address = waiting.pop(0).replace("&amp;", "&")
        kind = ID.sub("*", address.split("?")[0])
        if kinds[kind] >= OF_A_KIND or LEAVING.search(address.split("?")[0]):
            continue
        kinds[kind] += 1
        answer = client.get(address, follow=True)
        if answer.status_code >= 400:
            wrong.append(f"{answer.status_code} {address}")
        elif kinds[kind] == 1 and "html" in answer.headers.get("Content-Type", ""):
            waiting += LINK.findall(answer.content.decode().split("<main", 1)[-1])
    assert len(kinds) > 3, "a walker who sees three pages has not walked"
    return wrong


@pytest.mark.timeout(600)
def test_no_link_leads_its_reader_nowhere(real_db, owner, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    owner.execute("update store_city set demo = true, name = %s", ["안산시 (시연)"])
    city.load(HOMES)
    with machine_acting("walk") as deed:
        people = accounts.picker(deed.day)
    wrong = {}
    for person in people:
        client = Client()
        assert client.post(reverse("accounts:pick", args=[person.account_id])).status_code == 302
        wrong[person.name] = walk(client)
    assert len(wrong) >= 15
    assert not any(wrong.values()), {name: found for name, found in wrong.items() if found}
