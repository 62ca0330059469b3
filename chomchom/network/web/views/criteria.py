"""모의판정: which public lines a household lies under or over, by how much, and which private roads remain."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from chomchom.accounts.public import Role, page
from chomchom.kernel.deeds import Deed
from chomchom.network import access, reads, rules
from chomchom.network.reads import Search
from chomchom.network.web.forms import asked_choices, dong_choices


class CriteriaForm(forms.Form):
    """A household as far as it is known."""

    year = forms.TypedChoiceField(
        label=_("어느 해의 기준"), coerce=int, choices=lambda: [(str(year), str(year)) for year in rules.years()]
    )
    persons = forms.IntegerField(label=_("가구원 수"), min_value=1, max_value=20)
    income = forms.IntegerField(label=_("소득인정액 (원, 한 달)"), min_value=0)
    property = forms.IntegerField(label=_("재산 (원, 아는 경우)"), min_value=0, required=False)
    financial = forms.IntegerField(label=_("금융재산 (원, 아는 경우)"), min_value=0, required=False)
    need = forms.ChoiceField(label=_("필요한 것"), choices=asked_choices, required=False)
    dong = forms.ChoiceField(label=_("사는 동"), choices=lambda: [("", "—"), *dong_choices()], required=False)

    def household(self) -> rules.Household:
        """The household as said; what is not known counts as nothing owned."""
        said = self.cleaned_data
        return rules.Household(
            persons=said["persons"],
            income=said["income"],
            property=said["property"] or 0,
            financial=said["financial"] or 0,
        )


@page(roles=access.READERS - {Role.CITIZEN})
def judge(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Nothing of it is kept: the page answers a question about numbers."""
    form = CriteriaForm(request.POST or None, initial={"year": str(deed.day.year), "persons": 1})
    facts: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        lines = rules.judge(form.household(), on=_day(said["year"], deed.day))
        over = any(line.over for line in lines)
        wanted = Search(need=said["need"], dong=said["dong"], over_criteria=True)
        facts |= {
            "lines": lines,
            "over": over,
            "year": said["year"],
            "roads": reads.find(deed, wanted, size=10).rows if over else (),
        }
    status = 422 if request.method == "POST" and not form.is_valid() else 200
    return TemplateResponse(request, "network/criteria.html", facts, status=status)


def _day(year: int, today: date) -> date:
    """Today in its own year, else the last day of the year asked for."""
    return today if year == today.year else date(year, 12, 31)
