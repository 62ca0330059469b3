"""The monthly review of the access log."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts import actions, reads
from chomchom.accounts.doors.pages import page
from chomchom.accounts.web.forms import MonthForm, QuestionForm
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused

REVIEWERS = {Role.PRIVACY_OFFICER, Role.AGENCY_LEAD}


def _month(request: HttpRequest, deed: Deed) -> tuple[date, MonthForm]:
    """The month asked for, else the last whole one."""
    form = MonthForm(request.GET if request.method == "GET" else request.POST)
    if not form.is_valid():
        raise Refused("bad-page")
    asked = form.cleaned_data["month"]
    return (asked or (deed.day.replace(day=1) - timedelta(days=1))).replace(day=1), form


@page(roles=REVIEWERS)
def review(request: HttpRequest, deed: Deed) -> HttpResponse:
    """A month at a glance: what stands out, downloads, questions, the signature."""
    month, _form = _month(request, deed)
    return TemplateResponse(
        request,
        "accounts/log.html",
        {
            "month": month,
            "before": month - timedelta(days=1),
            "ahead": (month + timedelta(days=31)).replace(day=1),
            "has_ahead": (month + timedelta(days=31)).replace(day=1) <= deed.day,
            "can_sign": (month + timedelta(days=31)).replace(day=1) <= deed.day,
            "review": reads.review(deed, month_on=month),
            "exports": reads.exports(deed, month_on=month),
            "questions": reads.questions(deed),
        },
    )


@page(roles=REVIEWERS)
def lines(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The lines themselves, of everybody or one account."""
    month, form = _month(request, deed)
    found = reads.log_page(
        deed, month_on=month, account_id=form.cleaned_data["account"], after=form.cleaned_data["after"]
    )
    return TemplateResponse(
        request,
        "accounts/log_lines.html",
        {"month": month, "rows": found.rows, "next": found.next, "account": form.cleaned_data["account"]},
    )


@require_POST
@page(roles=REVIEWERS)
def sign(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Sign the month."""
    month, _form = _month(request, deed)
    actions.review_log(deed, month_on=month, note=request.POST.get("note", ""))
    messages.success(request, _("이 달의 점검을 마쳤습니다."))
    return HttpResponseRedirect(f"{reverse('accounts:log')}?month={month:%Y-%m}")


@require_POST
@page(roles=REVIEWERS)
def ask(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Ask somebody why."""
    form = QuestionForm(request.POST)
    if not form.is_valid():
        raise Refused("question-needs-words")
    actions.ask_explanation(deed, **form.cleaned_data)
    messages.success(request, _("소명을 요청했습니다. 답은 이 화면에 올라옵니다."))
    return HttpResponseRedirect(f"{reverse('accounts:log')}?month={form.cleaned_data['about_on']:%Y-%m}")
