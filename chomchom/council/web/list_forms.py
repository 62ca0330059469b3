"""What people type about the city's own lists; forms parse and nothing else."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from chomchom.council.actions.lists import KindIn, SourceIn
from chomchom.council.rules.deciding import Coarse
from chomchom.council.rules.subjects import DECIDED, Subject
from chomchom.council.sentences import decisions as words
from chomchom.council.web.deciding_forms import DATE

_SUBJECTS = [(one.value, words.SUBJECTS[one]) for one in Subject]


class KindForm(forms.Form):
    """A new kind of decision."""

    label = forms.CharField(label=_("이름"), max_length=40)
    label_en = forms.CharField(label=_("영어 이름"), max_length=60, required=False)
    coarse = forms.TypedChoiceField(
        label=_("통계에서 세는 이름"), coerce=Coarse, choices=[(one.value, words.COARSE[one]) for one in Coarse]
    )
    subjects = forms.TypedMultipleChoiceField(
        label=_("어디에 쓰나요?"), coerce=Subject, widget=forms.CheckboxSelectMultiple,
        choices=[row for row in _SUBJECTS if row[0] in DECIDED],
    )  # fmt: skip
    from_on = forms.DateField(label=_("쓰기 시작하는 날"), widget=DATE)

    def row(self) -> KindIn:
        """What was filled in."""
        told = dict(self.cleaned_data)
        return KindIn(**told | {"subjects": frozenset(told["subjects"])})


class SourceForm(forms.Form):
    """A new source of opinion."""

    label = forms.CharField(label=_("이름"), max_length=40)
    label_en = forms.CharField(label=_("영어 이름"), max_length=60, required=False)
    expected = forms.TypedMultipleChoiceField(
        label=_("빠지면 알려 줄 곳"), coerce=Subject, required=False, widget=forms.CheckboxSelectMultiple,
        choices=_SUBJECTS, help_text=_("고른 곳에 이 출처의 의견이 없으면 ‘아직 없습니다’라고 보입니다."),
    )  # fmt: skip
    from_on = forms.DateField(label=_("쓰기 시작하는 날"), widget=DATE)

    def row(self) -> SourceIn:
        """What was filled in."""
        told = dict(self.cleaned_data)
        return SourceIn(**told | {"expected": frozenset(told["expected"])})


class LastDayForm(forms.Form):
    """The last day of a row."""

    until_on = forms.DateField(label=_("마지막으로 쓰는 날"), widget=DATE)
