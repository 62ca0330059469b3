"""Opening a closed file in an emergency, and judging it afterwards."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts import actions, reads
from chomchom.accounts.doors.pages import page
from chomchom.accounts.web.forms import FindingForm, GlassForm
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused

OPENERS = {Role.DESK, Role.DONG_OFFICER, Role.CASE_MANAGER, Role.TEAM_HEAD, Role.CITY_OFFICER}


@page(roles=OPENERS | {Role.PRIVACY_OFFICER})
def listing(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Own openings; for the privacy officer all of them, to be judged."""
    return TemplateResponse(
        request,
        "accounts/emergencies.html",
        {"rows": reads.emergencies(deed), "may_review": deed.has(Role.PRIVACY_OFFICER)},
    )


@page(roles=OPENERS)
def open_file(request: HttpRequest, deed: Deed, subject_id: UUID) -> HttpResponse:
    """Say why, then the file opens for three hours."""
    form = GlassForm(request.POST or None)
    back = request.POST.get("next", request.GET.get("next", ""))
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    if request.method == "POST" and form.is_valid():
        actions.open_emergency(deed, subject_id=subject_id, **form.cleaned_data)
        messages.warning(request, _("세 시간 동안 열람할 수 있습니다. 개인정보 보호책임자에게 알렸습니다."))
        return HttpResponseRedirect(back if safe else reverse("accounts:emergencies"))
    return TemplateResponse(
        request,
        "accounts/emergency.html",
        {"form": form, "subject_id": subject_id, "next": back if safe else ""},
        status=422 if form.errors else 200,
    )


@require_POST
@page(roles={Role.PRIVACY_OFFICER})
def judge(request: HttpRequest, deed: Deed, glass_id: UUID) -> HttpResponse:
    """Judge an opening."""
    form = FindingForm(request.POST)
    if not form.is_valid():
        raise Refused("bad-page")
    actions.review_emergency(deed, glass_id=glass_id, **form.cleaned_data)
    messages.success(request, _("판단을 남겼습니다."))
    return HttpResponseRedirect(reverse("accounts:emergencies"))
