"""What comes in from the pages of a plan; forms only parse, rules decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chomchom.cases.rules import GoalState, SignedBy
from chomchom.cases.sentences import PRIVATE, PUBLIC, SIGNERS

_NOTHING = [("", "–")]


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=forms.DateInput(attrs={"type": "date"}))


class PlanForm(forms.Form):
    """The head of a plan."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    first_day = _day(_("시작하는 날"))
    last_day = _day(_("끝나는 날"))
    next_check_on = _day(_("다음 점검일"))
    overall = forms.CharField(max_length=500, label=_("전체 목표"), widget=forms.Textarea(attrs={"rows": 2}))
    own_part = forms.CharField(
        max_length=500, required=False, label=_("본인이 할 일"), widget=forms.Textarea(attrs={"rows": 2})
    )


class GoalForm(forms.Form):
    """A goal of a plan."""

    area = forms.ChoiceField(label=_("욕구 영역"))
    text = forms.CharField(max_length=300, label=_("목표"))
    measure = forms.CharField(max_length=200, label=_("재는 법"))
    start = forms.DecimalField(required=False, max_digits=12, decimal_places=2, label=_("처음 값"))
    target = forms.DecimalField(max_digits=12, decimal_places=2, label=_("목표 값"))
    due_on = _day(_("언제까지"))
    weight = forms.IntegerField(min_value=1, max_value=100, initial=1, label=_("무게"))

    def __init__(self, *args: Any, areas: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "goal_%s"} | kwargs)
        self.fields["area"].choices = list(areas)  # type: ignore[attr-defined]


class ServiceForm(forms.Form):
    """A service of a plan."""

    name = forms.CharField(max_length=80, label=_("서비스"))
    public = forms.TypedChoiceField(
        choices=[("yes", PUBLIC), ("no", PRIVATE)], coerce=lambda said: said == "yes", label=_("공공·민간"),
        widget=forms.RadioSelect,
    )  # fmt: skip
    provider = forms.CharField(max_length=80, label=_("제공기관"))
    goal_id = forms.TypedChoiceField(required=False, empty_value=None, label=_("어느 목표를 위한 것인가요"))
    contact = forms.CharField(max_length=100, required=False, label=_("담당자와 연락처"))
    amount = forms.CharField(max_length=80, required=False, label=_("양과 횟수"))
    first_day = _day(_("시작하는 날"), required=False)
    last_day = _day(_("끝나는 날"), required=False)
    cost_won = forms.IntegerField(min_value=0, max_value=1_000_000_000, required=False, label=_("비용(원)"))
    payer = forms.CharField(max_length=80, required=False, label=_("누가 내나요"))

    def __init__(self, *args: Any, goals: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "service_%s"} | kwargs)
        self.fields["goal_id"].choices = [*_NOTHING, *goals]  # type: ignore[attr-defined]


class SignForm(forms.Form):
    """Who signed the plan, and when."""

    signed_by = forms.TypedChoiceField(
        choices=list(SIGNERS.items()), coerce=SignedBy, widget=forms.RadioSelect, label=_("서명한 분")
    )
    agreed_on = _day(_("서명한 날"), required=False)


class CheckForm(forms.Form):
    """A check of the plan, besides what it found of each goal."""

    on = _day(_("점검한 날"), required=False)
    satisfaction = forms.TypedChoiceField(
        choices=[("", _("묻지 않음")), *((str(n), str(n)) for n in range(1, 6))], coerce=int, empty_value=None,
        required=False, label=_("본인 만족도 (1–5)"),
    )  # fmt: skip
    reassess = forms.BooleanField(required=False, label=_("재조사가 필요함"))
    next_check_on = _day(_("다음 점검일"), required=False)
    note = forms.CharField(max_length=500, required=False, label=_("메모"), widget=forms.Textarea(attrs={"rows": 2}))


class GoalFoundForm(forms.Form):
    """What a check found of one goal."""

    goal_id = forms.UUIDField()
    value = forms.DecimalField(required=False, max_digits=12, decimal_places=2)
    state = forms.TypedChoiceField(choices=[(str(one), one) for one in GoalState], coerce=GoalState)
    problem = forms.CharField(max_length=300, required=False)


class RestForm(forms.Form):
    """Why a goal was not reached, and where the remaining need goes."""

    reason = forms.CharField(max_length=300)
    passed_to = forms.CharField(max_length=200)
