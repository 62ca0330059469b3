"""Backups that can be restored: one folder with the dump, the files and a manifest, and never a key.

The counts, the head of the ledger and the dump come from one snapshot, so that a restore can be held
against them number by number.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

from chomchom.site.embedded import binaries
from chomchom.site.terminal import gettext as _
from chomchom.store import keyring

FORMAT = 1
MANIFEST, DUMP, FILES = "manifest.json", "database.dump", "files.tar"
KEPT = 14


class BackupFault(RuntimeError):
    """The sentence says what is wrong with the backup or with the place it should go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds; compared after every restore. `keys` are fingerprints, from which no key can be made."""

    format: int
    made_at: str
    server: int
    migrations: list[list[str]]
    counts: dict[str, int]
    protected: list[str]
    ledger_seq: int
    ledger_digest: str
    keys: dict[str, str]
    parts: dict[str, str]

    @property
    def rows(self) -> int:
        """All rows of all tables."""
        return sum(self.counts.values())


def make_backup(data: Path, target: Path, *, address: str) -> Path:
    """Write a backup below `target` and return its folder; it appears under its name only when it is whole.

    `address` is the backup role's. Raises BackupFault.
    """
    ring = _keys_of(data)
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _snapshot(address) as (connection, snapshot):
        stamp, facts = _facts(connection)
        draft = target / f".{stamp}.partial"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        _dump(address, snapshot=snapshot, to=draft / DUMP)
    _pack_files(data / "files", to=draft / FILES)
    manifest = Manifest(
        format=FORMAT,
        **facts,
        keys=fingerprints(ring),
        parts={name: _checksum(draft / name) for name in (DUMP, FILES)},
    )
    (draft / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1))
    _reach_the_disk(draft)
    final = target / f"chomchom-{stamp}"
    if final.exists():
        shutil.rmtree(final)
    draft.rename(final)
    _reach_the_disk(target, only_folder=True)
    return final


def read_manifest(folder: Path) -> Manifest:
    """Read a backup's manifest and hold every part against its checksum. Raises BackupFault."""
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text()))
    except (OSError, ValueError, TypeError) as fault:
        raise BackupFault(_("{folder}에 온전한 백업이 없습니다.").format(folder=folder)) from fault
    if manifest.format != FORMAT:
        raise BackupFault(_("이 백업의 형식({format})을 읽을 수 없습니다.").format(format=manifest.format))
    for name, wanted in manifest.parts.items():
        if not (folder / name).is_file() or _checksum(folder / name) != wanted:
            raise BackupFault(_("백업이 손상되었습니다: {name}").format(name=name))
    return manifest


def backups_in(folder: Path) -> list[Path]:
    """Whole backups, oldest first."""
    return sorted(path.parent for path in folder.glob(f"chomchom-*/{MANIFEST}"))


def drop_old(folder: Path, *, keep: int = KEPT) -> int:
    """Remove the oldest backups and what an interrupted one left; returns how many backups went."""
    for rest in folder.glob(".*.partial"):
        shutil.rmtree(rest, ignore_errors=True)
    old = backups_in(folder)[:-keep]
    for path in old:
        shutil.rmtree(path)
    return len(old)


def fingerprints(ring: keyring.Keyring) -> dict[str, str]:
    """`kind:id` → keyed hash of a fixed word for the keys that stored values need."""
    return {
        f"{kind}:{key_id}": hmac.new(key, b"chomchom backup", hashlib.sha256).hexdigest()[:32]
        for kind in ("data", "blind", "link")
        for key_id, key in ring.keys[kind].items()
    }


def check_keys(data: Path, manifest: Manifest) -> None:
    """Raise BackupFault unless this installation holds the very keys the backup was made with."""
    held = fingerprints(_keys_of(data))
    lacking = sorted(name for name, mark in manifest.keys.items() if held.get(name) != mark)
    if lacking:
        raise BackupFault(
            _(
                "이 백업을 열 열쇠가 없습니다({names}). 백업할 때의 secrets/keyring.json을 먼저 되돌려 놓으십시오."
            ).format(names=", ".join(lacking))
        )


def counts_of(connection: psycopg.Connection) -> dict[str, int]:
    """Rows of every table."""
    names = [
        name
        for (name,) in connection.execute(
            "select relname from pg_class where relkind in ('r') and relnamespace = 'public'::regnamespace order by 1"
        ).fetchall()
    ]
    found = {}
    for name in names:
        row = connection.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(name))).fetchone()
        found[name] = row[0] if row else 0
    return found


def protected_tables(connection: psycopg.Connection) -> list[str]:
    """Tables on which row security is forced."""
    return [
        name
        for (name,) in connection.execute(
            "select relname from pg_class where relforcerowsecurity and relrowsecurity"
            " and relnamespace = 'public'::regnamespace order by 1"
        ).fetchall()
    ]


def head_of_ledger(connection: psycopg.Connection) -> tuple[int, str]:
    """Number and digest of the newest ledger entry; (0, "") for an empty ledger."""
    row = connection.execute("select seq, encode(digest, 'hex') from ledger_entry order by seq desc limit 1").fetchone()
    return (row[0], row[1]) if row else (0, "")


def run_tool(tool: str, address: str, *words: str) -> None:
    """Run a PostgreSQL tool; the password travels in the environment, where `ps` does not show it."""
    parts = urlsplit(address)
    environment = {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "LC_ALL": "C",
        "PGHOST": parts.hostname or "",
        "PGPORT": str(parts.port or 5432),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": unquote(parts.path.lstrip("/")),
        # Our roles have time limits for pages and jobs; a dump takes what it takes.
        "PGOPTIONS": "-c statement_timeout=0 -c lock_timeout=0 -c idle_in_transaction_session_timeout=0",
    }
    done = subprocess.run([str(binaries() / tool), *words], env=environment, capture_output=True)
    if done.returncode != 0:
        raise BackupFault(f"{tool}: " + done.stderr.decode(errors="replace").strip()[-1500:])


def unpack_files(folder: Path, *, to: Path) -> None:
    """Lay the backup's files down in `to`; links and paths that lead outside are refused."""
    to.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tarfile.open(folder / FILES) as archive:
        archive.extractall(to, filter="data")


def _keys_of(data: Path) -> keyring.Keyring:
    try:
        return keyring.load(data / "secrets" / "keyring.json")
    except keyring.NoKeys as fault:
        raise BackupFault(
            _("열쇠 파일 {path}이(가) 없거나 읽을 수 없습니다. 열쇠 없이는 되살릴 수 없습니다.").format(
                path=data / "secrets" / "keyring.json"
            )
        ) from fault


@contextlib.contextmanager
def _snapshot(address: str) -> Iterator[tuple[psycopg.Connection, str]]:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("set statement_timeout = 0")
        connection.execute("set idle_in_transaction_session_timeout = 0")
        connection.execute("begin isolation level repeatable read read only")
        row = connection.execute("select pg_export_snapshot()").fetchone()
        assert row is not None
        yield connection, row[0]
        connection.execute("commit")


def _facts(connection: psycopg.Connection) -> tuple[str, dict[str, Any]]:
    row = connection.execute(
        "select to_char(now() at time zone 'Asia/Seoul', 'YYYYMMDD-HH24MISS'), to_char(now() at time zone 'UTC',"
        ' \'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\')'
    ).fetchone()
    assert row is not None
    seq, digest = head_of_ledger(connection)
    migrations = connection.execute("select app, name from django_migrations order by app, name").fetchall()
    facts: dict[str, Any] = {
        "made_at": row[1],
        "server": connection.info.server_version,
        "migrations": [list(pair) for pair in migrations],
        "counts": counts_of(connection),
        "protected": protected_tables(connection),
        "ledger_seq": seq,
        "ledger_digest": digest,
    }
    return row[0], facts


def _dump(address: str, *, snapshot: str, to: Path) -> None:
    run_tool("pg_dump", address, "--format=custom", "--no-sync", f"--snapshot={snapshot}", f"--file={to}")
    to.chmod(0o600)


def _pack_files(folder: Path, *, to: Path) -> None:
    with tarfile.open(to, "w") as archive:
        if folder.is_dir():
            archive.add(folder, arcname=".")
    to.chmod(0o600)


def _checksum(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _reach_the_disk(folder: Path, *, only_folder: bool = False) -> None:
    """A backup that a power cut can empty is none."""
    for path in [folder] if only_folder else [*folder.iterdir(), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def differences(manifest: Manifest, counts: Mapping[str, int]) -> list[str]:
    """Tables whose rows differ from what the backup wrote down."""
    names = sorted({*manifest.counts, *counts})
    return [
        f"{name}: {manifest.counts.get(name)} ≠ {counts.get(name)}"
        for name in names
        if manifest.counts.get(name) != counts.get(name)
    ]
