"""오늘: whom to call this morning and why."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from chomchom.accounts.public import Role, page
from chomchom.flows import reads
from chomchom.flows.web.forms import FilterForm
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.outreach import public as outreach
from chomchom.rulebook import dongs
from chomchom.ui.said import tell

OFFICERS = frozenset({Role.DESK, Role.DONG_OFFICER, Role.TEAM_HEAD, Role.CITY_OFFICER, Role.CASE_MANAGER})
HOMES: dict[str, str] = {
    Role.AGENCY_WORKER: "referrals:inbox",
    Role.AGENCY_LEAD: "referrals:inbox",
    Role.COUNCIL_OFFICE: "council:home",
    Role.COUNCIL_MEMBER: "council:home",
    Role.RESEARCHER: "insight:figures",
    Role.PROGRAMME_OFFICER: "planning:index",
    Role.PRIVACY_OFFICER: "accounts:log",
    Role.OPERATOR: "site:operator",
}
"""Where the work of the others begins; the board is the officers'."""


@page()
def show(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The board; without a page load it renews itself every half minute."""
    home = next((HOMES[role] for role in HOMES if deed.has(role)), "")
    if home and not deed.roles & OFFICERS:
        return redirect(home)
    if not deed.roles & OFFICERS:
        raise Refused("not-your-page")
    form = FilterForm(request.GET)
    filters = form.filters()
    found = outreach.board(deed, filters)
    context = {
        "deed": deed,
        "board": found,
        "lines": reads.with_trips(deed, found.rows),
        "filters": filters,
        "view": filters.view,
        "tabs": _tabs(request, found.counts),
        "dongs": _dong_options(deed),
        "grades": [("", _("모든 등급")), *outreach.labels(outreach.Grade)],
        "doors": [("", _("모든 출처")), *outreach.labels(outreach.Door)],
        "selected": {name: request.GET.get(name, "") for name in ("dong", "grade", "door", "mine")},
        "again": request.get_full_path(),
        "next_url": _with(request, after=found.next) if found.next else "",
        "first_url": _with(request, after="") if filters.after else "",
        "last_sweep": reads.last_sweep(deed),
    }
    return TemplateResponse(request, "flows/board.html", context)


def _tabs(request: HttpRequest, counts: outreach.BoardCounts) -> list[tuple[str, str, str, int | None]]:
    return [
        ("todo", _("지금 할 일"), _with(request, view="todo", after=""), counts.todo),
        ("answered", _("답함, 확인 대기"), _with(request, view="answered", after=""), counts.answered),
        ("waiting", _("기다리는 중"), _with(request, view="waiting", after=""), counts.waiting),
        ("all", _("전체"), _with(request, view="all", after=""), None),
    ]


def _with(request: HttpRequest, **changed: str) -> str:
    asked = {**request.GET.dict(), **changed}
    kept = {name: value for name, value in asked.items() if value}
    return reverse("flows:board") + (f"?{urlencode(kept)}" if kept else "")


def _dong_options(deed: Deed) -> list[tuple[str, str]]:
    """The dongs of the posting; nothing to choose where it is one."""
    mine = [d for d in dongs.dongs() if deed.covers(d.code)]
    return [("", _("모든 동")), *((d.code, d.name) for d in mine)] if len(mine) > 1 else []


@require_POST
@page(roles=OFFICERS)
def confirm(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Confirm several answered homes with one press."""
    ids = [UUID(raw) for raw in request.POST.getlist("episode") if _is_id(raw)]
    done = outreach.confirm_answered(deed, episode_ids=ids)
    tell(
        request,
        ngettext("%(n)d분을 ‘안전 확인’으로 끝냈습니다.", "%(n)d분을 ‘안전 확인’으로 끝냈습니다.", done) % {"n": done},
        then=_("새 신호가 오면 다시 알려 드립니다."),
    )
    return redirect(_with_view("answered"))


def _with_view(view: str) -> str:
    return f"{reverse('flows:board')}?view={view}"


def _is_id(raw: str) -> bool:
    try:
        UUID(raw)
    except ValueError:
        return False
    return True


@page(roles=outreach.PRINTS)
def paper(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The list for a power or network failure: one page, marked with who printed it and when."""
    context = {"deed": deed, "rows": outreach.printed_list(deed)}
    return TemplateResponse(request, "flows/paper.html", context)
