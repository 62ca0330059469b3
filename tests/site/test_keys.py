"""A key is changed without losing a word, and an old key goes only when nothing needs it."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path

import pytest

from chomchom.accounts import actions
from chomchom.accounts.models import Account
from chomchom.people import public as people
from chomchom.site import keys
from chomchom.store import keyring, sealing
from chomchom.store.acting import acting
from tests.conftest import ILDONG
from tests.conftest import _aim as aim


@pytest.fixture
def ring(tmp_path: Path, settings) -> Path:
    settings.KEYRING_PATH = tmp_path / "secrets" / "keyring.json"
    return settings.KEYRING_PATH


def options(**more):
    return argparse.Namespace(**more)


@pytest.fixture
def account(real_db, addresses, deeds, ring):
    """김하늘's account, and the connection of the command line: the migrating role."""
    aim(addresses["owner"])
    deed = deeds.machine()
    with acting(deed):
        made = actions.create_account(deed, login="haneul", display_name="김하늘", with_password=False)
    yield made.account_id
    aim(addresses["app"])


def name(account_id):
    return Account.objects.get(pk=account_id).display_name


def test_every_sealed_value_moves_to_the_new_key_and_reads_the_same(account, ring, capsys):
    assert set(keys.counts_by_key()) == {1}
    assert keys._rotate(options(kind="data")) == 0
    assert keyring.load(ring).current["data"] == 2
    assert set(keys.counts_by_key()) == {2}
    assert name(account) == "김하늘"
    assert keys.seal_again() == 0


def test_more_values_than_one_batch_are_all_sealed_again(account, ring, monkeypatch, deeds):
    deed = deeds.machine()
    with acting(deed):
        for n in range(7):
            actions.create_account(deed, login=f"person{n}", display_name=f"사람{n}", with_password=False)
    monkeypatch.setattr(keys, "BATCH", 3)
    keyring.save(keyring.load(ring).with_new("data"), ring)
    assert keys.seal_again() >= 8
    assert set(keys.counts_by_key()) == {2}


def test_a_key_that_still_seals_something_is_kept(account, ring, capsys):
    keyring.save(keyring.load(ring).with_new("data"), ring)
    assert keys._destroy(options(kind="data", id=1)) == 1
    assert 1 in keyring.load(ring).keys["data"]
    keys.seal_again()
    assert keys._destroy(options(kind="data", id=1)) == 0
    assert 1 not in keyring.load(ring).keys["data"]
    assert name(account) == "김하늘"


def test_the_key_in_use_is_never_destroyed(account, ring, capsys):
    for kind in ("data", "session"):
        assert keys._destroy(options(kind=kind, id=1)) == 1
    assert sealing.ring().keys["session"]


def test_every_sealed_field_of_every_room_is_found(db):
    places = keys.sealed_columns()
    assert ("accounts_account", "id", "display_name") in places
    assert len(places) == len(set(places))


@pytest.fixture
def resident(real_db, addresses, deeds, ring):
    """박순자 of 일동, and the connection of the command line."""
    aim(addresses["owner"])
    deed = deeds.haneul()
    with acting(deed):
        found = people.register_person(
            deed, name="박순자", birth_date=date(1944, 3, 2), phone="010-1234-5678", dong=ILDONG,
            address="일동 한빛빌라 203호", household_kind="single",
        )  # fmt: skip
    yield found
    aim(addresses["app"])


def found_by_name(deeds):
    deed = deeds.haneul()
    with acting(deed):
        return [card.person_id for card in people.find(deed, name="박순자")]


def test_search_goes_on_after_the_search_key_changed(resident, ring, deeds, capsys):
    assert found_by_name(deeds) == [resident]
    keyring.save(keyring.load(ring).with_new("blind"), ring)
    assert found_by_name(deeds) == []
    keys.write_search_keys_anew()
    assert found_by_name(deeds) == [resident]
    assert keys._rotate(options(kind="blind")) == 0
    assert found_by_name(deeds) == [resident]


def test_every_room_with_search_keys_writes_them_anew():
    package = Path(keys.__file__).parents[1]
    writes_keys = re.compile(r"\bblind\(\"(name|phone|address|birth)|sealing\.grams\(")
    rooms = {
        path.relative_to(package).parts[0] for path in package.rglob("*.py") if writes_keys.search(path.read_text())
    } - {"store"}
    assert rooms
    offered = {reindex.__module__.split(".")[1] for reindex in keys.reindexing_rooms()}
    assert rooms <= offered
