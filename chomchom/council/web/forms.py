"""What people type and choose about bodies and seats. Forms parse; whether it may be is said by rules and access."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chomchom.council import sentences
from chomchom.council.actions.bodies import MOST_STEPS, StepIn
from chomchom.council.rules.bodies import BodyKind, SeatKind, SeatRole
from chomchom.rulebook.dongs import dongs

DATE = forms.DateInput(attrs={"type": "date"})


class BodyForm(forms.Form):
    """A new body."""

    kind = forms.TypedChoiceField(label=_("종류"), coerce=BodyKind, choices=sentences.choices(sentences.BODY_KINDS))
    name = forms.CharField(label=_("이름"), max_length=80)
    dong = forms.ChoiceField(
        label=_("동"),
        required=False,
        choices=lambda: [("", _("동협의체가 아님")), *((one.code, one.name) for one in dongs())],
    )
    parent_id = forms.TypedChoiceField(label=_("속한 협의체"), required=False, empty_value=None)
    founded_on = forms.DateField(label=_("구성한 날"), widget=DATE)

    def __init__(self, *args: Any, parents: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent_id"].choices = [("", _("없음")), *parents]  # type: ignore[attr-defined]


class ReachForm(forms.Form):
    """How somebody in a seat is reached."""

    post = forms.CharField(label=_("직위"), max_length=80, required=False)
    phone = forms.CharField(label=_("전화"), max_length=20, required=False)
    email = forms.EmailField(label=_("전자우편"), required=False)
    account_id = forms.TypedChoiceField(
        label=_("이 시스템의 계정"), required=False, empty_value=None, help_text=_("있으면 알림이 화면으로 갑니다.")
    )

    def __init__(self, *args: Any, holders: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account_id"].choices = [("", _("없음")), *holders]  # type: ignore[attr-defined]


class SeatForm(ReachForm):
    """Who takes a seat."""

    person_name = forms.CharField(label=_("이름"), max_length=40)
    organisation = forms.CharField(label=_("소속"), max_length=80, required=False)
    kind = forms.TypedChoiceField(
        label=_("당연직·위촉직"), coerce=SeatKind, choices=sentences.choices(sentences.SEAT_KINDS)
    )
    role = forms.TypedChoiceField(label=_("맡은 일"), coerce=SeatRole, choices=sentences.choices(sentences.SEAT_ROLES))
    gender = forms.ChoiceField(
        label=_("성별"),
        required=False,
        choices=lambda: [("", _("적지 않음")), *sentences.choices(sentences.GENDERS)],
        help_text=_("위촉직의 성비를 세는 데만 씁니다."),
    )
    starts_on = forms.DateField(label=_("시작하는 날"), widget=DATE)
    ends_on = forms.DateField(
        label=_("끝나는 날"), widget=DATE, required=False, help_text=_("비워 두면 위촉직은 조례의 임기만큼 적습니다.")
    )
    public_officer = forms.BooleanField(label=_("공무원입니다 (참석수당을 드리지 않습니다)"), required=False)

    field_order = (
        "person_name", "organisation", "post", "kind", "role", "gender", "starts_on", "ends_on", "public_officer",
        "phone", "email", "account_id",
    )  # fmt: skip


class EndSeatForm(forms.Form):
    """The last day of a seat that is given up."""

    last_day = forms.DateField(label=_("마지막 날"), widget=DATE)


class CountingForm(forms.Form):
    """Which roles count in the rate of attendance."""

    counted = forms.TypedMultipleChoiceField(
        label=_("참석률에 세는 사람"),
        coerce=SeatRole,
        choices=sentences.choices(sentences.SEAT_ROLES),
        widget=forms.CheckboxSelectMultiple,
    )
    from_on = forms.DateField(label=_("언제부터"), widget=DATE)
    source = forms.CharField(label=_("어디에 적혀 있나요"), max_length=120, help_text=_("예: 분과 운영세칙 제7조"))


class LineForm(forms.Form):
    """The boxes of an approval line, in their order; empty ones are left out."""

    def __init__(self, *args: Any, holders: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_STEPS + 1):
            self.fields[f"title_{number}"] = forms.CharField(
                label=_("%(n)d번째 칸") % {"n": number}, max_length=40, required=False
            )
            self.fields[f"account_{number}"] = forms.TypedChoiceField(
                label=_("%(n)d번째 칸에 결재하는 사람") % {"n": number},
                required=False,
                empty_value=None,
                choices=[("", _("나중에 정함")), *holders],
            )

    def rows(self) -> list[tuple[Any, Any]]:
        """Title and account of each box, as bound fields."""
        return [(self[f"title_{n}"], self[f"account_{n}"]) for n in range(1, MOST_STEPS + 1)]

    def steps(self) -> list[StepIn]:
        """The boxes that were named."""
        said = self.cleaned_data
        return [
            StepIn(said[f"title_{n}"], said[f"account_{n}"]) for n in range(1, MOST_STEPS + 1) if said.get(f"title_{n}")
        ]
