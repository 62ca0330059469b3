"""What people type about persons, consents and requests; forms parse and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.people import sentences
from chomchom.rulebook.dongs import dongs

Options = list[tuple[str, Any]]


def options(labels: Mapping[str, Any], *, leave_out: Iterable[str] = ()) -> Options:
    """A list of choices from the labels of a closed list."""
    return [(value, label) for value, label in labels.items() if value not in set(leave_out)]


def dong_options(deed: Deed) -> Options:
    """The dongs of the deed's area; one that is alone needs no choosing."""
    found: Options = [(dong.code, dong.name) for dong in dongs() if deed.covers(dong.code) or not deed.areas]
    return found if len(found) == 1 else [("", _("고르세요")), *found]


class Day(forms.DateField):
    """A day from the browser's own calendar."""

    def __init__(self, **how: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **how)


class SearchForm(forms.Form):
    """Two syllables of a name, a phone number, a birth date."""

    name = forms.CharField(label=_("이름"), required=False, max_length=60, help_text=_("두 글자 이상"))
    phone = forms.CharField(label=_("전화번호"), required=False, max_length=20)
    birth_date = Day(label=_("생년월일"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"
        self.fields["phone"].widget.attrs["inputmode"] = "tel"


class ContactRuleForm(forms.Form):
    """How, when and in which language somebody wants to be approached."""

    contact_first = forms.ChoiceField(label=_("먼저 할 연락"), choices=options(sentences.CONTACT_FIRST))
    contact_hours = forms.ChoiceField(label=_("연락할 시간"), choices=options(sentences.CONTACT_HOURS))
    voice_ok = forms.BooleanField(label=_("음성 메시지를 남겨도 됩니다"), required=False)
    language = forms.ChoiceField(label=_("쓰는 말"), choices=options(sentences.LANGUAGE), required=False)
    interpreter = forms.BooleanField(label=_("통역이 필요합니다"), required=False)
    note = forms.CharField(
        label=_("연락할 때 알아 둘 점"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class IdentityForm(forms.Form):
    """Name, birth date, phone and sex."""

    name = forms.CharField(label=_("이름"), max_length=80)
    birth_date = Day(label=_("생년월일"), required=False)
    phone = forms.CharField(label=_("전화번호"), required=False, max_length=20)
    sex = forms.ChoiceField(label=_("성별"), choices=options(sentences.SEX), initial="unknown")


class RegisterForm(IdentityForm):
    """A new person and where they live."""

    dong = forms.ChoiceField(label=_("동"))
    address = forms.CharField(
        label=_("주소"),
        required=False,
        max_length=200,
        help_text=_("건물 이름이나 길 이름과 호수까지. 예: 한빛빌라 203호"),
    )
    household_kind = forms.ChoiceField(
        label=_("함께 사는 사람"), choices=options(sentences.HOUSEHOLD_KIND), initial="unknown"
    )
    contact_first = forms.ChoiceField(label=_("먼저 할 연락"), choices=options(sentences.CONTACT_FIRST), initial="any")
    contact_hours = forms.ChoiceField(label=_("연락할 시간"), choices=options(sentences.CONTACT_HOURS), initial="any")
    language = forms.ChoiceField(label=_("쓰는 말"), choices=options(sentences.LANGUAGE), required=False)
    interpreter = forms.BooleanField(label=_("통역이 필요합니다"), required=False)
    contact_note = forms.CharField(label=_("연락할 때 알아 둘 점"), required=False, max_length=500)

    def __init__(self, deed: Deed, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dong"].choices = dong_options(deed)  # type: ignore[attr-defined]


class ContactForm(forms.Form):
    """A guardian, emergency contact or helper."""

    kind = forms.ChoiceField(label=_("누구인가요"), choices=options(sentences.CONTACT_KIND))
    relation = forms.ChoiceField(label=_("관계"), choices=options(sentences.RELATION))
    name = forms.CharField(label=_("이름"), max_length=80)
    phone = forms.CharField(label=_("전화번호"), required=False, max_length=20)
    may_be_told = forms.BooleanField(label=_("무슨 일이 있을 때 알려도 됩니다"), required=False)


class HazardForm(forms.Form):
    """What a visitor should know before the door."""

    kind = forms.ChoiceField(label=_("주의할 점"), choices=options(sentences.HAZARD_KIND))
    note = forms.CharField(label=_("한 줄 설명"), required=False, max_length=200)


class HouseholdForm(forms.Form):
    """Where a household lives and of what kind it is."""

    kind = forms.ChoiceField(label=_("함께 사는 사람"), choices=options(sentences.HOUSEHOLD_KIND))
    dong = forms.ChoiceField(label=_("동"))
    address = forms.CharField(label=_("주소"), required=False, max_length=200)
    separate = forms.BooleanField(label=_("같은 주소의 다른 가구입니다"), required=False)

    def __init__(self, deed: Deed, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dong"].choices = dong_options(deed)  # type: ignore[attr-defined]


class RevealForm(forms.Form):
    """Why somebody looks at a name or number."""

    purpose = forms.ChoiceField(
        label=_("왜 보시나요?"), choices=options(sentences.REVEAL_PURPOSE), widget=forms.RadioSelect
    )


def recipient_options() -> Options:
    """Agencies by name, then those who are not one agency."""
    agencies = [(str(one.agency_id), one.name) for one in accounts.agency_choices()]
    return [("", _("고르세요")), *agencies, *options(sentences.RECIPIENT)]


class SharingForm(forms.Form):
    """Who gets what, for what."""

    recipient = forms.ChoiceField(label=_("누구에게"))
    purpose = forms.ChoiceField(label=_("무엇을 하려고"), choices=options(sentences.PURPOSE))
    fields_shared = forms.MultipleChoiceField(
        label=_("어떤 정보를"), choices=options(sentences.FIELD_GROUP), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient"].choices = recipient_options()  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """The cleaned values under the names of the actions."""
        values = dict(self.cleaned_data)
        values["fields"] = values.pop("fields_shared")
        return values


class ConsentForm(SharingForm):
    """A consent as it was signed."""

    until_on = Day(label=_("언제까지"))
    way = forms.ChoiceField(label=_("동의 방법"), choices=options(sentences.WAY))
    signed_by = forms.ChoiceField(label=_("누가 동의했나요"), choices=options(sentences.SIGNED_BY))
    required = forms.BooleanField(label=_("서비스에 꼭 필요한 동의입니다"), required=False)


class ScanForm(forms.Form):
    """The paper of a consent that was written down before."""

    scan = forms.FileField(label=_("서명한 종이(스캔이나 사진)"))
    covered = forms.BooleanField(label=_("주민등록번호가 보이지 않는 것을 확인했습니다"), required=False)


class ClaimForm(SharingForm):
    """Sharing without consent, on a legal ground."""

    ground = forms.ChoiceField(label=_("법적 근거"), choices=options(sentences.LEGAL_GROUND))
    note = forms.CharField(label=_("이유"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class RestrictForm(forms.Form):
    """Why a record is hidden."""

    because = forms.ChoiceField(label=_("숨기는 이유"), choices=options(sentences.RESTRICT_REASON))


class ReaderForm(forms.Form):
    """Who else may open a hidden record."""

    account_id = forms.TypedChoiceField(label=_("볼 수 있게 할 담당자"), coerce=UUID)

    def __init__(self, deed: Deed, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found: dict[str, str] = {}
        for role in (Role.CASE_MANAGER, Role.DONG_OFFICER, Role.DESK):
            for holder in accounts.who_holds(role, None, deed.day):
                found.setdefault(str(holder.account_id), f"{holder.name} · {accounts.role_label(role)}")
        self.fields["account_id"].choices = [("", _("고르세요")), *found.items()]  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """Why a person's data are no longer needed, since when."""

    because = forms.ChoiceField(label=_("보관을 끝내는 이유"), choices=options(sentences.END_REASON))
    ended_on = Day(label=_("끝난 날"), required=False)


class RequestForm(forms.Form):
    """A request about data, as it came in."""

    kind = forms.ChoiceField(label=_("무엇을 요구하셨나요"), choices=options(sentences.REQUEST_KIND))
    asked_by = forms.ChoiceField(label=_("누가 요구했나요"), choices=options(sentences.SIGNED_BY))
    way = forms.ChoiceField(label=_("받은 방법"), choices=options(sentences.WAY))
    note = forms.CharField(
        label=_("요구한 내용"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class FindForm(forms.Form):
    """Whole name and birth date, for the privacy officer."""

    name = forms.CharField(label=_("이름 전체"), max_length=60)
    birth_date = Day(label=_("생년월일"))


class AnswerForm(forms.Form):
    """The answer to a request."""

    move = forms.ChoiceField(
        label=_("어떻게 답하나요"),
        choices=[
            ("grant", _("들어드림")),
            ("grant_partly", _("일부 들어드림")),
            ("deny", _("들어드리지 못함")),
            ("take_back", _("요구를 거두어들임")),
        ],
    )
    ground = forms.ChoiceField(
        label=_("들어드리지 못하는 근거"),
        required=False,
        choices=[("", _("해당 없음")), *options(sentences.DENY_GROUND)],
    )
    answer = forms.CharField(
        label=_("당사자에게 알릴 말"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class WhyForm(forms.Form):
    """Why an answer needs longer."""

    why = forms.CharField(label=_("늦어지는 이유"), max_length=500)


class KindForm(forms.Form):
    """Which kind of records is proposed for destruction."""

    kind = forms.ChoiceField(choices=options(sentences.RECORD_KIND, leave_out=("contact", "consent")))
