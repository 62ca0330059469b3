"""Loading the demo: quick, and on the disk when it is done."""

from __future__ import annotations

import pytest
from django.db import connection

from chomchom.ledger.models import Bookmark
from chomchom.site.demo import cli


def _asked(statement: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def test_the_load_waits_for_the_disk_once_and_then_for_everything(real_db, owner, addresses, monkeypatch):
    monkeypatch.setattr(cli, "_owner", lambda: addresses["owner"])
    usual = _asked("SHOW synchronous_commit")
    with cli._one_wait_for_the_disk():
        assert _asked("SHOW synchronous_commit") == "off"
        Bookmark.objects.create(name="a deed of the load")
        written = owner.execute("SELECT pg_current_wal_insert_lsn()").fetchone()[0]
    assert owner.execute("SELECT pg_current_wal_flush_lsn() >= %s::pg_lsn", [written]).fetchone()[0]
    assert _asked("SHOW synchronous_commit") == usual


def test_a_load_that_breaks_off_promises_nothing(real_db, addresses, monkeypatch):
    monkeypatch.setattr(cli, "_owner", lambda: pytest.fail("nothing is to be waited for"))
    with pytest.raises(RuntimeError, match="broke off"), cli._one_wait_for_the_disk():
        raise RuntimeError("broke off")
