"""What people type into reviews, candidates and the city's lists. Forms parse; whether it may be is said by the rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chomchom.planning.rules.candidates import CriteriaList, Judgement, Proposer, ThemeKind
from chomchom.planning.rules.tree import Placement
from chomchom.planning.sentences import reviews as sentences

DATE = forms.DateInput(attrs={"type": "date"})
Choices = Sequence[tuple[str, Any]]


def lines(rows: int) -> forms.Textarea:
    """A box for some lines of text."""
    return forms.Textarea(attrs={"rows": rows})


def _code() -> forms.CharField:
    return forms.CharField(
        label=_("코드"), max_length=32, required=False,
        help_text=_("비워 두면 저절로 붙습니다. 적는다면 영어 소문자와 숫자, 예: four_years"),
    )  # fmt: skip


class RoundForm(forms.Form):
    """A new review round."""

    term = forms.TypedChoiceField(label=_("계획"), coerce=int)
    year = forms.IntegerField(label=_("연도"), min_value=2000, max_value=2100)
    name = forms.CharField(label=_("회차 이름"), max_length=80, help_text=_("예: 상반기 검토"))
    due_on = forms.DateField(label=_("기한"), widget=DATE)
    rows = forms.MultipleChoiceField(label=_("카드에 넣을 항목"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, terms: Choices, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"].choices = terms  # type: ignore[attr-defined]
        self.fields["rows"].choices = kinds  # type: ignore[attr-defined]
        self.fields["rows"].initial = [code for code, _label in kinds]


class EntryForm(forms.Form):
    """One row of a card: its words, or why there are none."""

    text = forms.CharField(label=_("내용"), required=False, max_length=4000, widget=lines(5))
    excuse = forms.CharField(label=_("적을 것이 없으면 그 까닭"), required=False, max_length=300)
    seen_version = forms.IntegerField(widget=forms.HiddenInput)


class MoveForm(forms.Form):
    """A move of a card, with words where it needs them."""

    move = forms.CharField(max_length=32)
    seen_version = forms.IntegerField()
    reason = forms.CharField(required=False, max_length=500)


class AnswerForm(forms.Form):
    """What is said of one criterion."""

    criterion = forms.SlugField(max_length=32, widget=forms.HiddenInput)
    judgement = forms.TypedChoiceField(
        label=_("판단"), coerce=Judgement, choices=[(str(one), sentences.JUDGEMENTS[one]) for one in Judgement]
    )
    text = forms.CharField(label=_("왜 그렇게 보나요?"), required=False, max_length=500, widget=lines(2))
    evidence_id = forms.TypedChoiceField(label=_("근거"), required=False, empty_value=None, coerce=lambda value: value)
    open_question = forms.CharField(label=_("더 알아야 할 것"), required=False, max_length=300)

    def __init__(self, *args: Any, sources: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence_id"].choices = sources  # type: ignore[attr-defined]


class CandidateForm(forms.Form):
    """A candidate as it is proposed or changed."""

    name = forms.CharField(label=_("사업 이름"), max_length=120)
    purpose = forms.CharField(label=_("무엇을 위한 사업인가요?"), max_length=2000, widget=lines(3))
    target_group = forms.CharField(label=_("누구를 위한 사업인가요?"), required=False, max_length=300)
    problem = forms.CharField(label=_("어떤 문제를 푸나요?"), required=False, max_length=2000, widget=lines(3))
    means = forms.CharField(label=_("무엇으로 푸나요?"), required=False, max_length=2000, widget=lines(3))
    department = forms.CharField(label=_("맡을 부서"), required=False, max_length=80)
    strategy_id = forms.ChoiceField(label=_("추진전략"), required=False)
    proposer = forms.TypedChoiceField(
        label=_("누가 제안하나요?"), coerce=Proposer, choices=[(str(one), sentences.PROPOSERS[one]) for one in Proposer]
    )
    proposer_name = forms.CharField(
        label=_("제안한 곳이나 분"), required=False, max_length=80, help_text=_("시와 사무국만 봅니다.")
    )

    def __init__(self, *args: Any, strategies: Choices, changing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["strategy_id"].choices = strategies  # type: ignore[attr-defined]
        if changing:
            del self.fields["proposer"], self.fields["proposer_name"]
            self.fields["seen_version"] = forms.IntegerField(widget=forms.HiddenInput)


class CandidateMoveForm(forms.Form):
    """A move of a candidate: why, where it was decided, and where the work goes."""

    move = forms.CharField(max_length=32, widget=forms.HiddenInput)
    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("까닭"), required=False, max_length=500, widget=lines(2))
    decided_in = forms.CharField(
        label=_("어느 회의나 문서에서 정했나요?"),
        required=False,
        max_length=120,
        help_text=_("예: 실무분과 2026년 4차 회의"),
    )
    placement = forms.TypedChoiceField(
        label=_("어디에 놓이나요?"), required=False, empty_value=None, coerce=Placement,
        choices=[("", ""), *((str(one), sentences.PLACEMENTS[one]) for one in Placement)],
    )  # fmt: skip
    placed_in = forms.TypedChoiceField(label=_("이어 붙일 세부사업"), required=False, empty_value=None, coerce=str)
    placed_area = forms.CharField(label=_("다른 영역의 이름"), required=False, max_length=80)

    def __init__(self, *args: Any, projects: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["placed_in"].choices = projects  # type: ignore[attr-defined]


class CriterionForm(forms.Form):
    """A new entry of one of the two lists of criteria."""

    list = forms.TypedChoiceField(
        label=_("목록"),
        coerce=CriteriaList,
        choices=[(str(one), sentences.CRITERIA_LISTS[one]) for one in CriteriaList],
    )
    label = forms.CharField(label=_("이름"), max_length=60)
    question = forms.CharField(label=_("무엇을 묻나요?"), required=False, max_length=200)
    code = _code()


class ThemeForm(forms.Form):
    """A new theme or issue of a plan."""

    kind = forms.TypedChoiceField(
        label=_("종류"), coerce=ThemeKind, choices=[(str(one), sentences.THEME_KINDS[one]) for one in ThemeKind]
    )
    label = forms.CharField(label=_("이름"), max_length=60)
    code = _code()


class RowKindForm(forms.Form):
    """A new kind of row for later rounds."""

    label = forms.CharField(label=_("항목 이름"), max_length=40)
    filler = forms.CharField(label=_("누가 적나요?"), required=False, max_length=60)
    required = forms.BooleanField(label=_("꼭 적어야 함"), required=False, initial=True)
    code = _code()


class EndForm(forms.Form):
    """Until when an entry of a list is used; today where nothing is said."""

    until_on = forms.DateField(required=False, widget=DATE)
