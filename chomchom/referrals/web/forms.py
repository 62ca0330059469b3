"""What people type and choose about referrals; forms parse and nothing else."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from chomchom.network import public as network
from chomchom.referrals import sentences
from chomchom.referrals.rules import MOST_ASKED, DeclinedBy, Outcome, OutcomeSource, Urgency

DATE = forms.DateInput(attrs={"type": "date"})


def need_choices() -> list[tuple[str, str]]:
    """The kinds of need in the reader's language."""
    return [(need.code, need.label) for need in network.needs()]


class SendForm(forms.Form):
    """What is asked of which service. Longer texts than the rule allows are the rule's to refuse."""

    service_id = forms.UUIDField()
    urgency = forms.TypedChoiceField(
        label=_("언제까지"),
        coerce=Urgency,
        initial=Urgency.NORMAL,
        choices=[(one.value, sentences.URGENCIES[one]) for one in reversed(Urgency)],
    )
    ask = forms.CharField(
        label=_("무엇을 부탁하나요 (두 줄)"),
        max_length=MOST_ASKED,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    over_criteria = forms.BooleanField(required=False)


class OriginForm(forms.Form):
    """For whom, for what, and what it grew out of; travels with the address of the send page."""

    person = forms.UUIDField()
    need = forms.ChoiceField(required=False, choices=lambda: [("", ""), *need_choices()])
    over = forms.BooleanField(required=False)
    origin_kind = forms.RegexField(regex=r"^[a-z_-]{1,32}$", required=False)
    origin_id = forms.UUIDField(required=False)


class MoveForm(forms.Form):
    """One move: a reason where it needs one, a note, and a day to look again."""

    reason = forms.SlugField(required=False, max_length=32)
    note = forms.CharField(required=False, max_length=1000)
    review_on = forms.DateField(required=False, widget=DATE)
    declined_by = forms.TypedChoiceField(
        required=False,
        coerce=DeclinedBy,
        empty_value=None,
        choices=[("", ""), *((one.value, sentences.DECLINED_BY[one]) for one in DeclinedBy)],
    )


class WordsForm(forms.Form):
    """A question or an answer."""

    text = forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class OutcomeForm(forms.Form):
    """Whether the person was helped."""

    outcome = forms.TypedChoiceField(
        label=_("어떻게 되었나요?"),
        coerce=Outcome,
        choices=[(one.value, sentences.OUTCOMES[one]) for one in Outcome],
        widget=forms.RadioSelect,
    )
    source = forms.TypedChoiceField(
        label=_("누가 보았나요?"),
        coerce=OutcomeSource,
        choices=[(one.value, sentences.SOURCES[one]) for one in OutcomeSource],
    )
    happened_on = forms.DateField(label=_("언제"), required=False, widget=DATE)
    note = forms.CharField(label=_("한 줄 메모 (선택)"), required=False, max_length=1000)


class CodeForm(forms.Form):
    """The one-time code."""

    code = forms.CharField(
        label=_("확인 번호 6자리"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
