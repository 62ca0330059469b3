"""Users and their postings."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts import actions, reads
from chomchom.accounts.doors.pages import page
from chomchom.accounts.web.forms import AccountForm, AgencyForm, EndForm, KeyForm, PostingForm
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role

MANAGERS = {Role.OPERATOR, Role.CITY_OFFICER, Role.TEAM_HEAD, Role.AGENCY_LEAD}
WATCHERS = MANAGERS | {Role.PRIVACY_OFFICER}


def _back(account_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("accounts:user", args=[account_id]))


def _with_password(request: HttpRequest, deed: Deed, account_id: UUID, first: str) -> HttpResponse:
    """The page that shows a first password, once."""
    return TemplateResponse(
        request,
        "accounts/first_password.html",
        {"account": reads.account_view(deed, account_id), "first_password": first},
    )


@page(roles=WATCHERS)
def listing(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Everybody this deed manages."""
    found = reads.account_list(deed, after=request.GET.get("after", ""), login=request.GET.get("login", ""))
    return TemplateResponse(
        request,
        "accounts/users.html",
        {"rows": found.rows, "next": found.next, "login": request.GET.get("login", ""), "may": deed.has(*MANAGERS)},
    )


@page(roles=MANAGERS)
def create(request: HttpRequest, deed: Deed) -> HttpResponse:
    """A new account, posted in the same step so that a lead can reach it again."""
    form = AccountForm(request.POST or None)
    posting = PostingForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and posting.is_valid():
        made = actions.create_account(deed, **form.cleaned_data)
        actions.give_posting(deed, account_id=made.account_id, **posting.cleaned_data)
        return _with_password(request, deed, made.account_id, made.first_password)
    wrong = request.method == "POST"
    return TemplateResponse(
        request, "accounts/create.html", {"form": form, "posting_form": posting}, status=422 if wrong else 200
    )


@page(roles=WATCHERS)
def show(request: HttpRequest, deed: Deed, account_id: UUID) -> HttpResponse:
    """One account: postings then and now, last logins."""
    return TemplateResponse(
        request,
        "accounts/user.html",
        {
            "account": reads.account_view(deed, account_id),
            "posting_form": PostingForm(),
            "key_form": KeyForm(),
            "may": deed.has(*MANAGERS) and account_id != deed.actor_id,
            "may_keys": deed.has(Role.OPERATOR),
        },
    )


@require_POST
@page(roles=MANAGERS)
def post(request: HttpRequest, deed: Deed, account_id: UUID) -> HttpResponse:
    """Give a posting."""
    form = PostingForm(request.POST)
    if not form.is_valid():
        return TemplateResponse(
            request,
            "accounts/user.html",
            {
                "account": reads.account_view(deed, account_id),
                "posting_form": form,
                "key_form": KeyForm(),
                "may": True,
                "may_keys": False,
            },
            status=422,
        )
    actions.give_posting(deed, account_id=account_id, **form.cleaned_data)
    messages.success(request, _("직무를 주었습니다. 다음 화면부터 바로 쓸 수 있습니다."))
    return _back(account_id)


@require_POST
@page(roles=MANAGERS)
def end(request: HttpRequest, deed: Deed, posting_id: UUID) -> HttpResponse:
    """End a posting, today or on a day."""
    form = EndForm(request.POST)
    ends_on = form.cleaned_data["ends_on"] if form.is_valid() else None
    account_id = actions.end_posting(deed, posting_id=posting_id, ends_on=ends_on or deed.day - timedelta(days=1))
    messages.success(request, _("직무를 끝냈습니다. 끝난 날 뒤로는 어떤 화면도 열리지 않습니다."))
    return _back(account_id)


@require_POST
@page(roles=MANAGERS)
def reset(request: HttpRequest, deed: Deed, account_id: UUID) -> HttpResponse:
    """A new first password, shown once."""
    first = actions.reset_password(deed, account_id=account_id)
    return _with_password(request, deed, account_id, first)


@require_POST
@page(roles=MANAGERS)
def disable(request: HttpRequest, deed: Deed, account_id: UUID) -> HttpResponse:
    """Shut an account at once."""
    actions.disable_account(deed, account_id=account_id)
    messages.success(request, _("계정을 닫았습니다. 하던 접속도 모두 끝났습니다."))
    return _back(account_id)


@require_POST
@page(roles=MANAGERS)
def enable(request: HttpRequest, deed: Deed, account_id: UUID) -> HttpResponse:
    """Open a shut account again."""
    actions.enable_account(deed, account_id=account_id)
    messages.success(request, _("계정을 다시 열었습니다."))
    return _back(account_id)


@page(roles={Role.OPERATOR, Role.CITY_OFFICER})
def agency_list(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Bodies people act for, and a new one."""
    form = AgencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.found_agency(deed, **form.cleaned_data)
        messages.success(request, _("기관을 올렸습니다."))
        return HttpResponseRedirect(reverse("accounts:agencies"))
    return TemplateResponse(
        request,
        "accounts/agencies.html",
        {"rows": reads.agency_choices(), "form": form},
        status=422 if form.errors else 200,
    )


@page(roles={Role.OPERATOR})
def keys(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Keys of machines; a new one is shown once."""
    form = KeyForm(request.POST or None)
    made = ""
    if request.method == "POST" and form.is_valid():
        made = actions.make_key(deed, **form.cleaned_data)
    return TemplateResponse(
        request,
        "accounts/keys.html",
        {"rows": reads.api_keys(deed), "made": made},
        status=422 if form.errors else 200,
    )


@require_POST
@page(roles={Role.OPERATOR})
def revoke(request: HttpRequest, deed: Deed, key_id: UUID) -> HttpResponse:
    """Take a key back."""
    actions.revoke_key(deed, key_id=key_id)
    messages.success(request, _("열쇠를 거두었습니다. 다음 요청부터 열리지 않습니다."))
    return HttpResponseRedirect(reverse("accounts:keys"))
