"""The form of a service and that of a place; they parse and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from chomchom.accounts import public as accounts
from chomchom.kernel.verdicts import Refused
from chomchom.network import rules, sentences
from chomchom.network.actions import PlaceIn, ServiceIn
from chomchom.network.reads import PlaceRow
from chomchom.network.rules import Aid, ReferralWay, Tongue, Week
from chomchom.network.web.forms import MOST_AGE, dong_choices, need_choices
from chomchom.ui.refusals import sentence

MANY = forms.CheckboxSelectMultiple
LINES = forms.Textarea(attrs={"rows": 4})


class HoursField(forms.CharField):
    """Opening hours as an office writes them, a line a pattern."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("여는 시간"),
            help_text=_("한 줄에 하나씩. 예: 평일 09:00-18:00 / 첫째·셋째 수 10:00-12:00 / 쉼 2026-08-01~2026-08-05"),
            required=False,
            max_length=1000,
            widget=LINES,
            **kwargs,
        )

    def clean(self, value: Any) -> Week:
        """The week the lines say."""
        try:
            return rules.parse_hours(super().clean(value))
        except Refused as no:
            raise forms.ValidationError(sentence(no.code, no.facts)) from no


class OwnForm(forms.Form):
    """A form of something an agency has; an agency's lead chooses no other body."""

    agency_id = forms.TypedChoiceField(label=_("기관"), coerce=UUID)

    def __init__(self, *args: Any, own: UUID | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(str(row.agency_id), row.name) for row in accounts.agency_choices()]
        field: Any = self.fields["agency_id"]
        field.choices = [row for row in rows if row[0] == str(own)] if own else rows


class ServiceForm(OwnForm):
    """A service as it is entered or changed."""

    name = forms.CharField(label=_("서비스 이름"), max_length=80)
    summary = forms.CharField(label=_("무엇을 해 주나요"), max_length=300, required=False, widget=LINES)
    need = forms.ChoiceField(label=_("어떤 욕구"), choices=need_choices)
    whole_city = forms.BooleanField(label=_("시 전체에서 이용할 수 있음"), required=False)
    dongs = forms.MultipleChoiceField(label=_("맡는 동"), choices=dong_choices, required=False, widget=MANY)
    over_criteria_ok = forms.BooleanField(label=_("소득 기준을 넘어도 됨"), required=False)
    only_alone = forms.BooleanField(label=_("혼자 사는 분만"), required=False)
    age_from = forms.IntegerField(label=_("나이, 부터"), required=False, min_value=0, max_value=MOST_AGE)
    age_to = forms.IntegerField(label=_("나이, 까지"), required=False, min_value=0, max_value=MOST_AGE)
    eligibility = forms.CharField(label=_("그 밖의 자격"), max_length=300, required=False)
    application = forms.CharField(label=_("신청하는 방법"), max_length=300, required=False)
    papers = forms.CharField(
        label=_("필요한 서류 (한 줄에 하나)"), max_length=1700, required=False, widget=LINES, empty_value=""
    )
    languages = forms.MultipleChoiceField(
        label=_("할 수 있는 말"),
        choices=[(one.value, sentences.TONGUES[one]) for one in Tongue],
        required=False,
        widget=MANY,
    )
    fee = forms.CharField(label=_("이용료 (말로)"), max_length=80, required=False)
    fee_won = forms.IntegerField(label=_("이용료 (원)"), required=False, min_value=0, max_value=rules.MOST_FEE)
    hours = HoursField()
    places = forms.TypedMultipleChoiceField(label=_("하는 곳"), coerce=UUID, required=False, widget=MANY)
    listed = forms.BooleanField(label=_("누구나 보는 자원 안내에 올림"), required=False, initial=True)
    public_phone = forms.CharField(label=_("공개하는 전화"), max_length=20, required=False)
    website = forms.URLField(label=_("누리집"), required=False, assume_scheme="https")
    referral_way = forms.TypedChoiceField(
        label=_("의뢰 받는 방법"),
        coerce=ReferralWay,
        choices=[(one.value, sentences.WAYS[one]) for one in ReferralWay],
    )
    contact_email = forms.EmailField(label=_("의뢰 받을 전자우편 (공개하지 않음)"), required=False)
    contact_phone = forms.CharField(label=_("의뢰 받을 전화 (공개하지 않음)"), max_length=20, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, places: Sequence[PlaceRow] = (), entered: ServiceIn | None = None, **kwargs: Any
    ) -> None:
        if entered is not None:
            kwargs["initial"] = {**first_values(entered), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.entered = entered
        field: Any = self.fields["places"]
        field.choices = [(str(one.id), f"{one.name} ({one.dong_name})") for one in places]
        if not places:
            del self.fields["places"]

    def clean_papers(self) -> tuple[str, ...]:
        """A paper a line."""
        return tuple(line.strip() for line in self.cleaned_data["papers"].splitlines() if line.strip())

    def clean(self) -> dict[str, Any]:
        """A service covers the whole city or names its dongs."""
        said = super().clean() or {}
        if not said.get("whole_city") and not said.get("dongs"):
            self.add_error("dongs", _("맡는 동을 고르거나 '시 전체'를 눌러 주세요."))
        return said

    def service(self) -> ServiceIn:
        """The service as said."""
        said = {key: value for key, value in self.cleaned_data.items() if key != "version"}
        said["dongs"] = frozenset() if said["whole_city"] else frozenset(said["dongs"])
        said["languages"] = tuple(said["languages"])
        said["places"] = tuple(said.get("places", ()))
        return ServiceIn(**said, source_id=self.entered.source_id if self.entered else "")


def first_values(service: ServiceIn) -> dict[str, Any]:
    """An entered service as a form's first values."""
    kept = {one.name: getattr(service, one.name) for one in fields(service)}
    return kept | {
        "agency_id": str(service.agency_id),
        "papers": "\n".join(service.papers),
        "hours": rules.write_hours(service.hours),
        "dongs": sorted(service.dongs),
        "places": [str(one) for one in service.places],
    }


def differences(mine: ServiceIn, theirs: ServiceIn) -> list[tuple[str, str, str]]:
    """What another saved meanwhile and one's own text, field by field: (label, theirs, mine)."""
    left, right = first_values(theirs), first_values(mine)
    labels = ServiceForm.base_fields
    return [
        (str(labels[name].label), _said(left[name]), _said(right[name]))
        for name in labels
        if name in left and left[name] != right[name]
    ]


def _said(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return str(_("예") if value else _("아니요"))
    return "" if value is None else str(value)


class PlaceForm(OwnForm):
    """A place as it is entered or changed."""

    name = forms.CharField(label=_("장소 이름"), max_length=80)
    address = forms.CharField(label=_("주소"), max_length=160)
    dong = forms.ChoiceField(label=_("동"), choices=dong_choices)
    phone = forms.CharField(label=_("공개하는 전화"), max_length=20, required=False)
    way_there = forms.CharField(label=_("찾아오는 길"), max_length=200, required=False)
    aids = forms.MultipleChoiceField(
        label=_("편의"), choices=[(one.value, sentences.AIDS[one]) for one in Aid], required=False, widget=MANY
    )
    hours = HoursField()
    active = forms.BooleanField(label=_("지금 쓰는 곳"), required=False, initial=True)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, entered: PlaceIn | None = None, **kwargs: Any) -> None:
        if entered is not None:
            first = {one.name: getattr(entered, one.name) for one in fields(entered)}
            first |= {"agency_id": str(entered.agency_id), "hours": rules.write_hours(entered.hours)}
            kwargs["initial"] = {**first, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.entered = entered

    def place(self) -> PlaceIn:
        """The place as said."""
        said = {key: value for key, value in self.cleaned_data.items() if key != "version"}
        said["aids"] = tuple(said["aids"])
        return PlaceIn(**said, source_id=self.entered.source_id if self.entered else "")
