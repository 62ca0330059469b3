"""The directory on the command line: written as an HSDS file, and a file looked at or entered."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from chomchom.network import actions, reads, sentences
from chomchom.store.acting import machine_acting


def register(commands: Any) -> None:
    """Add this room's commands to the command line's sub-parsers."""
    directory = commands.add_parser("directory", help=_("자원 안내를 HSDS 3.0 파일로 내보내고 들여옵니다"))
    inner = directory.add_subparsers(dest="what", required=True)
    export = inner.add_parser("export", help=_("공개된 서비스를 파일에 씁니다"))
    export.add_argument("file", type=Path)
    export.set_defaults(run=export_file)
    bring = inner.add_parser("import", help=_("파일을 살펴보고, --enter면 들여옵니다"))
    bring.add_argument("file", type=Path)
    bring.add_argument("--enter", action="store_true", help=_("살펴본 대로 들여옵니다"))
    bring.set_defaults(run=import_file)


def export_file(arguments: argparse.Namespace) -> int:
    """Write every published service."""
    with machine_acting("directory") as deed:
        rows = reads.whole_directory(deed)
    text = json.dumps({"version": "3.0", "contents": rows}, ensure_ascii=False, indent=1)
    arguments.file.write_text(text, encoding="utf-8")
    print(_("서비스 %(n)d건을 썼습니다.") % {"n": len(rows)})
    return 0


def import_file(arguments: argparse.Namespace) -> int:
    """Say what a file would do, every fault in a line; exit code 2 where something stays out."""
    content = arguments.file.read_bytes()
    with machine_acting("directory") as deed:
        file_id = actions.bring_file(deed, filename=arguments.file.name, content=content)
        plan = actions.enter_file(deed, file_id) if arguments.enter else actions.look_at(deed, file_id)
    for line in plan.lines:
        for wrong in line.wrong:
            print(f"{line.number} {line.name} {wrong.place}: {sentences.FILE_FAULTS.get(wrong.code, wrong.code)}")
    print(" · ".join(f"{label} {plan.count(word)}" for word, label in sentences.BECOMES.items()))
    return 2 if plan.count("faulty") else 0
