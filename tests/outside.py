"""A test database on a server that keeps running: a copy of a migrated one, so that a run starts in a second.

`CHOMCHOM_TEST_SERVER` names the server. What was migrated is kept there as a template under the digest of all
migrations; a changed migration makes another template, and templates of other digests are left to whoever uses them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import psycopg
from psycopg import sql

from chomchom.site import databases

ROOT = Path(__file__).resolve().parents[1]
TURNS = 4_127_020_260  # the advisory lock by which two runs on one server take turns over roles and templates


def digest() -> str:
    """What the tables will look like: every migration's path and text, and the pinned versions of other apps."""
    found = sha256((ROOT / "requirements" / "test.txt").read_bytes())
    for path in sorted(ROOT.glob("chomchom/*/migrations/*.py")):
        found.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    found.update((ROOT / "chomchom" / "site" / "databases.py").read_bytes())
    for path in sorted((ROOT / "chomchom" / "store").rglob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


@contextmanager
def turn(server: str) -> Iterator[psycopg.Connection]:
    """The server's administrator, alone among test runs."""
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute("select pg_advisory_lock(%s)", [TURNS])
        yield admin


def template_name() -> str:
    """The template of today's migrations."""
    return f"chomchom_migrated_{digest()}"


def prepare(server: str, name: str, passwords: dict[str, str]) -> dict[str, str]:
    """Role → address of a database called `name`: a copy of the kept template, or an empty one."""
    with turn(server) as admin:
        kept = admin.execute("select from pg_database where datname = %s", [template_name()]).fetchone()
        if kept is not None:
            _copy(admin, name, template_name())
        return databases.prepare(server, name, passwords)


def keep(server: str, name: str) -> None:
    """Keep the migrated database as today's template, unless there is one; nobody may be connected to it."""
    with turn(server) as admin:
        kept = admin.execute("select from pg_database where datname = %s", [template_name()]).fetchone()
        if kept is None:
            _copy(admin, template_name(), name)


def drop(server: str, name: str) -> None:
    """Remove a run's database."""
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def server_of_developer() -> str:
    """The address in CHOMCHOM_TEST_SERVER, empty where tests start a server of their own."""
    return os.environ.get("CHOMCHOM_TEST_SERVER", "")


def _copy(admin: psycopg.Connection, name: str, template: str) -> None:
    owner = sql.Identifier(databases.ROLES["owner"])
    admin.execute(
        sql.SQL("create database {} owner {} template {}").format(sql.Identifier(name), owner, sql.Identifier(template))
    )
