"""A backup counts when it was brought back: into this house, into an empty one, and never without the keys."""

from __future__ import annotations

import json
import shutil
import tarfile
from pathlib import Path

import pytest

from .conftest import House

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def backup(house: House) -> Path:
    """One backup of a house with a little in it."""
    files = house.data / "files"
    files.mkdir(exist_ok=True)
    (files / "letter.bin").write_bytes(b"sealed")
    house.ask("delete from store_grant")
    house.ask("insert into store_grant (record_id, holder, basis, granted_at) select gen_random_uuid(), gen_random_uuid(),"
              " 'backed-up', now() from generate_series(1, 25)")  # fmt: skip
    done = house.command("backup")
    assert done.returncode == 0, done.stderr
    return sorted((house.data / "backups").iterdir())[-1]


@pytest.fixture
def copy(backup: Path, tmp_path: Path) -> Path:
    return shutil.copytree(backup, tmp_path / backup.name)


def test_a_backup_holds_dump_files_and_counts_and_no_key(house, backup):
    manifest = json.loads((backup / "manifest.json").read_text())
    assert manifest["counts"]["store_grant"] == 25
    with tarfile.open(backup / "files.tar") as files:
        assert files.getnames() == [".", "./letter.bin"]
    keys = json.loads((house.data / "secrets" / "keyring.json").read_text())["keys"]
    everything = b"".join(path.read_bytes() for path in backup.iterdir())
    for held in keys.values():
        for key in held.values():
            assert key.encode() not in everything


def test_a_drill_proves_the_backup_and_shows_its_age(house, backup):
    done = house.command("drill")
    assert done.returncode == 0, done.stderr
    [(code, well)] = house.ask("select code, went_well_at = tried_at from site_sign where name = 'drill'")
    assert (code, well) == (backup.name, True)
    assert not list(house.data.glob("drill-*"))
    assert house.get("/ready") == 200


@pytest.mark.parametrize("part", ["database.dump", "files.tar"])
def test_a_shortened_part_turns_the_drill_red(house, copy, part):
    whole = (copy / part).read_bytes()
    (copy / part).write_bytes(whole[: len(whole) // 2])
    done = house.command("drill", str(copy))
    assert done.returncode == 1
    assert part in done.stderr
    [(went_well,)] = house.ask("select went_well_at = tried_at from site_sign where name = 'drill'")
    assert went_well is not True


def test_counts_that_differ_turn_the_drill_red(house, copy):
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["counts"]["store_grant"] = 24
    (copy / "manifest.json").write_text(json.dumps(manifest))
    done = house.command("drill", str(copy))
    assert done.returncode == 1
    assert "store_grant: 24" in done.stderr


def test_a_backup_of_newer_code_is_refused(house, copy):
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["migrations"].append(["store", "0999_from_the_future"])
    (copy / "manifest.json").write_text(json.dumps(manifest))
    done = house.command("drill", str(copy))
    assert done.returncode == 1
    assert "0999_from_the_future" in done.stderr


def test_without_the_keys_nothing_is_brought_back(house, backup, tmp_path):
    bare = House(tmp_path / "bare")
    bare.data.mkdir()
    done = bare.command("restore", str(backup))
    assert done.returncode == 1
    assert "keyring.json" in done.stderr
    assert not (bare.data / "postgres").exists()
    assert not (bare.data / "secrets" / "keyring.json").exists()


def test_with_other_keys_nothing_is_brought_back(house, backup, tmp_path):
    stranger = House(tmp_path / "stranger")
    assert stranger.command("manage", "check").returncode == 0
    assert (stranger.data / "secrets" / "keyring.json").exists()
    done = stranger.command("restore", str(backup))
    assert done.returncode == 1
    assert "data:1" in done.stderr


def test_a_running_house_is_not_replaced_under_its_people(house, backup):
    done = house.command("restore", str(backup), "--replace")
    assert done.returncode == 1
    assert "먼저 촘촘을 멈추십시오" in done.stderr
    assert house.get("/ready") == 200


def test_an_empty_house_with_the_keys_becomes_the_old_one(house, backup, tmp_path):
    heir = House(tmp_path / "heir")
    (heir.data / "secrets").mkdir(parents=True)
    shutil.copy(house.data / "secrets" / "keyring.json", heir.data / "secrets" / "keyring.json")
    done = heir.command("restore", str(backup))
    assert done.returncode == 0, done.stderr
    assert (heir.data / "files" / "letter.bin").read_bytes() == b"sealed"
    heir.start()
    assert heir.ask("select count(*) from store_grant where basis = 'backed-up'") == [(25,)]
    assert heir.get("/ready") == 200
    # The serving roles are as bound as before.
    [(truncates,)] = heir.ask("select has_table_privilege('chomchom_app', 'ledger_entry', 'TRUNCATE')")
    [(changes,)] = heir.ask("select has_table_privilege('chomchom_app', 'ledger_entry', 'UPDATE')")
    assert (truncates, changes) == (False, False)
    # What came after the backup is gone for good only when somebody says so.
    heir.ask("insert into store_grant (record_id, holder, basis, granted_at) values"
             " (gen_random_uuid(), gen_random_uuid(), 'later', now())")  # fmt: skip
    heir.stop()
    done = heir.command("restore", str(backup), "--replace")
    assert done.returncode == 0, done.stderr
    heir.start()
    assert heir.ask("select count(*) from store_grant where basis = 'later'") == [(0,)]
    heir.stop()
