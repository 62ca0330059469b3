"""The forms of a case: begin, fill in, see what another editor wrote, correct, set a level by hand."""

from __future__ import annotations

from uuid import UUID

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chomchom.accounts.public import page
from chomchom.cases import access
from chomchom.cases.actions import forms as acts
from chomchom.cases.reads import forms as reads
from chomchom.cases.web.filling import answers_of, form_of
from chomchom.cases.web.forms import LevelForm, VersionForm
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ui.said import tell


def _here(record_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("cases:form", args=[record_id]))


@require_POST
@page(roles=access.PAGES)
def begin(request: HttpRequest, deed: Deed, case_id: UUID, form: str) -> HttpResponse:
    """Begin a form with what is known, or go on with its draft."""
    known = reads.known_answers(deed, case_id, form)
    return _here(acts.begin_form(deed, case_id=case_id, form=form, answers=known))


@require_http_methods(["GET", "POST"])
@page(roles=access.PAGES)
def show(request: HttpRequest, deed: Deed, record_id: UUID) -> HttpResponse:
    """One form: read when it is done, filled in while it is a draft."""
    found = reads.form_page(deed, record_id)
    if request.method == "POST":
        return _save(request, deed, found)
    form = form_of(found.definition, initial=found.answers)
    return _answer(request, found, form)


def _answer(
    request: HttpRequest, found: reads.FormPage, form: django_forms.Form, *, status: int = 200, **more: object
) -> HttpResponse:
    parts = [(section, [form[code] for code in section.codes]) for section in found.sections]
    context = {
        "found": found,
        "form": form,
        "parts": parts,
        "version": found.version,
        "differences": (),
        "level_form": LevelForm(levels=found.levels),
    }
    return TemplateResponse(request, "cases/form.html", context | more, status=status)


def _save(request: HttpRequest, deed: Deed, found: reads.FormPage) -> HttpResponse:
    said = VersionForm(request.POST)
    if not said.is_valid():
        raise Refused("case-changed-meanwhile")
    finish = said.cleaned_data["finish"] == "yes"
    form = form_of(found.definition, request.POST, initial=found.answers, finish=finish)
    if not form.is_valid():
        return _answer(request, found, form, status=422, version=said.cleaned_data["version"])
    answers = answers_of(found.definition, form.cleaned_data)
    for code in set(request.POST.getlist("theirs")) & {one.code for one in found.definition.fields}:
        if code in found.answers:
            answers[code] = found.answers[code]
        else:
            answers.pop(code, None)
    if said.cleaned_data["version"] != found.version and found.draft:
        other = reads.differences(found, answers)
        mine = form_of(found.definition, initial=answers)
        return _answer(request, found, mine, status=409, differences=other, changed=True)
    acts.save_form(
        deed, record_id=found.record_id, answers=answers, version=said.cleaned_data["version"], finish=finish
    )
    if finish:
        tell(request, _("‘%(name)s’ 서식을 마쳤습니다.") % {"name": found.name})
        return HttpResponseRedirect(reverse("cases:case", args=[found.case_id]) + "?tab=forms")
    tell(request, _("쓰던 데까지 저장했습니다."), then=_("마치기 전까지 언제든 이어 쓸 수 있습니다."))
    return _here(found.record_id)


@require_POST
@page(roles=access.PAGES)
def correct(request: HttpRequest, deed: Deed, record_id: UUID) -> HttpResponse:
    """Begin a correction."""
    return _here(acts.correct_form(deed, record_id=record_id))


@require_POST
@page(roles=access.PAGES)
def level(request: HttpRequest, deed: Deed, record_id: UUID) -> HttpResponse:
    """Set the level by hand."""
    found = reads.form_page(deed, record_id)
    form = LevelForm(request.POST, levels=found.levels)
    if not form.is_valid():
        shown = form_of(found.definition, initial=found.answers)
        return _answer(request, found, shown, status=422, level_form=form)
    acts.set_level(deed, record_id=record_id, **form.cleaned_data)
    tell(request, _("위험도를 직접 정했습니다."), then=_("점수로 나온 위험도는 그대로 옆에 남습니다."))
    return _here(record_id)
