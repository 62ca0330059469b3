"""The city's own lists: criteria, themes and issues, kinds of rows. What ends keeps its label where it was used."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts.public import page
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.planning.actions import lists as acts
from chomchom.planning.reads import candidates as reads
from chomchom.planning.rules.candidates import CityList
from chomchom.planning.web.review_forms import CriterionForm, EndForm, RowKindForm, ThemeForm
from chomchom.planning.web.review_tabs import drawn
from chomchom.planning.web.views.candidates import asked_term
from chomchom.planning.web.views.reviews import OFFICE
from chomchom.ui.said import tell


def _here(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("plan", "")
    return HttpResponseRedirect(reverse("planning:lists") + (f"?plan={asked}" if asked.isdigit() else ""))


@page(roles=OFFICE)
def show(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The lists as they stand; each new entry holds from today."""
    term = asked_term(request, deed)
    which = request.POST.get("which", "")
    forms: dict[str, Any] = {
        "criterion": CriterionForm(request.POST if which == "criterion" else None, prefix="criterion"),
        "theme": ThemeForm(request.POST if which == "theme" else None, prefix="theme"),
        "row": RowKindForm(request.POST if which == "row" else None, prefix="row"),
    }
    if which in forms and forms[which].is_valid():
        given = forms[which].cleaned_data
        if which == "criterion":
            acts.add_criterion(deed, kind=given.pop("list"), from_on=deed.day, **given)
        elif which == "theme":
            if term is None:
                raise Refused("term-not-found")
            acts.add_theme(deed, term=term.number, from_on=deed.day, **given)
        else:
            acts.add_row_kind(deed, from_on=deed.day, **given)
        tell(request, _("목록에 더했습니다."), then=_("오늘부터 쓰입니다."))
        return _here(request)
    facts = {"forms": forms, "found": reads.city_lists(deed, term), "term": term, "today": deed.day}
    return drawn(request, "planning/lists.html", facts, status=422 if which in forms else 200)


@require_POST
@page(roles=OFFICE)
def end(request: HttpRequest, deed: Deed, which: str, entry_id: UUID) -> HttpResponse:
    """Take an entry off its list after a day: today, unless another is said."""
    form = EndForm(request.POST)
    if which not in set(CityList):
        raise Refused("criterion-unknown")
    if not form.is_valid():
        raise Refused("criterion-ends-in-the-past")
    acts.end_entry(deed, which=CityList(which), entry_id=entry_id, until_on=form.cleaned_data["until_on"] or deed.day)
    tell(request, _("그날까지만 씁니다."), then=_("이미 적은 것은 이름과 함께 그대로 남습니다."))
    return _here(request)
