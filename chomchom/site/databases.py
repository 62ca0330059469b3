"""Who may do what in the database: four roles, one database, and where their addresses are kept.

`owner` migrates, `app` serves pages, `worker` runs jobs, `backup` reads everything. Row security binds
`app` and `worker`; neither may bypass it, and neither may TRUNCATE.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

OLDEST_SERVER = 150000
ROLES = {
    "owner": "chomchom_owner",
    "app": "chomchom_app",
    "worker": "chomchom_worker",
    "backup": "chomchom_backup",
}
# Row security is forced on the owner too, so a migration that moves data needs the right to see it.
BYPASSING = {"owner", "backup"}
DEFAULT_DATABASE = "chomchom"

# A page that takes longer than this is broken; a job may take longer; a dump takes what it takes.
SESSION_SETTINGS = {
    "owner": {"lock_timeout": "10s"},
    "app": {"statement_timeout": "30s", "lock_timeout": "10s", "idle_in_transaction_session_timeout": "60s"},
    "worker": {"statement_timeout": "5min", "lock_timeout": "30s", "idle_in_transaction_session_timeout": "60s"},
    "backup": {"default_transaction_read_only": "on"},
}


class UnsafeDatabase(RuntimeError):
    """The database is too old or a serving role has rights that would defeat row security."""


def addresses_path(data: Path) -> Path:
    """Where the four addresses are kept; readable by the owner of the data folder only."""
    return data / "secrets" / "database.json"


def read_addresses(data: Path) -> dict[str, str]:
    """Role → address, empty before the first start."""
    try:
        found: dict[str, str] = json.loads(addresses_path(data).read_text())
    except FileNotFoundError:
        return {}
    return found


def write_addresses(data: Path, addresses: Mapping[str, str]) -> None:
    """Replace the addresses in one step: a crash leaves the old file or the new one, never half of one."""
    path = addresses_path(data)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(".new")
    draft.touch(mode=0o600)
    draft.chmod(0o600)
    draft.write_text(json.dumps(dict(addresses), indent=1))
    draft.replace(path)


def passwords_of(addresses: Mapping[str, str]) -> dict[str, str]:
    """The passwords used so far, new ones for roles that have none."""
    known = {role: urlsplit(address).password for role, address in addresses.items()}
    return {role: known.get(role) or secrets.token_hex(24) for role in ROLES}


def database_named_by(address: str) -> str:
    """The database an address asks for; the server's own default database is never ours."""
    name = urlsplit(address).path.lstrip("/")
    return DEFAULT_DATABASE if name in ("", "postgres", "template1") else name


def with_database(address: str, name: str) -> str:
    """The same address for another database."""
    return urlunsplit(urlsplit(address)._replace(path="/" + quote(name)))


def with_role(address: str, *, user: str, password: str) -> str:
    """The same address for another user."""
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{quote(user)}:{quote(password)}@{host}"))


def prepare(admin_dsn: str, dbname: str, passwords: Mapping[str, str]) -> dict[str, str]:
    """Make roles and database where missing, put their rights right, and return role → address.

    Safe to repeat. Raises UnsafeDatabase for a server below PostgreSQL 15.
    """
    with psycopg.connect(admin_dsn, autocommit=True) as admin:
        if admin.info.server_version < OLDEST_SERVER:
            raise UnsafeDatabase("PostgreSQL 15 or newer is needed")
        for role in ROLES:
            _make_role(admin, role=role, password=passwords[role])
        _make_database(admin, dbname=dbname)
    with psycopg.connect(with_database(admin_dsn, dbname), autocommit=True) as inside:
        _grant(inside, dbname=dbname)
    here = with_database(admin_dsn, dbname)
    return {role: with_role(here, user=user, password=passwords[role]) for role, user in ROLES.items()}


def check_serving_role(address: str) -> None:
    """Connect as a serving role and make sure that row security binds it. Raises UnsafeDatabase."""
    with psycopg.connect(address) as connection:
        if connection.info.server_version < OLDEST_SERVER:
            raise UnsafeDatabase("PostgreSQL 15 or newer is needed")
        row = connection.execute(
            "select rolsuper or rolbypassrls, rolname from pg_roles where rolname = current_user"
        ).fetchone()
        if row is None or row[0]:
            raise UnsafeDatabase(f"the role {connection.info.user} may bypass row security; it must not")


def has_people(owner_dsn: str) -> bool:
    """Whether the database already holds anything a city typed in: then the demo stays out."""
    with psycopg.connect(owner_dsn) as connection:
        if connection.execute("select to_regclass('accounts_account')").fetchone() == (None,):
            return False
        row = connection.execute("select exists(select from accounts_account)").fetchone()
        return bool(row and row[0])


def _make_role(admin: psycopg.Connection, *, role: str, password: str) -> None:
    user = sql.Identifier(ROLES[role])
    row = admin.execute("select rolsuper, rolbypassrls from pg_roles where rolname = %s", [ROLES[role]]).fetchone()
    bypass = sql.SQL("bypassrls" if role in BYPASSING else "nobypassrls")
    if row is None:
        admin.execute(sql.SQL("create role {} login nocreatedb nocreaterole noreplication {}").format(user, bypass))
    elif row[0] or row[1] != (role in BYPASSING):
        # Said only when it differs: managed servers let nobody write these words.
        admin.execute(sql.SQL("alter role {} nosuperuser {}").format(user, bypass))
    admin.execute(sql.SQL("alter role {} password {}").format(user, sql.Literal(password)))
    for name, value in SESSION_SETTINGS[role].items():
        admin.execute(sql.SQL("alter role {} set {} = {}").format(user, sql.Identifier(name), sql.Literal(value)))
    if role == "backup":
        admin.execute(sql.SQL("grant pg_read_all_data to {}").format(user))
    if role == "owner" and not _is_superuser(admin):
        admin.execute(sql.SQL("grant {} to current_user").format(user))


def _is_superuser(admin: psycopg.Connection) -> bool:
    row = admin.execute("select rolsuper from pg_roles where rolname = current_user").fetchone()
    return bool(row and row[0])


def _make_database(admin: psycopg.Connection, *, dbname: str) -> None:
    if admin.execute("select from pg_database where datname = %s", [dbname]).fetchone() is not None:
        return
    # Code-point order of UTF-8 is dictionary order for modern Hangul, the same on every machine.
    locale = (
        "locale_provider builtin builtin_locale 'C.UTF-8' locale 'C'"
        if admin.info.server_version >= 170000
        else "lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'"
    )
    admin.execute(
        sql.SQL("create database {} owner {} encoding 'UTF8' {} template template0").format(
            sql.Identifier(dbname), sql.Identifier(ROLES["owner"]), sql.SQL(locale)
        )
    )


def _grant(inside: psycopg.Connection, *, dbname: str) -> None:
    names = {role: sql.Identifier(user) for role, user in ROLES.items()}
    names["database"] = sql.Identifier(dbname)
    for sentence in (
        "revoke all on database {database} from public",
        "grant connect on database {database} to {owner}, {app}, {worker}, {backup}",
        "alter schema public owner to {owner}",
        "revoke all on schema public from public",
        "grant usage on schema public to {app}, {worker}, {backup}",
        # TRUNCATE is never granted: it would pass row security and triggers by.
        (
            "alter default privileges for role {owner} in schema public"
            " grant select, insert, update, delete on tables to {app}, {worker}"
        ),
        "alter default privileges for role {owner} in schema public grant usage, select on sequences to {app}, {worker}",
    ):
        inside.execute(sql.SQL(sentence).format(**names))


def data_folder() -> Path:
    """The folder with everything a city owns: database, files, keys, backups."""
    return Path(os.environ.get("CHOMCHOM_DATA") or Path(__file__).resolve().parents[2] / "data").resolve()
