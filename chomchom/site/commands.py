"""Commands of the operator: backup, restore, drill, proof of the ledger, and the worker process."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from chomchom.site import databases
from chomchom.site.backup import BackupFault, backups_in, make_backup, read_manifest
from chomchom.site.embedded import EmbeddedServer, EmbeddedServerFault
from chomchom.site.restore import drill, restore
from chomchom.site.signs import leave_sign
from chomchom.site.terminal import complain, tell
from chomchom.site.terminal import gettext as _

HEAVY = "heavy"
"""The queue of jobs that take minutes; everything else runs in the other worker, which they cannot hold up."""


def register(commands: argparse._SubParsersAction) -> None:
    """Hang the commands that work without Django onto the command line."""
    parser = commands.add_parser("backup", help=_("백업을 만듭니다 (열쇠는 들어가지 않습니다)"))
    parser.add_argument("folder", nargs="?", type=Path, help=_("백업을 둘 폴더 (기본: 자료 폴더의 backups)"))
    parser.set_defaults(run=_backup)
    parser = commands.add_parser("restore", help=_("백업을 되살립니다"))
    parser.add_argument("folder", type=Path, help=_("백업 하나의 폴더 (chomchom-날짜-시각)"))
    parser.add_argument("--replace", action="store_true", help=_("자료가 있는 데이터베이스를 바꿉니다"))
    parser.set_defaults(run=_restore)
    parser = commands.add_parser("drill", help=_("백업을 빈 서버에 되살려 비교하고 버립니다"))
    parser.add_argument("folder", nargs="?", type=Path, help=_("백업 하나의 폴더 (기본: 가장 새것)"))
    parser.set_defaults(run=_drill)


def register_inside(commands: argparse._SubParsersAction) -> None:
    """Hang the commands that need Django onto the command line."""
    parser = commands.add_parser("prove", help=_("장부의 사슬을 처음부터 끝까지 확인합니다"))
    parser.set_defaults(run=_prove)
    parser = commands.add_parser("work", help=_("작업자 프로세스 하나 (./run이 시작합니다)"))
    parser.add_argument("--heavy", action="store_true", help=_("몇 분씩 걸리는 일만"))
    parser.set_defaults(run=_work)
    parser = commands.add_parser("destroy-again", help=_("백업 뒤에 파기된 사람을 다시 파기합니다"))
    parser.set_defaults(run=_destroy_again)


def backup_now(data: Path, folder: Path) -> Path:
    """Make a backup and leave a sign, good or bad. Raises BackupFault."""
    addresses = databases.read_addresses(data)
    try:
        made = make_backup(data, folder, address=addresses["backup"])
    except (BackupFault, OSError, psycopg.Error) as fault:
        leave_sign(addresses["worker"], "backup", well=False, code=str(fault))
        raise BackupFault(str(fault)) from fault
    size = sum(path.stat().st_size for path in made.iterdir())
    leave_sign(addresses["worker"], "backup", well=True, code=made.name, number=size)
    return made


def drill_now(data: Path, folder: Path) -> None:
    """Try whether a backup can be brought back and leave a sign, good or bad. Raises BackupFault."""
    worker = databases.read_addresses(data).get("worker", "")
    try:
        found = drill(data, folder)
    except (BackupFault, EmbeddedServerFault, OSError, psycopg.Error) as fault:
        leave_sign(worker, "drill", well=False, code=str(fault))
        raise BackupFault(str(fault)) from fault
    leave_sign(worker, "drill", well=True, code=folder.name, number=int(found.age))


def _with_server(data: Path, deed: Callable[[str], int]) -> int:
    """Call `deed` with the admin address of a running server; starts ours where nobody else runs it."""
    outside = os.environ.get("DATABASE_URL")
    if outside:
        return deed(outside)
    server = EmbeddedServer(data / "postgres")
    if server.taken():
        server.port = int((data / "postgres" / "port").read_text())
        return deed(server.dsn_for(databases.DEFAULT_DATABASE))
    with server:
        admin = server.dsn_for(databases.DEFAULT_DATABASE)
        databases.write_addresses(
            data,
            databases.prepare(
                server.admin_dsn,
                databases.DEFAULT_DATABASE,
                databases.passwords_of(databases.read_addresses(data)),
            ),
        )
        return deed(admin)


def _refusing(deed: Callable[[], None]) -> int:
    try:
        deed()
    except BackupFault as fault:
        complain(str(fault))
        return 1
    return 0


def _backup(options: argparse.Namespace) -> int:
    data = databases.data_folder()
    folder = typed_path(options.folder) if options.folder else data / "backups"

    def make() -> None:
        made = backup_now(data, folder)
        manifest = read_manifest(made)
        tell(_("백업했습니다: {folder} ({rows}행, 장부 {entries}번까지)").format(
            folder=made, rows=f"{manifest.rows:,}", entries=f"{manifest.ledger_seq:,}"
        ))  # fmt: skip

    return _with_server(data, lambda _admin: _refusing(make))


def _restore(options: argparse.Namespace) -> int:
    data = databases.data_folder()

    def bring_back(admin: str) -> None:
        found = restore(data, typed_path(options.folder), admin_dsn=admin, replace=options.replace)
        tell(_("되살렸습니다: {rows}행, 장부 {entries}번까지.").format(
            rows=f"{found.rows:,}", entries=f"{found.entries:,}"
        ))  # fmt: skip
        if found.lost:
            tell(_("백업 뒤의 장부 {lost}건은 없습니다(ledger-heads.lost.log).").format(lost=f"{found.lost:,}"))
        if found.destroyed_again:
            tell(_("백업 뒤에 파기된 {count}명을 다시 파기했습니다.").format(count=found.destroyed_again))
        if found.kept_as:
            tell(_("이전 데이터베이스는 {name}으로 남겨 두었습니다.").format(name=found.kept_as))

    # Keys first: without them no server is even started.
    return _refusing_early(options) or _with_server(data, lambda admin: _refusing(lambda: bring_back(admin)))


def _refusing_early(options: argparse.Namespace) -> int:
    from chomchom.site.backup import check_keys

    return _refusing(lambda: check_keys(databases.data_folder(), read_manifest(typed_path(options.folder))))


def _drill(options: argparse.Namespace) -> int:
    data = databases.data_folder()

    def rehearse() -> None:
        folder = typed_path(options.folder) if options.folder else _newest(data)
        began = time.monotonic()
        drill_now(data, folder)
        tell(_("{folder}을(를) 되살려 수, 행 보안, 장부를 모두 확인했습니다 ({seconds}초).").format(
            folder=folder.name, seconds=f"{time.monotonic() - began:.1f}"
        ))  # fmt: skip

    return _with_server(data, lambda _admin: _refusing(rehearse))


def _newest(data: Path) -> Path:
    found = backups_in(data / "backups")
    if not found:
        raise BackupFault(_("아직 백업이 없습니다."))
    return found[-1]


def typed_path(path: Path) -> Path:
    """A relative path means the folder the command was typed in."""
    return (Path(os.environ.get("CHOMCHOM_STARTED_IN", ".")) / path.expanduser()).resolve()


def _prove(_options: argparse.Namespace) -> int:
    from django.conf import settings

    from chomchom.ledger import public as ledger
    from chomchom.store.acting import machine_acting

    with machine_acting("prove"):
        proof = ledger.verify(settings.LEDGER_HEADS)
    if proof.broken_at is not None:
        complain(_("장부가 {seq}번에서 어긋납니다({why}).").format(seq=proof.broken_at, why=proof.why))
        return 1
    tell(_("장부 {entries}건이 이어져 있습니다. 머리: {head}").format(entries=f"{proof.entries:,}", head=proof.head))
    return 0


def _work(options: argparse.Namespace) -> int:
    from procrastinate.contrib.django import app

    queues = {task.queue for task in app.tasks.values()}
    wanted = {HEAVY, "builtin"} if options.heavy else queues - {HEAVY}
    with app.replace_connector(app.connector.get_worker_connector()) as running:  # type: ignore[attr-defined]
        running.run_worker(
            queues=sorted(wanted),
            name=HEAVY if options.heavy else "worker",
            concurrency=1 if options.heavy else 4,
            shutdown_graceful_timeout=5,
        )
    return 0


def _destroy_again(_options: argparse.Namespace) -> int:
    from chomchom.site.destructions import destroy_again

    tell(str(destroy_again(databases.data_folder())))
    return 0
