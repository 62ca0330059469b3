"""The operator's command for figures."""

from __future__ import annotations

import argparse
from typing import Any

from django.utils.translation import gettext as _

from chomchom.insight import actions, reads
from chomchom.store.acting import machine_acting


def register(commands: Any) -> None:
    """Add this room's commands to the command line's sub-parsers."""
    figures = commands.add_parser("figures", help=_("통계가 원장을 따라가게 합니다"))
    inner = figures.add_subparsers(dest="what", required=True)
    inner.add_parser("catch-up", help=_("원장의 새 기록을 통계 사본에 모두 옮깁니다")).set_defaults(run=catch_up)


def catch_up(_arguments: argparse.Namespace) -> int:
    """Copy everything new, a batch a transaction; safe to stop and to repeat."""
    copied = 0
    while True:
        with machine_acting("figures") as deed:
            passed = actions.catch_up(deed)
        copied += passed
        if passed < actions.BATCH:
            break
    with machine_acting("figures"):
        newest, behind = reads.freshness()
    print(_("원장 %(newest)s번까지 있고 %(copied)s번을 옮겼습니다. 남은 것 %(behind)s.") % {
        "newest": f"{newest:,}", "copied": f"{copied:,}", "behind": f"{behind:,}",
    })  # fmt: skip
    return 0
