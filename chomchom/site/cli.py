"""The command line: `chomchom …`, `python -m chomchom …`.

Rooms hang their own commands on it with `register(subparsers)` in their cli.py; each sets `run`, a
function of the parsed options that returns the exit code.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from chomchom.kernel.verdicts import Refused
from chomchom.site import commands as operator
from chomchom.site import databases, messages
from chomchom.site.embedded import EmbeddedServer, EmbeddedServerFault
from chomchom.site.supervisor import Options, Supervisor, prepare_addresses
from chomchom.site.terminal import complain, language_of, speak
from chomchom.site.terminal import gettext as _

PACKAGE = Path(__file__).resolve().parent.parent
# These work before there is a database, settings or keys.
WITHOUT_DJANGO = {"serve", "messages", "backup", "restore", "drill"}
# These read and write files only: settings and sentences, but no database.
WITHOUT_DATABASE = {"minutes"}
MIGRATING = {"migrate", "makemigrations", "sqlmigrate", "flush", "squashmigrations", "optimizemigration"}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code of the process."""
    try:
        return _main(arguments)
    except (EmbeddedServerFault, databases.UnsafeDatabase) as fault:
        complain(str(fault))
        return 1
    except KeyboardInterrupt:
        return 130


def _main(arguments: list[str] | None) -> int:
    words = list(sys.argv[1:] if arguments is None else arguments)
    # Where the program's folder cannot be written, the catalogues came with it.
    with contextlib.suppress(OSError):
        messages.compile_all()
    speak(language_of(os.environ, words))
    _take_global_options(words)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chomchom.site.settings")
    command = next((word for word in words if not word.startswith("-")), "")
    if command in WITHOUT_DJANGO:
        return _run(_parser(rooms=False), words)
    migrating = command == "manage" and set(words) & MIGRATING
    # Sealing again reaches every table, also those the serving roles may only add to.
    os.environ.setdefault("CHOMCHOM_DB_ROLE", "owner" if migrating or command == "keys" else "app")
    # Help and the writing of migrations need no running database.
    needs_database = (
        bool(command) and command not in WITHOUT_DATABASE and not set(words) & {"-h", "--help", "makemigrations"}
    )
    with database_running() if needs_database else contextlib.nullcontext():
        _set_up_django()
        if command == "manage":
            return _manage(words[words.index("manage") + 1 :])
        return _run(_parser(rooms=True), words)


def _take_global_options(words: list[str]) -> None:
    """`--data DIR` and `--lang xx` may stand anywhere; they are taken out of `words`."""
    for name, variable in (("--data", "CHOMCHOM_DATA"), ("--lang", "CHOMCHOM_LANG")):
        for place, word in enumerate(list(words)):
            if word == name and place + 1 < len(words):
                value = words[place + 1]
                del words[place : place + 2]
            elif word.startswith(name + "="):
                value = word.partition("=")[2]
                del words[place]
            else:
                continue
            os.environ[variable] = str(_as_typed(value)) if name == "--data" else value
            break


def _as_typed(path: str) -> Path:
    """A relative path means the folder the command was typed in, also when a script changed folder first."""
    return (Path(os.environ.get("CHOMCHOM_STARTED_IN", ".")) / Path(path).expanduser()).resolve()


def _parser(*, rooms: bool) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="chomchom", description=_("촘촘: 지역사회보장협의체의 업무 시스템"), add_help=True
    )
    parser.add_argument("--data", metavar="DIR", help=_("자료 폴더 (기본: data)"))
    parser.add_argument("--lang", choices=("ko", "en"), help=_("명령줄의 언어"))
    commands = parser.add_subparsers(title=_("명령"), metavar="…", required=True)
    _register_serve(commands)
    operator.register(commands)
    messages.register(commands)
    commands.add_parser("manage", help=_("Django 관리 명령을 그대로 실행합니다"), add_help=False)
    if rooms:
        operator.register_inside(commands)
        importlib.import_module("chomchom.site.keys").register(commands)
        for name in rooms_with_commands():
            importlib.import_module(name).register(commands)
    return parser


def rooms_with_commands() -> list[str]:
    """Every room that has a cli.py, this one left out."""
    found = [path for path in PACKAGE.rglob("cli.py") if path.parent.name != "site"]
    return sorted(".".join(("chomchom", *path.relative_to(PACKAGE).with_suffix("").parts)) for path in found)


def _run(parser: argparse.ArgumentParser, words: list[str]) -> int:
    options = parser.parse_args(words)
    try:
        return int(options.run(options) or 0)
    except Refused as refused:
        from chomchom.ui.refusals import sentence

        complain(sentence(refused.code, refused.facts))
        return 1


def _set_up_django() -> None:
    import django
    from django.utils import translation

    django.setup()
    translation.activate(os.environ["CHOMCHOM_LANG"])


def _manage(words: list[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["chomchom manage", *words])
    return 0


@contextlib.contextmanager
def database_running() -> Iterator[None]:
    """Make sure that the database answers: the supervisor's, the city's own, or ours for as long as we need it."""
    data = databases.data_folder()
    if os.environ.get("DATABASE_URL") or not (data / "postgres").exists():
        yield
        return
    server = EmbeddedServer(data / "postgres")
    if server.taken():
        yield
        return
    with server:
        prepare_addresses(data, server.dsn_for(databases.DEFAULT_DATABASE))
        yield


def _register_serve(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("serve", help=_("데이터베이스, 웹, 작업자를 모두 시작합니다 (./run)"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")), help=_("웹 주소의 번호"))
    parser.add_argument("--host", default="127.0.0.1", help=_("들을 주소; 다른 기기에서도 열려면 0.0.0.0"))
    parser.add_argument("--processes", type=int, default=2, help=_("웹 프로세스 수"))
    parser.add_argument("--no-demo", action="store_true", help=_("시연 도시를 넣지 않습니다"))
    parser.set_defaults(run=_serve)


def _serve(options: argparse.Namespace) -> int:
    return Supervisor(
        Options(
            data=databases.data_folder(),
            host=options.host,
            port=options.port,
            web_processes=options.processes,
            demo=not options.no_demo,
            database_url=os.environ.get("DATABASE_URL", ""),
        )
    ).run()
