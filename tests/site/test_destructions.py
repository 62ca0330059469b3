"""A restore never brings a destroyed person back."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from chomchom.ledger import public as ledger
from chomchom.people import public as people
from chomchom.people.events import PersonDestroyed
from chomchom.site.destructions import FILE, destroy_again, noted_destructions, remember_destructions
from chomchom.store.acting import acting
from tests.conftest import ILDONG


@pytest.fixture
def sunja(db, deeds):
    deed = deeds.haneul()
    with acting(deed):
        return people.register_person(
            deed, name="박순자", birth_date=date(1944, 3, 2), phone="010-1234-5678", dong=ILDONG,
            address="일동 한빛빌라 203호", household_kind="single",
        )  # fmt: skip


def record_destruction(deeds, person):
    deed = deeds.machine()
    with acting(deed):
        return ledger.record(deed, PersonDestroyed(), stream=person)


def test_each_destruction_is_noted_once_as_an_id_without_a_name(db, deeds, tmp_path):
    person = uuid4()
    record_destruction(deeds, person)
    assert remember_destructions(tmp_path) == 1
    assert remember_destructions(tmp_path) == 0
    assert noted_destructions(tmp_path) == [person]
    another = uuid4()
    record_destruction(deeds, another)
    assert remember_destructions(tmp_path) == 1
    assert noted_destructions(tmp_path) == [person, another]


def test_a_person_destroyed_after_the_backup_is_destroyed_again_after_the_restore(sunja, deeds, tmp_path):
    """The restored database holds 박순자 again; the file outside knows better."""
    (tmp_path / FILE).write_text(f"999 {sunja} 2026-06-22\n")
    assert destroy_again(tmp_path) == 1
    deed = deeds.haneul()
    with acting(deed):
        assert people.find(deed, name="박순자") == []
    assert destroy_again(tmp_path) == 0


def test_numbers_the_restored_ledger_gives_again_are_not_mistaken_for_noted_ones(sunja, deeds, tmp_path):
    (tmp_path / FILE).write_text(f"999 {sunja} 2026-06-22\n")
    destroy_again(tmp_path)
    later = uuid4()
    record_destruction(deeds, later)
    remember_destructions(tmp_path)
    assert later in noted_destructions(tmp_path)


def test_without_a_destruction_nothing_is_written(db, deeds, tmp_path):
    assert remember_destructions(tmp_path) == 0
    assert not (tmp_path / FILE).exists()
    assert destroy_again(tmp_path) == 0
