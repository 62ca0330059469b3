"""Four roles with the rights they need and no more."""

from __future__ import annotations

import stat

import psycopg
import pytest

from chomchom.site import databases
from chomchom.site.embedded import EmbeddedServer


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with EmbeddedServer(tmp_path_factory.mktemp("roles") / "db", durable=False) as server:
        yield server


@pytest.fixture
def addresses(server):
    found = databases.prepare(server.admin_dsn, "city", databases.passwords_of({}))
    with psycopg.connect(found["owner"]) as owner:
        owner.execute("create table if not exists visit (id bigserial primary key, word text)")
    return found


def run(address, statement):
    with psycopg.connect(address) as connection:
        return connection.execute(statement)


@pytest.mark.parametrize("role", ["app", "worker"])
def test_serving_roles_read_and_write_but_never_truncate_or_build(addresses, role):
    run(addresses[role], "insert into visit (word) values ('안녕')")
    run(addresses[role], "update visit set word = 'x'")
    run(addresses[role], "delete from visit")
    for forbidden in (
        "truncate visit",
        "create table more (id int)",
        "alter table visit add other int",
        "drop table visit",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            run(addresses[role], forbidden)


def test_the_backup_role_reads_and_cannot_write(addresses):
    run(addresses["backup"], "select * from visit")
    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.ReadOnlySqlTransaction)):
        run(addresses["backup"], "insert into visit (word) values ('x')")


def test_preparing_twice_changes_nothing_and_keeps_the_passwords(server, addresses):
    again = databases.prepare(server.admin_dsn, "city", databases.passwords_of(addresses))
    assert again == addresses
    run(again["app"], "select 1")


def test_row_security_binds_serving_roles_only(addresses):
    databases.check_serving_role(addresses["app"])
    databases.check_serving_role(addresses["worker"])
    with pytest.raises(databases.UnsafeDatabase):
        databases.check_serving_role(addresses["backup"])


def test_a_serving_role_that_may_bypass_row_security_is_put_right(server, addresses):
    run(server.admin_dsn, "alter role chomchom_app bypassrls")
    with pytest.raises(databases.UnsafeDatabase):
        databases.check_serving_role(addresses["app"])
    databases.prepare(server.admin_dsn, "city", databases.passwords_of(addresses))
    databases.check_serving_role(addresses["app"])


def test_the_superuser_is_refused_as_a_serving_role(server):
    with pytest.raises(databases.UnsafeDatabase):
        databases.check_serving_role(server.admin_dsn)


def test_addresses_are_for_the_owner_of_the_folder_only(tmp_path):
    databases.write_addresses(tmp_path, {"app": "postgresql://a:b@h/d"})
    assert databases.read_addresses(tmp_path) == {"app": "postgresql://a:b@h/d"}
    mode = databases.addresses_path(tmp_path).stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_an_address_without_a_database_of_its_own_means_ours():
    assert databases.database_named_by("postgresql://u:p@h:5432/postgres") == "chomchom"
    assert databases.database_named_by("postgresql://u:p@h:5432/ansan") == "ansan"
    assert databases.with_role("postgresql://u:p@h:5432/ansan?sslmode=require", user="r", password="q") == (
        "postgresql://r:q@h:5432/ansan?sslmode=require"
    )


@pytest.mark.parametrize("role", ["app", "worker"])
def test_a_forgotten_transaction_and_an_endless_statement_are_ended(addresses, role):
    """B12, B14."""
    with psycopg.connect(addresses[role]) as connection:
        assert connection.execute("show idle_in_transaction_session_timeout").fetchone() == ("1min",)
        assert connection.execute("show statement_timeout").fetchone() != ("0",)
