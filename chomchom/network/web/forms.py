"""What people type about services and neighbours; forms parse and nothing else."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chomchom.accounts import public as accounts
from chomchom.network import reads, sentences
from chomchom.network.rules import Capacity, NeighbourKind, ReferralWay, ServiceState, Wanted
from chomchom.rulebook.dongs import dongs

MOST_AGE = 120


def dong_choices() -> list[tuple[str, str]]:
    """All dong of the city by code."""
    return [(one.code, one.name) for one in dongs()]


def need_choices() -> list[tuple[str, str]]:
    """The kinds of need in the reader's language."""
    return [(need.code, need.label) for need in reads.needs()]


class FindForm(forms.Form):
    """The sentence to fill: who needs what, where."""

    dong = forms.ChoiceField(choices=dong_choices)
    need = forms.ChoiceField(choices=need_choices)
    age = forms.IntegerField(required=False, min_value=0, max_value=MOST_AGE)
    alone = forms.ChoiceField(required=False, choices=[("", ""), ("yes", ""), ("no", "")])
    over = forms.ChoiceField(required=False, choices=[("", ""), ("yes", "")])

    def wanted(self) -> Wanted:
        """The sentence as a rule takes it."""
        said = self.cleaned_data
        return Wanted(
            dong=said["dong"],
            need=said["need"],
            age=said["age"],
            lives_alone={"yes": True, "no": False}.get(said["alone"]),
            over_criteria=said["over"] == "yes",
        )


class CapacityForm(forms.Form):
    """How many places there are now."""

    capacity = forms.TypedChoiceField(
        label=_("지금 자리"),
        coerce=Capacity,
        choices=[(one.value, sentences.CAPACITIES[one]) for one in Capacity if one is not Capacity.UNKNOWN],
    )
    places_free = forms.IntegerField(label=_("빈 자리"), required=False, min_value=0)
    waiting = forms.IntegerField(label=_("기다리는 사람"), required=False, min_value=0)


class StateForm(forms.Form):
    """Whether a service runs."""

    state = forms.TypedChoiceField(
        label=_("운영"), coerce=ServiceState, choices=[(one.value, sentences.STATES[one]) for one in ServiceState]
    )


class ServiceForm(forms.Form):
    """A new service."""

    agency_id = forms.TypedChoiceField(label=_("기관"), coerce=str)
    name = forms.CharField(label=_("서비스 이름"), max_length=80)
    summary = forms.CharField(label=_("무엇을 해 주나요"), max_length=300, required=False, widget=forms.Textarea)
    need = forms.ChoiceField(label=_("어떤 욕구"), choices=need_choices)
    whole_city = forms.BooleanField(label=_("시 전체에서 이용할 수 있음"), required=False)
    dongs = forms.MultipleChoiceField(label=_("맡는 동"), choices=dong_choices, required=False)
    over_criteria_ok = forms.BooleanField(label=_("소득 기준을 넘어도 됨"), required=False)
    only_alone = forms.BooleanField(label=_("혼자 사는 분만"), required=False)
    age_from = forms.IntegerField(label=_("나이, 부터"), required=False, min_value=0, max_value=MOST_AGE)
    age_to = forms.IntegerField(label=_("나이, 까지"), required=False, min_value=0, max_value=MOST_AGE)
    fee = forms.CharField(label=_("이용료"), max_length=80, required=False)
    referral_way = forms.TypedChoiceField(
        label=_("의뢰 받는 방법"),
        coerce=ReferralWay,
        choices=[(one.value, sentences.WAYS[one]) for one in ReferralWay],
    )
    contact_email = forms.EmailField(label=_("의뢰 받을 전자우편"), required=False)
    contact_phone = forms.CharField(label=_("의뢰 받을 전화"), max_length=20, required=False)

    def __init__(self, *args: Any, own: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(str(row.agency_id), row.name) for row in accounts.agency_choices()]
        self.fields["agency_id"].choices = [row for row in rows if row[0] == own] if own else rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A service covers the whole city or names its dongs."""
        said = super().clean() or {}
        if not said.get("whole_city") and not said.get("dongs"):
            self.add_error("dongs", _("맡는 동을 고르거나 '시 전체'를 눌러 주세요."))
        return said


class NeighbourForm(forms.Form):
    """A new neighbour."""

    kind = forms.TypedChoiceField(
        label=_("누구"), coerce=NeighbourKind, choices=[(one.value, sentences.KINDS[one]) for one in NeighbourKind]
    )
    name = forms.CharField(label=_("이름"), max_length=40)
    phone = forms.RegexField(label=_("전화"), regex=r"^[0-9+\- ]{9,20}$", max_length=20)
    dong = forms.ChoiceField(label=_("동"), choices=dong_choices)
    tong = forms.IntegerField(label=_("통 (아는 경우)"), required=False, min_value=1, max_value=999)
    active_from = forms.DateField(label=_("위촉한 날"), widget=forms.DateInput(attrs={"type": "date"}))


class EndForm(forms.Form):
    """The last day of an appointment."""

    until = forms.DateField(label=_("마지막 날"), widget=forms.DateInput(attrs={"type": "date"}))
