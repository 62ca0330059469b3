"""Changing the keys: a new one is made, every sealed value is sealed again, and only then may an old one go."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import module_has_submodule
from psycopg import sql

from chomchom.site.terminal import complain, tell
from chomchom.site.terminal import gettext as _
from chomchom.store import keyring, sealing
from chomchom.store.acting import machine_acting
from chomchom.store.fields import SealedText

Reindex = Callable[..., UUID | None]

ROTATING = ("data", "blind", "link", "session")
BATCH = 500


def register(commands: argparse._SubParsersAction) -> None:
    """Hang `keys` onto the command line."""
    parser = commands.add_parser("keys", help=_("열쇠: 목록, 바꾸기, 없애기"))
    deeds = parser.add_subparsers(required=True)
    listing = deeds.add_parser("list", help=_("열쇠의 번호와 그 열쇠로 봉한 값의 수"))
    listing.set_defaults(run=_list)
    rotating = deeds.add_parser("rotate", help=_("새 열쇠를 만들고 모든 값을 다시 봉합니다"))
    rotating.add_argument("kind", choices=ROTATING)
    rotating.set_defaults(run=_rotate)
    ending = deeds.add_parser("destroy", help=_("쓰이지 않는 옛 열쇠를 없앱니다"))
    ending.add_argument("kind", choices=ROTATING)
    ending.add_argument("id", type=int)
    ending.set_defaults(run=_destroy)


def sealed_columns() -> list[tuple[str, str, str]]:
    """(table, primary key column, column) of every sealed field of every room."""
    return sorted(
        (model._meta.db_table, str(model._meta.pk.column), str(field.column))
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, SealedText) and model._meta.pk is not None
    )


def seal_again() -> int:
    """Seal every value that an older key holds with the newest; safe to stop and repeat. Returns how many."""
    return sum(_seal_column_again(*place) for place in sealed_columns())


def _seal_column_again(table: str, key: str, column: str) -> int:
    newest, _key = sealing.ring().newest("data")
    names = {"table": sql.Identifier(table), "key": sql.Identifier(key), "column": sql.Identifier(column)}
    stale = sql.SQL(
        "select {key}, {column} from {table} where {column} is not null"
        " and substring({column} from 2 for 4) <> %s order by {key} limit %s for update skip locked"
    ).format(**names)
    change = sql.SQL("update {table} set {column} = %s where {key} = %s").format(**names)
    done = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(stale, [newest.to_bytes(4, "big"), BATCH])
            rows = cursor.fetchall()
            place = f"{table}:{column}"
            for pk, sealed in rows:
                text = sealing.unseal(bytes(sealed), place=place)
                cursor.execute(change, [sealing.seal(text, place=place), pk])
        done += len(rows)
        if len(rows) < BATCH:
            return done


def reindexing_rooms() -> list[Reindex]:
    """What rooms offer to write their search keys anew; a house test sees that no room with such keys is missing."""
    found = []
    for config in apps.get_app_configs():
        if config.name.startswith("chomchom.") and module_has_submodule(config.module, "public"):
            reindex = getattr(import_module(f"{config.name}.public"), "reindex", None)
            if reindex:
                found.append(reindex)
    return found


def write_search_keys_anew() -> None:
    """After the blind key changed: every room writes its search keys anew, batch by batch. Safe to repeat."""
    for reindex in reindexing_rooms():
        after: UUID | None = None
        while True:
            with machine_acting("keys") as deed:
                after = reindex(deed, after=after)
            if after is None:
                break


def counts_by_key() -> dict[int, int]:
    """Id of a data key → how many values are sealed with it."""
    found: dict[int, int] = {}
    for key_id, count in _counts():
        found[key_id] = found.get(key_id, 0) + count
    return found


def _counts() -> Iterator[tuple[int, int]]:
    for table, _key, column in sealed_columns():
        with connection.cursor() as cursor:
            cursor.execute(
                sql.SQL(
                    "select encode(substring({column} from 2 for 4), 'hex'), count(*) from {table}"
                    " where {column} is not null group by 1"
                ).format(table=sql.Identifier(table), column=sql.Identifier(column))
            )
            for mark, count in cursor.fetchall():
                yield int(mark, 16), count


def _list(_options: argparse.Namespace) -> int:
    ring = sealing.ring()
    used = counts_by_key()
    for kind, held in ring.keys.items():
        for key_id in sorted(held):
            now = _("지금") if ring.current[kind] == key_id else _("옛것")
            values = _("값 {count}개").format(count=f"{used.get(key_id, 0):,}") if kind == "data" else ""
            tell(f"{kind:8} {key_id:3}  {now}  {values}".rstrip())
    return 0


def _rotate(options: argparse.Namespace) -> int:
    path = Path(settings.KEYRING_PATH)
    ring = keyring.load(path).with_new(options.kind)
    keyring.save(ring, path)
    tell(_("새 {kind} 열쇠 {id}번을 만들었습니다. {path}을(를) 다른 곳에 다시 복사해 두십시오.").format(
        kind=options.kind, id=ring.current[options.kind], path=path
    ))  # fmt: skip
    if options.kind == "data":
        tell(_("값 {count}개를 다시 봉했습니다.").format(count=f"{seal_again():,}"))
    if options.kind == "blind":
        write_search_keys_anew()
        tell(_("이름·전화·주소의 찾기 열쇠를 모두 다시 썼습니다."))
    if options.kind == "session":
        tell(_("촘촘을 다시 시작하면 모두 다시 로그인합니다."))
    return 0


def _destroy(options: argparse.Namespace) -> int:
    path = Path(settings.KEYRING_PATH)
    ring = keyring.load(path)
    if options.kind == "data" and counts_by_key().get(options.id):
        complain(_("아직 이 열쇠로 봉한 값이 있습니다. 먼저 chomchom keys rotate data를 끝까지 하십시오."))
        return 1
    if ring.current[options.kind] == options.id:
        complain(_("지금 쓰는 열쇠는 없앨 수 없습니다."))
        return 1
    keyring.save(ring.without(options.kind, options.id), path)
    tell(_("{kind} 열쇠 {id}번을 없앴습니다. 이 열쇠로 만든 백업은 이제 되살릴 수 없습니다.").format(
        kind=options.kind, id=options.id
    ))  # fmt: skip
    return 0
