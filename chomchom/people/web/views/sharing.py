"""Consents: given, claimed by law, taken back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts import public as accounts
from chomchom.documents import public as documents
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.people import access, actions, reads
from chomchom.people.web import forms
from chomchom.people.web.views.persons import READERS
from chomchom.ui.said import tell


@accounts.page(roles={*READERS, *access.AGENCIES, Role.PRIVACY_OFFICER})
def consents(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """What a person agreed to, who sees what today, and how to take it back."""
    return _consents_page(request, deed, person_id)


def _consents_page(
    request: HttpRequest,
    deed: Deed,
    person_id: UUID,
    *,
    form: forms.ConsentForm | None = None,
    claim_form: forms.ClaimForm | None = None,
    scan_form: forms.ScanForm | None = None,
) -> HttpResponse:
    rows = reads.consents(deed, person_id)
    officer = deed.has(*access.READERS)
    context = {
        "person_id": person_id,
        "card": reads.card(deed, person_id) if not deed.has(Role.PRIVACY_OFFICER) else None,
        "running": [row for row in rows if row.can_withdraw],
        "over": [row for row in rows if not row.can_withdraw],
        "seen": reads.seen_by_recipient(rows),
        "may_give": officer,
        "may_withdraw": officer or deed.has(Role.PRIVACY_OFFICER),
        "form": form or forms.ConsentForm(),
        "claim_form": claim_form or forms.ClaimForm(prefix="claim"),
        "scan_form": scan_form or forms.ScanForm(),
    }
    wrong = form is not None or claim_form is not None or scan_form is not None
    status = 422 if wrong else 200
    return TemplateResponse(request, "people/consents.html", context, status=status)


def _to_consents(person_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("people:consents", args=[person_id]))


@require_POST
@accounts.page(roles=READERS)
def give(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """Write down a consent."""
    form = forms.ConsentForm(request.POST)
    if not form.is_valid():
        return _consents_page(request, deed, person_id, form=form)
    actions.give_consent(deed, person_id=person_id, **form.given())
    tell(request, _("동의를 적었습니다."), then=_("언제든 철회할 수 있고, 철회하면 바로 제공이 멈춥니다."))
    return _to_consents(person_id)


@require_POST
@accounts.page(roles=READERS)
def add_scan(request: HttpRequest, deed: Deed, person_id: UUID, consent_id: UUID) -> HttpResponse:
    """Keep the signed paper beside its consent."""
    form = forms.ScanForm(request.POST, request.FILES)
    if not form.is_valid():
        return _consents_page(request, deed, person_id, scan_form=form)
    file = form.cleaned_data["scan"]
    if file.size > documents.MOST_BYTES:  # by its size, before it is read
        raise Refused("file-too-large", most_mb=documents.MOST_BYTES // 1_000_000)
    covered = bool(form.cleaned_data["covered"])
    actions.keep_scan(deed, consent_id=consent_id, filename=file.name, content=file.read(), covered=covered)
    tell(request, _("서명한 종이를 보관했습니다."), then=_("동의 기록과 함께 보관하고 함께 파기합니다."))
    return _to_consents(person_id)


@accounts.page(roles={*READERS, Role.PRIVACY_OFFICER})
def scan(request: HttpRequest, deed: Deed, person_id: UUID, consent_id: UUID, file_id: UUID) -> HttpResponse:
    """One signed paper as it was kept."""
    return documents.download(*reads.scan(deed, consent_id, file_id), show=True)


@require_POST
@accounts.page(roles=READERS)
def claim(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """Share without consent on a legal ground."""
    form = forms.ClaimForm(request.POST, prefix="claim")
    if not form.is_valid():
        return _consents_page(request, deed, person_id, claim_form=form)
    actions.claim_legal_basis(deed, person_id=person_id, **form.given())
    tell(request, _("법적 근거를 적었습니다."), then=_("개인정보 보호책임자가 확인합니다."))
    return _to_consents(person_id)


@require_POST
@accounts.page(roles={*READERS, Role.PRIVACY_OFFICER})
def withdraw(request: HttpRequest, deed: Deed, person_id: UUID, consent_id: UUID) -> HttpResponse:
    """Take a consent back; sharing stops with this press."""
    actions.withdraw_consent(deed, consent_id=consent_id)
    tell(
        request, _("동의를 철회했습니다."), then=_("이 순간부터 더 제공하지 않습니다. 이미 열려 있던 것도 닫았습니다.")
    )
    return _to_consents(person_id)
