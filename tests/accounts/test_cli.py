"""The operator's commands."""

from __future__ import annotations

import argparse

import pytest

from chomchom.accounts import cli, reads
from chomchom.accounts.models import Account
from tests.conftest import ILDONG, id_of


@pytest.fixture
def run(office):
    parser = argparse.ArgumentParser()
    cli.register(parser.add_subparsers(dest="command"))

    def go(*words: str) -> int:
        options = parser.parse_args(words)
        return options.run(options)

    return go


def test_create_shows_the_first_password_once(run, capsys):
    assert run("users", "create", "new.one", "--name", "새사람", "--role", "dong_officer", "--dong", ILDONG) == 0
    first = capsys.readouterr().out.strip().rpartition(": ")[2]
    account = Account.objects.get(login="new.one")
    assert account.check_password(first)
    assert [row.areas for row in reads.standing_of(account.pk).postings] == [frozenset({ILDONG})]


def test_nothing_is_half_made(run, capsys):
    assert run("users", "create", "new.one", "--name", "새사람", "--role", "dong_officer") == 1
    assert "동을 하나 이상" in capsys.readouterr().out
    assert not Account.objects.filter(login="new.one").exists()


def test_posting_add_reset_disable_and_list(run, capsys, office):
    assert run("posting", "add", "jiu", "--role", "council_member", "--agency", str(office.hall)) == 0
    assert len(reads.standing_of(id_of("최지우")).postings) == 2
    assert run("users", "reset", "jiu") == 0
    assert run("users", "disable", "jiu") == 0
    assert run("users", "disable", "jiu") == 1
    assert run("users", "disable", "nobody") == 1
    capsys.readouterr()
    assert run("users", "list") == 0
    assert "haneul\t김하늘\t일동 동 복지담당" in capsys.readouterr().out


def test_the_logs_months_are_the_owners(run, capsys):
    assert run("access-log") == 1
    assert "CHOMCHOM_DB_ROLE=owner" in capsys.readouterr().out
