from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection

from chomchom.kernel.deeds import Reach
from chomchom.kernel.verdicts import Refused
from chomchom.store import grants, keyring, paging, sealing
from chomchom.store.acting import NotActing, acting, city_now, machine_acting, widened
from chomchom.store.models import City, Grant


def reach() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('chomchom.reach', true)")
        return cursor.fetchone()[0]


def test_a_deed_reaches_as_far_as_its_role(db, deeds):
    with acting(deeds.haneul()):
        assert reach() == Reach.ALL
    with acting(deeds.seoyeon()):
        assert reach() == Reach.GRANTED
    with acting(deeds.jiu()):
        assert reach() == Reach.NONE


def test_widening_is_one_step_and_ends(db, deeds):
    deed = deeds.seoyeon()
    with acting(deed):
        with widened(deed, because="test"):
            assert reach() == Reach.ALL
        assert reach() == Reach.GRANTED


def test_the_reach_ends_with_the_transaction(real_db, deeds):
    connection.chomchom_resting = None
    with acting(deeds.haneul()):
        pass
    with connection.cursor() as cursor:
        cursor.execute("select set_config('chomchom.reach', '', false)")
        cursor.execute("select current_setting('chomchom.reach', true)")
        assert cursor.fetchone()[0] == ""


def test_a_step_without_its_deed_is_refused(db, deeds):
    with pytest.raises(NotActing):
        grants.grant(deeds.haneul(), record_id=uuid4(), holder=uuid4(), basis="consent")


def test_a_deed_cannot_be_wrapped_in_another(db, deeds):
    with acting(deeds.haneul()), pytest.raises(RuntimeError), acting(deeds.haneul()):
        pass


def test_a_refusal_rolls_everything_back(db, deeds):
    deed = deeds.haneul()
    with pytest.raises(Refused), acting(deed):
        grants.grant(deed, record_id=uuid4(), holder=uuid4(), basis="consent")
        raise Refused("bad-page")
    assert not Grant.objects.exists()


def test_a_grant_ends_at_its_time(db, deeds):
    deed, record, holder = deeds.haneul(), uuid4(), uuid4()
    with acting(deed):
        grants.grant(deed, record_id=record, holder=holder, basis="consent", until=deed.at + timedelta(hours=1))
        assert grants.record_ids(deed, holder) == [record]
        later = deeds.haneul(at=deed.at + timedelta(hours=1))
        assert grants.record_ids(later, holder) == []


def test_the_citys_clock_can_be_frozen_by_the_owner_only(db, freeze):
    moment = datetime(2026, 6, 22, tzinfo=UTC)
    freeze(moment)
    assert city_now() == moment
    with machine_acting("test") as deed:
        assert deed.at == moment


def test_the_app_cannot_move_the_clock(db):
    with pytest.raises(Exception, match="permission denied"):
        City.objects.update(demo=True)


def test_a_sealed_text_opens_only_in_its_place():
    sealed = sealing.seal("박하늘", place="people_person:name")
    assert "박하늘".encode() not in sealed
    assert sealing.unseal(sealed, place="people_person:name") == "박하늘"
    with pytest.raises(ValueError, match="changed or moved"):
        sealing.unseal(sealed, place="people_person:phone")


def test_a_value_under_an_old_key_still_opens_until_the_key_is_destroyed(tmp_path, settings):
    settings.KEYRING_PATH = tmp_path / "keyring.json"
    ring = keyring.fresh()
    keyring.save(ring, settings.KEYRING_PATH)
    sealed = sealing.seal("봄", place="a:b")
    newer = ring.with_new("data")
    settings.KEYRING_PATH = tmp_path / "newer.json"
    keyring.save(newer, settings.KEYRING_PATH)
    assert sealing.is_stale(sealed)
    assert sealing.unseal(sealed, place="a:b") == "봄"
    settings.KEYRING_PATH = tmp_path / "newest.json"
    keyring.save(newer.without("data", 1), settings.KEYRING_PATH)
    with pytest.raises(keyring.NoKeys):
        sealing.unseal(sealed, place="a:b")


def test_the_keyring_is_readable_by_its_owner_only(tmp_path):
    path = tmp_path / "secrets" / "keyring.json"
    keyring.load_or_make(path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_two_syllables_are_found_in_three():
    assert set(sealing.grams("길동")) < set(sealing.grams("홍 길동"))
    assert sealing.grams("홍") == []
    assert sealing.blind("phone", "010 1234") == sealing.blind("phone", "0101234")
    assert sealing.blind("phone", "0101234") != sealing.blind("name", "0101234")


def test_pages_follow_each_other_without_gap_or_repeat(db, deeds):
    deed = deeds.haneul()
    with acting(deed):
        for _ in range(7):
            grants.grant(deed, record_id=uuid4(), holder=uuid4(), basis="consent")
        seen, token = [], ""
        while True:
            found = paging.page(Grant.objects.all(), order=("basis", "-id"), after=token, size=3)
            seen += [row.pk for row in found.rows]
            token = found.next
            if not token:
                break
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == 7


@pytest.mark.parametrize("token", ["x", "e30", "🙂", paging.token_of(SimpleNamespace(a=1), ["a"])])
def test_a_token_that_is_not_ours_is_refused(db, token):
    with pytest.raises(Refused, match="bad-page"):
        paging.page(Grant.objects.all(), order=("basis", "id"), after=token)
