"""Bringing in another directory's file: look first, then enter."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from chomchom.accounts.public import page
from chomchom.kernel.deeds import Deed
from chomchom.network import access, actions, sentences
from chomchom.ui.said import tell


class DirectoryForm(forms.Form):
    """A file of another directory."""

    file = forms.FileField(label=gettext_lazy("HSDS 파일 (JSON)"))


@page(roles=access.EXCHANGERS)
def bring(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Choose a file."""
    form = DirectoryForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        file_id = actions.bring_file(deed, filename=file.name, content=file.read(20_000_001))
        return HttpResponseRedirect(reverse("network:exchange_file", args=[file_id]))
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "network/exchange.html", {"form": form}, status=status)


@page(roles=access.EXCHANGERS)
def look(request: HttpRequest, deed: Deed, file_id: UUID) -> HttpResponse:
    """What entering the file would do, line by line; nothing is written."""
    plan = actions.look_at(deed, file_id)
    counts = [(label, plan.count(word)) for word, label in sentences.BECOMES.items()]
    faults = [
        (line.number, line.name, wrong.place, sentences.FILE_FAULTS.get(wrong.code, wrong.code))
        for line in plan.lines
        for wrong in line.wrong
    ]
    facts = {"plan": plan, "counts": counts, "faults": faults, "sound": plan.count("new") + plan.count("changed")}
    return TemplateResponse(request, "network/exchange_file.html", facts)


@require_POST
@page(roles=access.EXCHANGERS)
def enter(request: HttpRequest, deed: Deed, file_id: UUID) -> HttpResponse:
    """Enter the sound services."""
    plan = actions.enter_file(deed, file_id)
    said = _("새로 %(new)d건, 고친 것 %(changed)d건을 들여왔습니다.")
    tell(request, said % {"new": plan.count("new"), "changed": plan.count("changed")})
    return HttpResponseRedirect(reverse("network:find"))
