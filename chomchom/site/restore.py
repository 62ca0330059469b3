"""Bringing a backup back, and the drill that proves that it can be brought back.

A restore builds a second database beside the first, compares it with the manifest, and only then lets the two
change names. Whatever goes wrong before that leaves the city as it was.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql

from chomchom.site import databases
from chomchom.site.backup import (
    DUMP,
    BackupFault,
    Manifest,
    check_keys,
    counts_of,
    differences,
    head_of_ledger,
    protected_tables,
    read_manifest,
    run_tool,
    unpack_files,
)
from chomchom.site.embedded import EmbeddedServer
from chomchom.site.processes import StepFailed, run_step
from chomchom.site.terminal import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What came back: rows, entries of the ledger, how many newer entries are lost, how old the backup is (seconds)."""

    rows: int
    entries: int
    lost: int
    age: float
    destroyed_again: int = 0
    kept_as: str = ""


def check_not_newer(manifest: Manifest) -> None:
    """Raise BackupFault when the backup was made by newer code than this: its tables would not be understood."""
    known = code_migrations()
    unknown = [f"{app}.{name}" for app, name in manifest.migrations if (app, name) not in known]
    if unknown:
        raise BackupFault(
            _("이 백업은 더 새로운 판에서 만들었습니다({names}). 프로그램을 먼저 올리십시오.").format(
                names=", ".join(unknown[:3])
            )
        )


def code_migrations() -> set[tuple[str, str]]:
    """Every migration this code brings, read from its folders, not from a database."""
    import django
    from django.apps import apps
    from django.db.migrations.loader import MigrationLoader

    if not apps.ready:
        django.setup()
    return set(MigrationLoader(None).disk_migrations or {})


def restore(data: Path, folder: Path, *, admin_dsn: str, replace: bool) -> Restored:
    """Bring a backup back into this installation. Raises BackupFault, and then nothing has changed.

    `replace` allows it to take the place of a database that holds people; the old one is kept under another name.
    """
    manifest = read_manifest(folder)
    check_keys(data, manifest)
    check_not_newer(manifest)
    name = databases.database_named_by(admin_dsn)
    passwords = databases.passwords_of(databases.read_addresses(data))
    if not replace and _holds_people(admin_dsn, name):
        raise BackupFault(
            _("이 데이터베이스에는 자료가 있습니다. 바꾸려면 --replace를 붙이십시오(옛것은 이름을 바꿔 남깁니다).")
        )
    stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
    fresh = f"{name}_restoring_{stamp}"
    try:
        _fill(admin_dsn, fresh, passwords, folder=folder, manifest=manifest)
        kept = _swap(admin_dsn, name, fresh, kept_as=f"{name}_before_{stamp}")
    except BaseException:
        _drop(admin_dsn, fresh)
        raise
    try:
        databases.write_addresses(data, databases.prepare(admin_dsn, name, passwords))
        lost = _set_heads_aside(data / "ledger-heads.log", after=manifest.ledger_seq)
        run_step(data, "manage", "migrate", "--no-input", "--verbosity=0", role="owner")
        run_step(data, "prove", role="app")
        again = run_step(data, "destroy-again", role="worker")
    except (StepFailed, psycopg.Error) as fault:
        _drop(admin_dsn, name)
        if kept:
            _rename(admin_dsn, kept, name)
        raise BackupFault(str(fault)) from fault
    _put_files(data, folder)
    return Restored(
        rows=manifest.rows,
        entries=manifest.ledger_seq,
        lost=lost,
        age=_age(manifest),
        destroyed_again=int(again.split()[-1]) if again.split() and again.split()[-1].isdigit() else 0,
        kept_as=kept,
    )


def drill(data: Path, folder: Path) -> Restored:
    """Bring a backup back into an empty server of its own, compare everything, and throw it away.

    Raises BackupFault when the backup could not be trusted in an emergency. The city's own server is not touched.
    """
    manifest = read_manifest(folder)
    check_keys(data, manifest)
    check_not_newer(manifest)
    with _empty_installation(data) as (place, server):
        addresses = _fill(
            server.admin_dsn, databases.DEFAULT_DATABASE, databases.passwords_of({}), folder=folder, manifest=manifest
        )
        databases.write_addresses(place, addresses)
        unpack_files(folder, to=place / "files")
        try:
            run_step(place, "prove", role="app")
        except StepFailed as fault:
            raise BackupFault(str(fault)) from fault
    return Restored(rows=manifest.rows, entries=manifest.ledger_seq, lost=0, age=_age(manifest))


@contextlib.contextmanager
def _empty_installation(data: Path) -> Iterator[tuple[Path, EmbeddedServer]]:
    """A data folder with our keys and an empty server. It lies beside the real one: personal data stays on that disk."""
    place = Path(tempfile.mkdtemp(prefix="drill-", dir=data))
    try:
        (place / "secrets").mkdir(mode=0o700)
        shutil.copy(data / "secrets" / "keyring.json", place / "secrets" / "keyring.json")
        with EmbeddedServer(place / "postgres", durable=False) as server:
            yield place, server
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _fill(admin_dsn: str, name: str, passwords: dict[str, str], *, folder: Path, manifest: Manifest) -> dict[str, str]:
    """Make the database, load the dump, and hold the result against the manifest."""
    addresses = databases.prepare(admin_dsn, name, passwords)
    run_tool(
        "pg_restore",
        databases.with_database(admin_dsn, name),
        f"--dbname={name}",
        "--exit-on-error",
        "--single-transaction",
        "--no-comments",
        str(folder / DUMP),
    )
    with psycopg.connect(addresses["backup"]) as connection:
        connection.execute("set statement_timeout = 0")
        unlike = differences(manifest, counts_of(connection))
        if unlike:
            raise BackupFault(_("되살린 자료의 수가 백업과 다릅니다: {tables}").format(tables="; ".join(unlike[:5])))
        if protected_tables(connection) != manifest.protected:
            raise BackupFault(_("되살린 표의 행 보안이 백업할 때와 다릅니다."))
        if head_of_ledger(connection) != (manifest.ledger_seq, manifest.ledger_digest):
            raise BackupFault(_("되살린 장부의 머리가 백업과 다릅니다."))
    return addresses


def _holds_people(admin_dsn: str, name: str) -> bool:
    try:
        return databases.has_people(databases.with_database(admin_dsn, name))
    except psycopg.OperationalError:
        return False


def _swap(admin_dsn: str, name: str, fresh: str, *, kept_as: str) -> str:
    """Let the new database take the old one's name; returns the name the old one is kept under, or ""."""
    with psycopg.connect(admin_dsn, autocommit=True) as admin:
        exists = admin.execute("select from pg_database where datname = %s", [name]).fetchone() is not None
    try:
        if exists:
            _rename(admin_dsn, name, kept_as)
        _rename(admin_dsn, fresh, name)
    except psycopg.errors.ObjectInUse as fault:
        raise BackupFault(_("데이터베이스가 쓰이고 있습니다. 먼저 촘촘을 멈추십시오.")) from fault
    return kept_as if exists else ""


def _rename(admin_dsn: str, name: str, other: str) -> None:
    with psycopg.connect(databases.with_database(admin_dsn, "postgres"), autocommit=True) as admin:
        admin.execute(sql.SQL("alter database {} rename to {}").format(sql.Identifier(name), sql.Identifier(other)))


def _drop(admin_dsn: str, name: str) -> None:
    with psycopg.connect(databases.with_database(admin_dsn, "postgres"), autocommit=True) as admin:
        admin.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def _set_heads_aside(heads: Path, *, after: int) -> int:
    """Heads of entries that are younger than the backup go to a file of their own; returns how many entries are lost."""
    if not heads.exists():
        return 0
    lines = heads.read_text().splitlines()
    younger = [
        line for line in lines if line.split()[:1] and line.split()[0].isdigit() and int(line.split()[0]) > after
    ]
    if not younger:
        return 0
    with heads.with_name("ledger-heads.lost.log").open("a") as lost:
        lost.writelines(line + "\n" for line in younger)
    heads.write_text("".join(line + "\n" for line in lines if line not in younger))
    return max(int(line.split()[0]) for line in younger) - after


def _put_files(data: Path, folder: Path) -> None:
    fresh = data / "files.restoring"
    shutil.rmtree(fresh, ignore_errors=True)
    unpack_files(folder, to=fresh)
    if (data / "files").exists():
        (data / "files").rename(data / f"files.before-{datetime.now(UTC):%Y%m%d%H%M%S}")
    fresh.rename(data / "files")


def _age(manifest: Manifest) -> float:
    made = datetime.fromisoformat(manifest.made_at.replace("Z", "+00:00"))
    return (datetime.now(UTC) - made).total_seconds()
