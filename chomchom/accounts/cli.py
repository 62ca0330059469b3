"""Accounts from the command line: the first operator of an empty city, and others after."""

from __future__ import annotations

import argparse

from django.utils.translation import gettext as _

from chomchom.accounts import actions
from chomchom.kernel.roles import Role
from chomchom.store.acting import machine_acting


def register(subparsers: argparse._SubParsersAction) -> None:
    """Hang `users` onto the command line."""
    parser = subparsers.add_parser("users", help=_("사용자 만들기, 첫 비밀번호 다시 주기"))
    deeds = parser.add_subparsers(required=True)
    creating = deeds.add_parser("create", help=_("계정을 만들고 직무를 줍니다"))
    creating.add_argument("login", help=_("아이디"))
    creating.add_argument("--name", required=True, help=_("이름"))
    creating.add_argument("--role", required=True, choices=sorted(role.value for role in Role), help=_("직무"))
    creating.add_argument("--dong", action="append", default=[], metavar="CODE", help=_("맡는 동의 코드(여러 번)"))
    creating.add_argument("--email", default="")
    creating.set_defaults(run=_create)


def _create(options: argparse.Namespace) -> int:
    with machine_acting("command-line") as deed:
        made = actions.create_account(deed, login=options.login, display_name=options.name, email=options.email)
        actions.give_posting(deed, account_id=made.account_id, role=Role(options.role), areas=options.dong)
    print(_("계정을 만들었습니다. 첫 비밀번호(한 번만 보입니다): %(password)s") % {"password": made.first_password})
    return 0
