"""A second reader, a day of aftercare, and a need that came back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts.public import page
from chomchom.cases import access, actions
from chomchom.cases.web.forms import AftercareForm, AnswerLookForm, AskLookForm, NoteForm
from chomchom.cases.web.views.desk import case_answer, to_case
from chomchom.kernel.deeds import Deed
from chomchom.ui.said import tell


@require_POST
@page(roles=access.PAGES)
def ask_look(request: HttpRequest, deed: Deed, case_id: UUID) -> HttpResponse:
    """Ask a second reader."""
    form = AskLookForm(request.POST)
    if not form.is_valid():
        return case_answer(request, deed, case_id, status=422, ask_form=form)
    actions.ask_second_look(deed, case_id=case_id, **form.cleaned_data)
    tell(request, _("두 번째 확인을 부탁했습니다."), then=_("다른 분이 동의하면 그 단계로 넘길 수 있습니다."))
    return to_case(case_id)


@require_POST
@page(roles=access.PAGES)
def answer_look(request: HttpRequest, deed: Deed, case_id: UUID) -> HttpResponse:
    """The second reader's answer."""
    form = AnswerLookForm(request.POST)
    if not form.is_valid():
        return case_answer(request, deed, case_id, status=422, answer_form=form)
    actions.answer_second_look(deed, case_id=case_id, **form.cleaned_data)
    tell(request, _("두 번째 확인에 답했습니다."))
    return to_case(case_id)


@require_POST
@page(roles=access.PAGES)
def aftercare(request: HttpRequest, deed: Deed, case_id: UUID) -> HttpResponse:
    """A day of aftercare that was done."""
    form = AftercareForm(request.POST)
    if not form.is_valid():
        return case_answer(request, deed, case_id, status=422, aftercare_form=form)
    number = actions.record_aftercare(deed, case_id=case_id, **form.cleaned_data)
    tell(request, _("사후관리 %(n)d회차를 기록했습니다.") % {"n": number})
    return to_case(case_id)


@require_POST
@page(roles=access.TAKES_IN)
def take_in_again(request: HttpRequest, deed: Deed, case_id: UUID) -> HttpResponse:
    """The need came back: a new case that follows this one."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return case_answer(request, deed, case_id, status=422, note_form=form)
    again = actions.take_in_again(deed, case_id=case_id, note=form.cleaned_data["text"])
    tell(request, _("앞선 사례를 잇는 새 사례로 접수했습니다."), then=_("담당은 앞선 사례와 같습니다."))
    return to_case(again)
