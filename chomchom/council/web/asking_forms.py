"""What people type about askings by link and proposals; forms parse and nothing else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from chomchom.council.actions.proposing import ProposalIn
from chomchom.council.reads.asking import AskedItemRow
from chomchom.council.rules.asking import BESIDE, CRITERIA, STORY
from chomchom.council.sentences import decisions as words
from chomchom.council.web.deciding_forms import DATE, Choices

NEEDED = ("name", *STORY, "necessity")


class AskForm(forms.Form):
    """Whom to ask, by when; of a meeting also about what."""

    matters = forms.MultipleChoiceField(
        label=_("무엇에 대한 의견을 물을까요?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    seats = forms.MultipleChoiceField(
        label=_("어느 위원에게 물을까요?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    organisation = forms.CharField(label=_("밖의 기관"), required=False, max_length=80)
    name = forms.CharField(label=_("받는 분"), required=False, max_length=60)
    email = forms.EmailField(label=_("전자우편"), required=False)
    message = forms.CharField(
        label=_("함께 보낼 말"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    due_on = forms.DateField(label=_("언제까지 받을까요?"), widget=DATE)

    def __init__(self, *args: Any, seats: Choices, matters: Choices | None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["seats"].choices = seats  # type: ignore[attr-defined]
        if matters is None:
            del self.fields["matters"]
        else:
            self.fields["matters"].choices = matters  # type: ignore[attr-defined]


class ItemsForm(forms.Form):
    """One field of words for each thing somebody was asked about; at least one is filled."""

    def __init__(self, *args: Any, items: tuple[AskedItemRow, ...], most: int, **more: Any) -> None:
        super().__init__(*args, **more)
        for item in items:
            self.fields[str(item.id)] = forms.CharField(
                label=item.heading, required=False, max_length=most, widget=forms.Textarea(attrs={"rows": 4})
            )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and not any(str(text).strip() for text in told.values()):
            raise forms.ValidationError(
                _("의견을 한 줄이라도 적어 주세요. 말씀하실 것이 없는 칸은 비워 두셔도 됩니다.")
            )
        return told

    def texts(self) -> dict[UUID, str]:
        """What was written, by item."""
        return {UUID(name): text for name, text in self.cleaned_data.items()}


class ProposalForm(forms.Form):
    """A programme somebody proposes, with the criteria as fields."""

    def __init__(self, *args: Any, most: int, who: bool = True, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("name", *STORY, *CRITERIA, *BESIDE):
            long = name != "name"
            self.fields[name] = forms.CharField(
                label=str(words.PROPOSAL_FIELDS[name]),
                required=name in NEEDED,
                max_length=most if long else 120,
                widget=forms.Textarea(attrs={"rows": 3}) if long else forms.TextInput(),
            )
        if who:
            self.fields["organisation"] = forms.CharField(label=_("기관"), required=False, max_length=80)
            self.fields["proposer"] = forms.CharField(label=_("적는 분"), required=False, max_length=60)
            self.fields["contact"] = forms.CharField(
                label=_("연락처"), required=False, max_length=120, help_text=_("물어볼 것이 있을 때만 씁니다.")
            )

    def proposal(self) -> ProposalIn:
        """What was filled in."""
        told = self.cleaned_data
        return ProposalIn(
            said={name: told[name] for name in ("name", *STORY, *CRITERIA, *BESIDE)},
            organisation=told.get("organisation", ""),
            name=told.get("proposer", ""),
            contact=told.get("contact", ""),
        )


class DeclineForm(forms.Form):
    """Why a proposal does not enter the plan."""

    answer = forms.CharField(
        label=_("까닭"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("제안한 분이 링크에서 그대로 읽습니다."),
    )  # fmt: skip
