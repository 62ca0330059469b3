"""My account: what I am posted to, my sessions, my password, questions to me."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts import actions, reads
from chomchom.accounts.doors.pages import POSTING_KEY, has_second_factor, page
from chomchom.accounts.web.forms import AnswerForm, PasswordForm
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused


@page()
def show(request: HttpRequest, deed: Deed) -> HttpResponse:
    """My account on one page."""
    return TemplateResponse(
        request,
        "accounts/me.html",
        {
            "me": reads.account_view(deed, deed.actor_id),
            "sessions": reads.own_sessions(deed),
            "this_session": request.session.session_key,
            "second_factor": has_second_factor(request),
            "questions": [row for row in reads.questions(deed) if row.own],
            "answer_form": AnswerForm(),
        },
    )


@page()
def password(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Set an own new password."""
    account: Any = request.user
    form = PasswordForm(request.POST or None, user=account)
    if request.method == "POST" and form.is_valid():
        actions.change_password(deed, new=form.cleaned_data["new"], session_key=str(request.session.session_key))
        account.refresh_from_db()
        before = str(request.session.session_key)
        update_session_auth_hash(request, account)
        actions.follow_session(before=before, after=str(request.session.session_key))
        messages.success(request, _("비밀번호를 바꾸었습니다. 다른 곳에서 하던 접속은 모두 끝났습니다."))
        return HttpResponseRedirect(reverse("accounts:me"))
    return TemplateResponse(request, "accounts/password.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@page()
def choose_posting(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Go on under another of my postings."""
    wanted = request.POST.get("posting", "")
    if wanted not in {str(row.posting_id) for row in request.postings}:  # type: ignore[attr-defined]
        raise Refused("posting-not-there")
    request.session[POSTING_KEY] = wanted
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(back if safe else "/")


@require_POST
@page()
def end_session(request: HttpRequest, deed: Deed) -> HttpResponse:
    """End one of my sessions, such as one left open elsewhere."""
    actions.end_own_session(deed, session_key=request.POST.get("session", ""))
    messages.success(request, _("그 접속을 끝냈습니다."))
    return HttpResponseRedirect(reverse("accounts:me"))


@require_POST
@page()
def answer(request: HttpRequest, deed: Deed, question_id: UUID) -> HttpResponse:
    """Answer a question about what I opened."""
    actions.answer_explanation(deed, question_id=question_id, answer=request.POST.get("answer", ""))
    messages.success(request, _("답을 보냈습니다."))
    return HttpResponseRedirect(reverse("accounts:me"))
