"""The API's door: a bearer key is a posting, read anew at every request."""

from __future__ import annotations

import pytest
from django.urls import path
from ninja import NinjaAPI, Schema

from chomchom.accounts import actions
from chomchom.accounts.models import ApiKey, Posting
from chomchom.accounts.public import api_door, api_key_auth
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.store.acting import acting, require

api = NinjaAPI(urls_namespace="accounts-try", docs_url=None)


class Words(Schema):
    words: str


@api.post("/say", auth=api_key_auth(Role.PROVINCE))
@api_door
def say(request, deed, payload: Words):
    require(deed)
    if payload.words == "no":
        raise Refused("agency-name-taken", name="가나다")
    return {"said": payload.words, "roles": sorted(deed.roles)}


urlpatterns = [path("api/", api.urls)]


@pytest.fixture
def key(office, settings):
    settings.ROOT_URLCONF = __name__
    with acting(office.deed):
        robot = actions.create_account(office.deed, login="robot", display_name="경기도 연계", with_password=False)
        posting = actions.give_posting(
            office.deed, account_id=robot.account_id, role=Role.PROVINCE, agency_id=office.hall
        )
        return actions.make_key(office.deed, posting_id=posting, label="시험")


def say_it(client, key, words="안녕"):
    return client.post(
        "/api/say", {"words": words}, content_type="application/json", headers={"Authorization": f"Bearer {key}"}
    )


def test_a_key_opens_its_door_as_its_role(client, key):
    assert say_it(client, key).json() == {"said": "안녕", "roles": ["province"]}


def test_a_refusal_is_a_status_a_code_and_a_sentence(client, key):
    answer = say_it(client, key, "no")
    assert answer.status_code == 409
    assert answer.json() == {"code": "agency-name-taken", "sentence": "‘가나다’이라는 기관이 이미 있습니다."}


@pytest.mark.parametrize(
    "spoil", [lambda key: key[:-1] + "x", lambda key: "", lambda key: "Bearer", lambda key: key * 9]
)
def test_another_key_opens_nothing(client, key, spoil):
    assert say_it(client, spoil(key)).status_code == 401


def test_a_key_dies_with_its_posting(client, key, office):
    from datetime import timedelta

    posting = Posting.objects.get(role=Role.PROVINCE)
    with acting(office.deed):
        actions.end_posting(office.deed, posting_id=posting.pk, ends_on=office.deed.day - timedelta(days=1))
    assert say_it(client, key).status_code == 401


def test_a_key_of_another_role_opens_nothing_here(client, key, office):
    with acting(office.deed):
        posting = Posting.objects.filter(role=Role.AGENCY_WORKER).first()
        other = actions.make_key(office.deed, posting_id=posting.pk, label="다른 일")
    assert say_it(client, other).status_code == 401
    with acting(office.deed):
        actions.revoke_key(office.deed, key_id=ApiKey.objects.get(label="시험").pk)
    assert say_it(client, key).status_code == 401
