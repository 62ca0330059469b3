"""What people type about services and neighbours; forms parse and nothing else."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chomchom.network import reads, sentences
from chomchom.network.reads import Search
from chomchom.network.rules import Capacity, NeighbourKind, ServiceState
from chomchom.rulebook.dongs import dongs

MOST_AGE = 120


def dong_choices() -> list[tuple[str, str]]:
    """All dong of the city by code."""
    return [(one.code, one.name) for one in dongs()]


def need_choices() -> list[tuple[str, str]]:
    """The kinds of need in the reader's language."""
    return [(need.code, need.label) for need in reads.needs()]


def asked_choices() -> list[tuple[str, str]]:
    """Groups of needs, each followed by its kinds."""
    kinds = reads.needs()
    found = [("", gettext("무엇이든"))]
    for group in reads.need_groups():
        found.append((group.code, gettext("%(group)s 모두") % {"group": group.label}))
        found += [(one.code, one.label) for one in kinds if one.group == group.code]
    return found


class FindForm(forms.Form):
    """The sentence to fill: who needs what, where."""

    words = forms.CharField(required=False, max_length=60)
    dong = forms.ChoiceField(required=False, choices=lambda: [("", ""), *dong_choices()])
    need = forms.ChoiceField(required=False, choices=asked_choices)
    age = forms.IntegerField(required=False, min_value=0, max_value=MOST_AGE)
    alone = forms.ChoiceField(required=False, choices=[("", ""), ("yes", ""), ("no", "")])
    over = forms.ChoiceField(required=False, choices=[("", ""), ("yes", "")])
    only = forms.ChoiceField(required=False, choices=[("", ""), ("free", ""), ("open", "")])
    order = forms.ChoiceField(required=False, choices=[("", ""), ("near", "")])

    def search(self) -> Search:
        """The sentence as the directory takes it."""
        said = self.cleaned_data
        return Search(
            words=said["words"],
            dong=said["dong"],
            need=said["need"],
            age=said["age"],
            lives_alone={"yes": True, "no": False}.get(said["alone"]),
            over_criteria=said["over"] == "yes",
            with_places=said["only"] == "free",
            open_now=said["only"] == "open",
            nearest_first=said["order"] == "near" and bool(said["dong"]),
        )


def find_slots(request: HttpRequest, *, home: str) -> dict[str, Any]:
    """What the sentence's gaps offer, and what was chosen in each."""
    names = ("words", "dong", "need", "age", "alone", "over", "only", "order")
    chosen = {name: request.GET.get(name, "") for name in names}
    chosen["dong"] = request.GET.get("dong", home)
    return {
        "dongs": [("", gettext("어느 동이든")), *dong_choices()],
        "needs": asked_choices(),
        "ages": [
            ("", gettext("나이를 모르는")),
            *((age, gettext("%(n)d세") % {"n": age}) for age in range(1, 110)),
        ],
        "alones": [
            ("", gettext("혼자인지 모르는")),
            ("yes", gettext("혼자 사는")),
            ("no", gettext("함께 사는")),
        ],
        "overs": [("", gettext("넘지 않음")), ("yes", gettext("넘음"))],
        "onlys": [("", gettext("모두")), ("free", gettext("자리 있는 곳만")), ("open", gettext("지금 연 곳만"))],
        "orders": [("", gettext("자리 있는 곳부터")), ("near", gettext("가까운 곳부터"))],
        "chosen": chosen,
    }


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
