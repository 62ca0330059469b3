"""The operator's commands: users, postings, the access log's months."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from chomchom.accounts import actions, reads
from chomchom.accounts.rules import POSTED
from chomchom.accounts.sentences import ROLES
from chomchom.kernel.deeds import machine_deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.store.acting import acting, city_now
from chomchom.ui.refusals import sentence

MACHINE = "operator-cli"


def register(commands: Any) -> None:
    """Add this room's commands to the command line's sub-parsers."""
    users = commands.add_parser("users", help=_("사용자를 만들고 목록을 봅니다"))
    inner = users.add_subparsers(dest="what", required=True)
    create = inner.add_parser("create", help=_("계정을 만들고 첫 비밀번호를 한 번 보여 줍니다"))
    create.add_argument("login")
    create.add_argument("--name", required=True, help=_("이름"))
    create.add_argument("--email", default="")
    _posting_options(create, needed=False)
    create.set_defaults(run=create_user)
    inner.add_parser("list", help=_("모든 사용자")).set_defaults(run=list_users)
    for word, words in (("disable", _("계정을 닫고 접속을 끝냅니다")), ("reset", _("새 첫 비밀번호를 줍니다"))):
        one = inner.add_parser(word, help=words)
        one.add_argument("login")
        one.set_defaults(run={"disable": disable_user, "reset": reset_user}[word])
    posting = commands.add_parser("posting", help=_("직무를 줍니다"))
    given = posting.add_subparsers(dest="what", required=True).add_parser("add", help=_("직무 하나를 줍니다"))
    given.add_argument("login")
    _posting_options(given, needed=True)
    given.set_defaults(run=add_posting)
    log = commands.add_parser("access-log", help=_("접속기록의 달을 미리 만들고 보존 기간이 지난 달을 지웁니다"))
    log.add_argument("--months", type=int, default=12, help=_("앞으로 만들 달의 수"))
    log.add_argument("--drop-before", type=date.fromisoformat, help=_("이 날보다 앞선 달을 지웁니다"))
    log.set_defaults(run=keep_log)


def _posting_options(parser: argparse.ArgumentParser, *, needed: bool) -> None:
    parser.add_argument("--role", required=needed, choices=sorted(role.value for role in POSTED), help=_("역할"))
    parser.add_argument("--agency", type=UUID, help=_("기관 번호"))
    parser.add_argument("--dong", action="append", default=[], help=_("동 코드. 여러 번 쓸 수 있습니다"))
    parser.add_argument("--from", dest="from_on", type=date.fromisoformat, help=_("시작하는 날"))
    parser.add_argument("--until", dest="until_on", type=date.fromisoformat, help=_("끝나는 날"))


def _said(refusal: Refused) -> int:
    print(sentence(refusal.code, refusal.facts))
    return 1


def _account_id(login: str) -> UUID:
    found = reads.account_of_login(login)
    if found is None:
        raise Refused("account-not-there")
    return found


def create_user(options: argparse.Namespace) -> int:
    """`chomchom users create LOGIN --name NAME [--role ROLE …]`"""
    try:
        with acting(machine_deed(MACHINE, at=city_now())) as deed:
            made = actions.create_account(deed, login=options.login, display_name=options.name, email=options.email)
            if options.role:
                _give(deed, made.account_id, options)
    except Refused as refusal:
        return _said(refusal)
    print(_("첫 비밀번호: {password}").format(password=made.first_password))
    return 0


def _give(deed: Any, account_id: UUID, options: argparse.Namespace) -> None:
    actions.give_posting(
        deed,
        account_id=account_id,
        role=Role(options.role),
        agency_id=options.agency,
        areas=options.dong,
        from_on=options.from_on,
        until_on=options.until_on,
    )


def add_posting(options: argparse.Namespace) -> int:
    """`chomchom posting add LOGIN --role ROLE [--agency ID] [--dong CODE] [--from DAY] [--until DAY]`"""
    try:
        with acting(machine_deed(MACHINE, at=city_now())) as deed:
            _give(deed, _account_id(options.login), options)
    except Refused as refusal:
        return _said(refusal)
    print(_("{login} 님이 {role} 직무를 맡았습니다.").format(login=options.login, role=ROLES[Role(options.role)]))
    return 0


def list_users(options: argparse.Namespace) -> int:
    """`chomchom users list`"""
    after = ""
    with acting(machine_deed(MACHINE, at=city_now())) as deed:
        while True:
            found = reads.account_list(deed, after=after)
            for row in found.rows:
                print(f"{row.login}\t{row.name}\t{row.works}\t{'' if row.active else _('닫힘')}")
            after = found.next
            if not after:
                return 0


def disable_user(options: argparse.Namespace) -> int:
    """`chomchom users disable LOGIN`"""
    try:
        with acting(machine_deed(MACHINE, at=city_now())) as deed:
            ended = actions.disable_account(deed, account_id=_account_id(options.login))
    except Refused as refusal:
        return _said(refusal)
    print(_("계정을 닫고 접속 {n}개를 끝냈습니다.").format(n=ended))
    return 0


def reset_user(options: argparse.Namespace) -> int:
    """`chomchom users reset LOGIN`"""
    try:
        with acting(machine_deed(MACHINE, at=city_now())) as deed:
            first = actions.reset_password(deed, account_id=_account_id(options.login))
    except Refused as refusal:
        return _said(refusal)
    print(_("첫 비밀번호: {password}").format(password=first))
    return 0


def keep_log(options: argparse.Namespace) -> int:
    """`chomchom access-log [--months N] [--drop-before DAY]`; only the owner of the tables may."""
    if settings.DB_ROLE != "owner":
        print(_("표의 주인으로 실행해 주세요: CHOMCHOM_DB_ROLE=owner chomchom access-log"))
        return 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_accesslog_ready(city_now()::date, %s)", [options.months])
        made = cursor.fetchone()[0]
        gone = 0
        if options.drop_before:
            cursor.execute("SELECT accounts_accesslog_drop(%s)", [options.drop_before])
            gone = cursor.fetchone()[0]
    print(_("달 {made}개를 만들고 {gone}개를 지웠습니다.").format(made=made, gone=gone))
    return 0
