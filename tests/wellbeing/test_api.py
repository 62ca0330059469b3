"""The doors for machines: bearer keys, answers only after the commit, the same twice is once."""

from __future__ import annotations

import json
import time

import pytest

from chomchom.accounts import public as accounts
from chomchom.kernel.roles import Role
from chomchom.outreach.models import Attempt, Episode
from chomchom.store.acting import acting
from chomchom.telephony import sign
from chomchom.wellbeing import public
from chomchom.wellbeing.models import Alert, Call, ProvinceDay, ReadingBatch, Ringing
from tests.wellbeing import town

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(posted, deeds):
    """The province's key."""
    machine = deeds.machine("setup")
    with acting(machine):
        town.live_in(machine, 2)
        agency = accounts.found_agency(
            machine, name="경기도 AI프런티어정책과", kind=accounts.AgencyKind.PROVINCE, sector="public"
        )
        robot = accounts.create_account(machine, login="province", display_name="경기도 연계", with_password=False)
        posting = accounts.give_posting(machine, account_id=robot.account_id, role=Role.PROVINCE, agency_id=agency)
        return accounts.make_key(machine, posting_id=posting, label="경기도")


def send(client, key, address, payload):
    return client.post(
        f"/api/wellbeing/{address}",
        payload,
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}"},
    )


DAY = {"lines": [{"number": "P1", "day": "2026-06-21", "grade": "심각", "call": "무응답"}]}


def test_the_province_delivers_once_however_often_it_sends(client, key):
    first = send(client, key, "province-days", DAY)
    assert first.status_code == 200, first.content
    assert first.json()["raised"] == 1
    again = send(client, key, "province-days", DAY).json()
    assert (again["new"], again["repeated"], again["raised"]) == (0, 1, 0)
    assert ProvinceDay.objects.count() == Alert.objects.count() == 1


@pytest.mark.parametrize("bad", ["", "x" * 60])
def test_without_a_key_nobody_comes_in(client, key, bad):
    assert send(client, bad, "province-days", DAY).status_code == 401
    assert not ProvinceDay.objects.exists()


@pytest.mark.parametrize(
    "spoiled",
    [
        {"lines": []},
        {"lines": [{"number": "P1", "day": "gestern", "grade": "심각"}]},
        {"lines": [{"number": "", "day": "2026-06-21"}]},
        {"lines": [{"number": "P1\x00", "day": "2026-06-21"}]},
        {"lines": [{"number": "P1", "day": "2026-06-21", "change": "gone"}]},
        {},
    ],
)
def test_what_is_not_a_delivery_is_refused(client, key, spoiled):
    assert send(client, key, "province-days", spoiled).status_code == 422


def test_readings_come_in_and_rows_that_cannot_be_believed_are_named(client, key):
    readings = [
        {"meter": "E1", "at": "2026-06-21T10:00:00+09:00", "value": 120},
        {"meter": "E1", "at": "2026-06-21T11:00:00+09:00", "value": -5},
        {"meter": "E1", "at": "2026-06-21T10:00:00+09:00", "value": 120},
        {"meter": "E9", "at": "2026-06-21T10:00:00+09:00", "value": 120},
        {"meter": "E1", "at": "2030-06-21T10:00:00+09:00", "value": 120},
        {"meter": "E1", "at": "2026-06-21T12:00:00", "value": 120},
        {"meter": "E1", "at": "2026-06-21T13:00:00+09:00", "value": 1e12},
    ]
    delivery = {"source": "electricity", "minutes": 60, "readings": readings}
    answer = send(client, key, "readings", delivery)
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert told["taken"] == 1
    assert [(one["row"], one["code"]) for one in told["faults"]] == [
        (2, "negative"), (3, "duplicate"), (4, "unknown_meter"), (5, "future"), (6, "bad_time"), (7, "impossible"),
    ]  # fmt: skip
    assert send(client, key, "readings", delivery).json()["already"]
    assert ReadingBatch.objects.count() == 1


def test_readings_of_a_whole_day_in_one_value_are_refused(client, key):
    reading = {"meter": "E1", "at": "2026-06-21T00:00:00+09:00", "value": 120}
    answer = send(client, key, "readings", {"source": "electricity", "minutes": 1440, "readings": [reading]})
    assert answer.status_code == 422
    assert answer.json()["code"] == "resolution-too-coarse"


SECRET = "a-vendors-secret"


@pytest.fixture
def call(posted, deeds, settings):
    """A call of a ladder, handed to a vendor."""
    settings.TELEPHONY = {**settings.TELEPHONY, "vendor_secret": SECRET}
    town.raise_one(deeds)
    with acting(deeds.machine()) as deed:
        public.take_due_steps(deed)
        found = Call.objects.get()
        assert public.lease_call(deed, call_id=found.pk, longest_seconds=900)
    return found


def notify(client, payload, *, secret=SECRET, at=None, spoil=b""):
    body = json.dumps(payload).encode()
    at = int(time.time()) if at is None else at
    headers = {"X-Call-Time": str(at), "X-Call-Signature": sign(secret, at=at, body=body)}
    return client.post("/api/wellbeing/call-results", body + spoil, content_type="application/json", headers=headers)


def test_a_vendors_result_is_taken_once(client, call):
    first = notify(client, {"key": str(call.pk), "result": "ok", "seconds": 31})
    assert (first.status_code, first.json()) == (200, {"new": True})
    assert notify(client, {"key": str(call.pk), "result": "ok"}).json() == {"new": False}
    assert notify(client, {"key": str(call.pk), "result": "noanswer"}).json() == {"new": False}
    call.refresh_from_db()
    assert (call.result, call.seconds) == ("answered_ok", 31)
    assert Attempt.objects.count() == 1
    assert not Ringing.objects.exists()


@pytest.mark.parametrize(
    ("said", "result", "grade"),
    [
        ({"result": "fine, I think"}, "answered_unclear", "unknown"),
        ({"result": "ok", "refused": "true"}, "refused", None),
        ({"result": "ok", "help": "yes"}, "answered_needs_help", None),
        ({"result": ""}, "answered_unclear", "unknown"),
    ],
)
def test_a_word_we_do_not_know_is_never_well(client, call, said, result, grade):
    before = Episode.objects.get().grade_rank
    assert notify(client, {"key": str(call.pk), **said}).status_code == 200
    call.refresh_from_db()
    assert call.result == result
    episode = Episode.objects.get()
    assert episode.grade_rank >= before
    assert episode.state != "answered"


def test_help_that_comes_after_a_result_is_heard(client, call):
    notify(client, {"key": str(call.pk), "result": "noanswer"})
    assert notify(client, {"key": str(call.pk), "result": "help"}).json() == {"new": False}
    notify(client, {"key": str(call.pk), "result": "help"})
    assert sorted(Attempt.objects.values_list("result", flat=True)) == ["answered_needs_help", "no_answer"]


@pytest.mark.parametrize("how", [{"secret": "another"}, {"at": 1_000_000}, {"spoil": b" "}, {"at": 4_000_000_000}])
def test_what_the_vendor_did_not_sign_just_now_is_nobodys(client, call, how):
    assert notify(client, {"key": str(call.pk), "result": "ok"}, **how).status_code == 401
    call.refresh_from_db()
    assert call.result == ""


def test_without_a_secret_nobody_is_believed(client, call, settings):
    settings.TELEPHONY = {**settings.TELEPHONY, "vendor_secret": ""}
    assert notify(client, {"key": str(call.pk), "result": "ok"}, secret="").status_code == 401


def test_a_call_that_is_none_is_not_found(client, call):
    assert notify(client, {"key": str(call.alert_id), "result": "ok"}).status_code == 404
    assert notify(client, {"key": "nothing", "result": "ok"}).status_code == 422
