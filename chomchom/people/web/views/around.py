"""Who belongs to a person, what a visitor should know, and who may see the record at all."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.people import access, actions, reads
from chomchom.people.web import forms
from chomchom.people.web.views.persons import READERS, data_page, to_data
from chomchom.ui.said import tell


@require_POST
@accounts.page(roles=READERS)
def add_contact(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """Add a guardian, emergency contact or helper."""
    form = forms.ContactForm(request.POST)
    if not form.is_valid():
        return data_page(request, deed, person_id, status=422, contact_form=form)
    order = len(reads.emergency_contacts(deed, person_id)) + 1
    actions.add_contact(deed, person_id=person_id, **form.cleaned_data, order=order)
    tell(request, _("연락처를 더했습니다."))
    return to_data(person_id)


@require_POST
@accounts.page(roles=READERS)
def remove_contact(request: HttpRequest, deed: Deed, person_id: UUID, contact_id: UUID) -> HttpResponse:
    """Take a contact off; its data are destroyed."""
    actions.remove_contact(deed, person_id=person_id, contact_id=contact_id)
    tell(request, _("연락처를 지웠습니다."), then=_("적혀 있던 이름과 번호는 파기했습니다."))
    return to_data(person_id)


@require_POST
@accounts.page(roles=READERS)
def call_contact(request: HttpRequest, deed: Deed, person_id: UUID, contact_id: UUID) -> HttpResponse:
    """Show a contact's name and number once, to call; logged on the person's file."""
    name, phone = actions.contact_phone(deed, contact_id, "call")
    return data_page(request, deed, person_id, called={"name": name, "phone": phone})


@require_POST
@accounts.page(roles=READERS)
def note_hazard(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """Note what a visitor should know before the door."""
    form = forms.HazardForm(request.POST)
    if not form.is_valid():
        return data_page(request, deed, person_id, status=422, hazard_form=form)
    home = reads.card(deed, person_id).household_id
    actions.note_hazard(deed, household_id=home, **form.cleaned_data)
    tell(request, _("주의할 점을 적었습니다."), then=_("정해진 기간이 지나면 다시 확인하라고 표시됩니다."))
    return to_data(person_id)


@require_POST
@accounts.page(roles=READERS)
def clear_hazard(request: HttpRequest, deed: Deed, person_id: UUID, hazard_id: UUID) -> HttpResponse:
    """Say that a hazard is gone."""
    home = reads.card(deed, person_id).household_id
    actions.clear_hazard(deed, household_id=home, hazard_id=hazard_id)
    tell(request, _("주의할 점을 지웠습니다."))
    return to_data(person_id)


@require_POST
@accounts.page(roles={Role.TEAM_HEAD})
def restrict(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """Hide a record from everybody but named accounts."""
    form = forms.RestrictForm(request.POST)
    if not form.is_valid():
        return data_page(request, deed, person_id, status=422, restrict_form=form)
    actions.restrict(deed, person_id=person_id, because=form.cleaned_data["because"])
    tell(request, _("기록을 숨겼습니다."), then=_("이제 이름을 올린 담당자만 볼 수 있고, 찾기에도 나오지 않습니다."))
    return to_data(person_id)


@require_POST
@accounts.page(roles={Role.TEAM_HEAD})
def unrestrict(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """Make a hidden record an ordinary one."""
    actions.unrestrict(deed, person_id=person_id)
    tell(request, _("숨김을 풀었습니다."))
    return to_data(person_id)


@require_POST
@accounts.page(roles={Role.TEAM_HEAD})
def name_reader(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """Let one more account open a hidden record."""
    form = forms.ReaderForm(deed, request.POST)
    if not form.is_valid():
        return data_page(request, deed, person_id, status=422, reader_form=form)
    actions.name_reader(deed, person_id=person_id, account_id=form.cleaned_data["account_id"])
    tell(request, _("담당자의 이름을 올렸습니다."), then=_("그 담당자의 사람 찾기 화면에 이 기록이 보입니다."))
    return to_data(person_id)


@require_POST
@accounts.page(roles={role for role in access.KEEPERS if role != Role.SYSTEM})
def end_keeping(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """Say that a person's data are no longer needed."""
    form = forms.EndForm(request.POST)
    if not form.is_valid():
        return data_page(request, deed, person_id, status=422, end_form=form)
    actions.end_keeping(deed, person_id=person_id, **form.cleaned_data)
    tell(request, _("보관이 끝난 것으로 적었습니다."), then=_("보관 기간이 지나면 파기 목록에 오릅니다."))
    return to_data(person_id)


@require_POST
@accounts.page(roles={role for role in access.KEEPERS if role != Role.SYSTEM})
def resume_keeping(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """The end was a mistake, or the person came back."""
    actions.resume_keeping(deed, person_id=person_id)
    tell(request, _("다시 보관합니다."))
    return to_data(person_id)


@require_POST
@accounts.page(roles=READERS)
def receive_request(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """Take in a request to see, correct, delete or stop."""
    form = forms.RequestForm(request.POST)
    if not form.is_valid():
        return data_page(request, deed, person_id, status=422, request_form=form)
    actions.receive_request(deed, person_id=person_id, **form.cleaned_data)
    tell(request, _("요구를 접수했습니다."), then=_("개인정보 보호책임자가 기한 안에 답합니다."))
    return to_data(person_id)


@accounts.page(roles={*READERS, Role.PRIVACY_OFFICER})
def opened(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """Who opened this file, when and why; records that were merged into it too."""
    subject = access.load_for_keeping(deed, person_id).pk
    return TemplateResponse(request, "people/opened.html", {"rows": reads.opened(deed, subject), "person_id": subject})


@accounts.page(roles={*READERS, Role.PRIVACY_OFFICER})
def opened_paper(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """The same as a paper for the person concerned."""
    paper = reads.opened_paper(deed, person_id)
    answer = HttpResponse(paper, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="opened.pdf"'
    return answer
