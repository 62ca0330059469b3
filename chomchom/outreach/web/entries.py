"""What staff and agencies enter beside the episodes. Forms parse; whether it may be is said by rules and access."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from chomchom.network import public as network
from chomchom.outreach import sentences
from chomchom.outreach.rules.register import ActivityKind, ActorKind, LinkResult, Payer, Resource
from chomchom.outreach.rules.words import HowKnown, IncidentCause
from chomchom.outreach.web.forms import DATE

LINES = 5


class ActivityForm(forms.Form):
    """One line of a paper diary. An untouched line is left out."""

    occurred_on = forms.DateField(label=_("날짜"), required=False, widget=DATE)
    dong = forms.ChoiceField(label=_("동"), required=False)
    actor = forms.TypedChoiceField(
        label=_("누가"), coerce=ActorKind, required=False, choices=sentences.choices(sentences.ACTORS)
    )
    kind = forms.TypedChoiceField(
        label=_("무엇을"), coerce=ActivityKind, required=False, choices=sentences.choices(sentences.ACTIVITIES)
    )
    count = forms.IntegerField(label=_("건수"), required=False, min_value=1)
    resource = forms.TypedChoiceField(
        label=_("나눈 것"),
        coerce=Resource,
        required=False,
        choices=sentences.choices(
            sentences.RESOURCES, (Resource.NONE, *(r for r in Resource if r is not Resource.NONE))
        ),
    )

    def __init__(self, *args: Any, places: list[tuple[str, Any]], actors: tuple[ActorKind, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dong"].choices = places  # type: ignore[attr-defined]
        self.fields["actor"].choices = sentences.choices(sentences.ACTORS, actors)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        found = super().clean()
        if found and bool(found.get("occurred_on")) != (found.get("count") is not None):
            raise forms.ValidationError(_("날짜와 건수를 함께 적어 주세요."))
        return found

    @property
    def filled(self) -> bool:
        """Whether the line says something."""
        return bool(self.cleaned_data.get("occurred_on") and self.cleaned_data.get("count"))


ActivityLines = formset_factory(ActivityForm, extra=LINES, max_num=30)


class GoodsForm(forms.Form):
    """One-off goods or money in ten seconds."""

    dong = forms.ChoiceField(label=_("동"), required=False)
    resource = forms.TypedChoiceField(
        label=_("무엇을"),
        coerce=Resource,
        choices=sentences.choices(sentences.RESOURCES, (r for r in Resource if r is not Resource.NONE)),
    )
    payer = forms.TypedChoiceField(label=_("어디서"), coerce=Payer, choices=sentences.choices(sentences.PAYERS))
    amount_won = forms.IntegerField(label=_("금액 (원)"), min_value=0, initial=0)
    result = forms.TypedChoiceField(
        label=_("결과"), coerce=LinkResult, choices=sentences.choices(sentences.LINK_RESULTS)
    )
    occurred_on = forms.DateField(label=_("날짜"), widget=DATE)
    over_criteria = forms.BooleanField(label=_("공적 기준을 넘는 가구"), required=False)
    episode_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    idem_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dong"].choices = places  # type: ignore[attr-defined]


class DeficitForm(forms.Form):
    """A need nobody could meet."""

    need = forms.ChoiceField(label=_("필요한 도움"), choices=lambda: [(n.code, n.label) for n in network.needs()])
    dong = forms.ChoiceField(label=_("동"))
    over_criteria = forms.BooleanField(label=_("공적 기준을 넘는 가구"), required=False)
    idem_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dong"].choices = places  # type: ignore[attr-defined]


class ConsultForm(forms.Form):
    """A household's income held against a public line."""

    household_size = forms.IntegerField(label=_("가구원 수"), min_value=1, max_value=20)
    income_won = forms.IntegerField(label=_("한 달 소득 (원)"), min_value=0)
    criterion = forms.ChoiceField(label=_("기준"))

    def __init__(self, *args: Any, criteria: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criterion"].choices = criteria  # type: ignore[attr-defined]


class IncidentEndForm(forms.Form):
    """Why an area incident happened and how its end is known."""

    cause = forms.TypedChoiceField(
        label=_("왜 그랬나요?"), coerce=IncidentCause, choices=sentences.choices(sentences.CAUSES)
    )
    how_known = forms.TypedChoiceField(
        label=_("끝난 것을 어떻게 아셨나요?"),
        coerce=HowKnown,
        choices=sentences.choices(sentences.HOW_KNOWN, (HowKnown.AREA, HowKnown.AGENCY, HowKnown.PUBLIC_RECORD)),
    )
    settle = forms.BooleanField(
        label=_("다른 걱정이 없는 댁은 함께 마칩니다"),
        required=False,
        help_text=_("심각한 댁, 누가 연락해 본 댁, 다른 신호가 있는 댁은 언제나 오늘 화면으로 돌아갑니다."),
    )
