"""Pages of links outside the network."""

from __future__ import annotations

from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from chomchom.accounts.public import page
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.referrals import access, actions, sentences
from chomchom.referrals.reads.outside import outside_page
from chomchom.referrals.rules import MOST_RESOURCE, Outcome, OutsideWay
from chomchom.referrals.web.forms import DATE, need_choices
from chomchom.ui.said import tell


class OutsideForm(forms.Form):
    """A link as it is written down."""

    idem_key = forms.UUIDField(widget=forms.HiddenInput)
    resource = forms.CharField(label=gettext_lazy("누가 도와주나요"), max_length=MOST_RESOURCE)
    need = forms.ChoiceField(label=gettext_lazy("필요한 것"), choices=need_choices)
    way = forms.TypedChoiceField(
        label=gettext_lazy("어떻게 이었나요"), coerce=OutsideWay, choices=list(sentences.OUTSIDE_WAYS.items())
    )
    agreed = forms.BooleanField(label=gettext_lazy("본인이 알고 동의함"), required=False)
    over_criteria = forms.BooleanField(label=gettext_lazy("공적 기준을 넘는 분"), required=False)
    linked_on = forms.DateField(label=gettext_lazy("이은 날"), widget=DATE)


class EndForm(forms.Form):
    """What came of it."""

    outcome = forms.TypedChoiceField(coerce=Outcome, choices=list(sentences.OUTCOMES.items()))
    person = forms.UUIDField()


@page(roles=access.OFFICERS)
def outside(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """A person's links outside, and the form for a new one."""
    form = OutsideForm(request.POST or None, initial={"idem_key": uuid4(), "linked_on": deed.day})
    if request.method == "POST" and form.is_valid():
        actions.link_outside(deed, actions.OutsideIn(person_id=person_id, **form.cleaned_data))
        tell(
            request, _("망 밖의 자원에 이은 일을 적었습니다."), then=_("도움이 되었는지 알게 되면 결과를 적어 주세요.")
        )
        return HttpResponseRedirect(reverse("referrals:outside", args=[person_id]))
    facts = {
        "found": outside_page(deed, person_id=person_id),
        "form": form,
        "outcomes": [(word, label) for word, label in sentences.OUTCOMES.items() if word != Outcome.UNKNOWN],
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "referrals/outside.html", facts, status=status)


@require_POST
@page(roles=access.OFFICERS)
def end(request: HttpRequest, deed: Deed, outside_id: UUID) -> HttpResponse:
    """Whether the person was helped."""
    form = EndForm(request.POST)
    if not form.is_valid():
        raise Refused("outside-not-found")
    outcome = form.cleaned_data["outcome"]
    actions.end_outside(deed, outside_id=outside_id, outcome=outcome, happened_on=deed.day)
    tell(request, _("결과를 적었습니다. 고맙습니다."))
    return HttpResponseRedirect(reverse("referrals:outside", args=[form.cleaned_data["person"]]))
