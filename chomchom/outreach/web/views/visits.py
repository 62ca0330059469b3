"""The visitor's page, by login and by signed link: where, how it went, and 119 first."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chomchom.accounts.public import page
from chomchom.kernel.deeds import Deed
from chomchom.notices.public import CODE_ANSWERS, CodeAnswer, LinkRow, deed_of_link, links
from chomchom.outreach.actions.answers import report_site_check
from chomchom.outreach.actions.checks import set_out
from chomchom.outreach.actions.telling import LINK_PURPOSE
from chomchom.outreach.reads import visits
from chomchom.outreach.rules.words import CheckResult
from chomchom.outreach.web.forms import RESULT_SIGNS, AnswerForm, CodeForm, EmergencyForm
from chomchom.outreach.web.views.reports import photo_answer
from chomchom.people import public as people
from chomchom.ui.said import tell


def link_deed(request: HttpRequest, *, token: str, **_rest: Any) -> Deed:
    """The deed of whoever holds the visitor's link."""
    link = links.open(token, purpose=LINK_PURPOSE)
    request.opened_link = link  # type: ignore[attr-defined]
    return deed_of_link(link)


def _link(request: HttpRequest) -> LinkRow:
    return request.opened_link  # type: ignore[attr-defined,no-any-return]


@require_GET
@page()
def visit_list(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The visits this account or agency was asked for."""
    return TemplateResponse(request, "outreach/visits.html", {"rows": visits.visits_of(deed)})


@require_GET
@page()
def visit(request: HttpRequest, deed: Deed, site_check_id: UUID) -> HttpResponse:
    """One visit, for who logs in."""
    return _page(request, deed, site_check_id)


@require_GET
@page(link=link_deed)
def by_link(request: HttpRequest, deed: Deed, token: str) -> HttpResponse:
    """One visit by link. Names only after the code; the address and the answer at once."""
    return _page(request, deed, _link(request).subject_id, token=token)


def _page(
    request: HttpRequest,
    deed: Deed,
    site_check_id: UUID,
    *,
    token: str = "",
    status: int = 200,
    form: AnswerForm | None = None,
    **more: object,
) -> HttpResponse:
    verified = not token or links.is_verified(request.session, _link(request))
    found = visits.visit_page(deed, site_check_id, verified=verified)
    facts = {
        "row": found,
        "form": form or AnswerForm(initial={"idem_key": uuid4()}),
        "emergency": EmergencyForm(initial={"idem_key": uuid4()}, prefix="e"),
        "signs": RESULT_SIGNS,
        "token": token,
        "urls": _urls(site_check_id, token),
        "link": _link(request) if token else None,
        "code_form": CodeForm(),
        **more,
    }
    return TemplateResponse(request, "outreach/visit.html", facts, status=status)


def _urls(site_check_id: UUID, token: str) -> dict[str, str]:
    names = ("answer", "emergency", "set_out", "reveal")
    if token:
        return {name: reverse(f"outreach:link_{name}", args=[token]) for name in (*names, "code", "check")}
    return {name: reverse(f"outreach:visit_{name}", args=[site_check_id]) for name in names}


def _back(site_check_id: UUID, token: str) -> HttpResponse:
    if token:
        return HttpResponseRedirect(reverse("outreach:link", args=[token]))
    return HttpResponseRedirect(reverse("outreach:visit", args=[site_check_id]))


def _answer(request: HttpRequest, deed: Deed, site_check_id: UUID, *, token: str = "") -> HttpResponse:
    form = AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, deed, site_check_id, token=token, status=422, form=form)
    photo = form.cleaned_data.pop("photo")
    report_site_check(deed, site_check_id=site_check_id, photo=photo.read() if photo else b"", **form.cleaned_data)
    tell(request, _("보냈습니다. 고맙습니다."), then=_("부탁한 분께 바로 알려 드렸습니다. 더 하실 일은 없습니다."))
    return _back(site_check_id, token)


def _emergency(request: HttpRequest, deed: Deed, site_check_id: UUID, *, token: str = "") -> HttpResponse:
    form = EmergencyForm(request.POST, prefix="e")
    key = form.cleaned_data["idem_key"] if form.is_valid() else uuid4()  # never stopped by a broken form
    moment = form.cleaned_data.get("occurred_at") if form.is_valid() else None
    report_site_check(deed, site_check_id=site_check_id, idem_key=key, result=CheckResult.CALLED119, occurred_at=moment)
    tell(
        request,
        _("119를 부르신 것을 담당자에게 알렸습니다."),
        then=_("급한 일이 지나면 아래에서 어떻게 되었는지 알려 주세요."),
    )
    return _back(site_check_id, token)


def _set_out(request: HttpRequest, deed: Deed, site_check_id: UUID, *, token: str = "") -> HttpResponse:
    set_out(deed, site_check_id=site_check_id)
    tell(request, _("가시는 것을 알렸습니다. 조심히 다녀오세요."))
    return _back(site_check_id, token)


def _reveal(request: HttpRequest, deed: Deed, site_check_id: UUID, *, token: str = "") -> HttpResponse:
    found = visits.visit_page(deed, site_check_id)
    shown = people.reveal(deed, found.person_id, "site-check") if found.person_id else None
    return _page(request, deed, site_check_id, token=token, revealed=shown)


@require_POST
@page()
def visit_answer(request: HttpRequest, deed: Deed, site_check_id: UUID) -> HttpResponse:
    """The answer of who logs in."""
    return _answer(request, deed, site_check_id)


@require_POST
@page()
def visit_emergency(request: HttpRequest, deed: Deed, site_check_id: UUID) -> HttpResponse:
    """119 was called."""
    return _emergency(request, deed, site_check_id)


@require_POST
@page()
def visit_set_out(request: HttpRequest, deed: Deed, site_check_id: UUID) -> HttpResponse:
    """On the way."""
    return _set_out(request, deed, site_check_id)


@require_POST
@page()
def visit_reveal(request: HttpRequest, deed: Deed, site_check_id: UUID) -> HttpResponse:
    """Name and number in full; logged."""
    return _reveal(request, deed, site_check_id)


@require_POST
@page(link=link_deed)
def link_answer(request: HttpRequest, deed: Deed, token: str) -> HttpResponse:
    """The answer by link."""
    return _answer(request, deed, _link(request).subject_id, token=token)


@require_POST
@page(link=link_deed)
def link_emergency(request: HttpRequest, deed: Deed, token: str) -> HttpResponse:
    """119 was called; needs no code."""
    return _emergency(request, deed, _link(request).subject_id, token=token)


@require_POST
@page(link=link_deed)
def link_set_out(request: HttpRequest, deed: Deed, token: str) -> HttpResponse:
    """On the way."""
    return _set_out(request, deed, _link(request).subject_id, token=token)


@require_POST
@page(link=link_deed)
def link_reveal(request: HttpRequest, deed: Deed, token: str) -> HttpResponse:
    """Name and number in full, after the code and only as far as the consent goes; logged."""
    links.check_verified(request.session, _link(request))
    return _reveal(request, deed, _link(request).subject_id, token=token)


@require_POST
@page(link=link_deed)
def link_code(request: HttpRequest, deed: Deed, token: str) -> HttpResponse:
    """Send the one-time code."""
    links.send_code(deed, _link(request))
    tell(request, _("확인 번호를 보냈습니다."), then=_("10분 안에 넣어 주세요."))
    return _back(_link(request).subject_id, token)


@require_POST
@page(link=link_deed)
def link_check(request: HttpRequest, deed: Deed, token: str) -> HttpResponse:
    """Compare the code; a wrong one answers and does not refuse, so that the try is counted."""
    form = CodeForm(request.POST)
    code = form.cleaned_data["code"] if form.is_valid() else ""
    answer = links.check_code(deed, _link(request), code)
    if answer is CodeAnswer.RIGHT:
        links.remember(request.session, _link(request))
        return _back(_link(request).subject_id, token)
    return _page(
        request, deed, _link(request).subject_id, token=token, status=422, wrong_code=str(CODE_ANSWERS[answer])
    )


@require_GET
@page()
def answer_photo(request: HttpRequest, deed: Deed, answer_id: UUID) -> HttpResponse:
    """The photo of an answer, for who sees its episode."""
    return photo_answer(visits.answer_photo(deed, answer_id))
