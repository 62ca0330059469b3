"""What people type and choose in outreach. Forms parse; whether it may be is said by rules and access."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from chomchom.kernel.deeds import Deed
from chomchom.network import public as network
from chomchom.outreach import sentences
from chomchom.outreach.rules.discovery import Field
from chomchom.outreach.rules.register import ActivityKind, ActorKind, LinkResult, Payer, Resource
from chomchom.outreach.rules.words import (
    STAFF_DOORS,
    CheckResult,
    Door,
    FinderKind,
    Grade,
    HowKnown,
    IncidentCause,
    NotDone,
)
from chomchom.rulebook.dongs import dongs

DATE = forms.DateInput(attrs={"type": "date"})
LINES = 5
VISIT_RESULTS = (
    CheckResult.MET_OK,
    CheckResult.MET_NEEDS_HELP,
    CheckResult.NOBODY_HOME,
    CheckResult.MOVED,
    CheckResult.HOSPITAL,
    CheckResult.REFUSED_DOOR,
    CheckResult.UNSAFE_FOR_WORKER,
    CheckResult.HANDED_TO_FAMILY,
    CheckResult.OPENED_BY_MANAGER,
    CheckResult.POLICE112,
    CheckResult.DECEASED,
    CheckResult.NOT_DONE,
)
RESULT_SIGNS = {
    "met_ok": "well",
    "met_needs_help": "help",
    "nobody_home": "nobody",
    "moved": "moved",
    "hospital": "hospital",
    "refused_door": "locked",
    "unsafe_for_worker": "unsafe",
    "handed_to_family": "family",
    "opened_by_manager": "home",
    "police112": "police",
    "deceased": "deceased",
    "not_done": "other",
}
SEEN_SIGNS = {
    "mail": "mail",
    "smell": "smell",
    "light": "light",
    "unseen": "gone",
    "quarrel": "quarrel",
    "other": "other",
}


def all_dongs(unknown: Any = "") -> list[tuple[str, Any]]:
    """The dongs of the city by name, with a first line for who does not know."""
    return [("", unknown), *((dong.code, dong.name) for dong in sorted(dongs(), key=lambda one: one.name))]


def own_dongs(deed: Deed) -> list[tuple[str, Any]]:
    """The dongs of a posting."""
    return [(code, name) for code, name in all_dongs() if code and deed.covers(code)]


class PlaceForm(forms.Form):
    """Step one of a report: where."""

    dong = forms.ChoiceField(label=_("동"), required=False, choices=lambda: all_dongs(_("잘 모르겠어요")))
    place = forms.CharField(
        label=_("주소나 찾아갈 수 있는 설명"),
        min_length=2,
        max_length=200,
        help_text=_("예: 빌라 이름과 호수, 또는 놀이터 옆 파란 대문 집"),
    )


class SeenForm(forms.Form):
    """Step two: what was seen."""

    seen = forms.MultipleChoiceField(
        label=_("본 것을 모두 골라 주세요"),
        choices=sentences.choices(sentences.SEEN),
        widget=forms.CheckboxSelectMultiple,
    )
    memo = forms.CharField(
        label=_("더 하실 말씀"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class ContactForm(forms.Form):
    """Step three: whether to hear back."""

    wants_answer = forms.BooleanField(label=_("확인되면 문자로 알려 주세요"), required=False)
    phone = forms.CharField(
        label=_("전화번호"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    photo = forms.FileField(
        label=_("사진"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    idem_key = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any] | None:
        found = super().clean()
        if found and found.get("wants_answer") and not found.get("phone"):
            self.add_error("phone", str(sentences.REFUSALS["answer-needs-phone"][1]))
        return found


class StatusForm(forms.Form):
    """Looking up a report."""

    number = forms.CharField(label=_("접수 번호"), max_length=14, help_text=_("예: 260622-01234"))
    code = forms.CharField(
        label=_("확인 숫자 6자리"), max_length=6, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )


class SignalForm(forms.Form):
    """A signal taken by staff: a walk-in, a call, word from a hospital or agency."""

    door = forms.TypedChoiceField(
        label=_("어디서 알려 왔나요?"), coerce=Door, choices=sentences.choices(sentences.DOORS, STAFF_DOORS)
    )
    finder_kind = forms.TypedChoiceField(
        label=_("누가 먼저 알았나요?"),
        coerce=FinderKind,
        required=False,
        empty_value=None,
        choices=[
            ("", _("위와 같음")),
            *sentences.choices(
                sentences.FINDERS,
                (
                    FinderKind.SELF,
                    FinderKind.FAMILY,
                    FinderKind.RESIDENT,
                    FinderKind.HONORARY,
                    FinderKind.TONGJANG,
                    FinderKind.COUNCIL,
                    FinderKind.AGENCY,
                    FinderKind.BODY,
                    FinderKind.OFFICER,
                ),
            ),
        ],
    )
    person_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    dong = forms.ChoiceField(label=_("동"), choices=())
    address = forms.CharField(label=_("주소나 장소"), required=False, max_length=200)
    grade = forms.TypedChoiceField(
        label=_("얼마나 급한가요?"),
        coerce=Grade,
        required=False,
        empty_value=None,
        choices=[("", _("시스템이 정함")), *sentences.choices(sentences.GRADES, reversed(Grade))],
    )
    note = forms.CharField(
        label=_("들은 내용"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    idem_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, deed: Deed, doors: tuple[Door, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dong"].choices = own_dongs(deed) or all_dongs()[1:]  # type: ignore[attr-defined]
        self.fields["door"].choices = sentences.choices(sentences.DOORS, doors)  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """A visitor's answer; nothing but the result is needed."""

    result = forms.TypedChoiceField(
        label=_("어떻게 되었나요?"),
        coerce=CheckResult,
        choices=sentences.choices(sentences.CHECK_RESULTS, VISIT_RESULTS),
        widget=forms.RadioSelect,
    )
    not_done = forms.TypedChoiceField(
        label=_("못 다녀오셨다면 왜인가요?"),
        required=False,
        coerce=NotDone,
        empty_value=None,
        choices=[("", _("고르지 않음")), *sentences.choices(sentences.NOT_DONE)],
    )
    memo = forms.CharField(label=_("한 줄 메모"), required=False, max_length=300)
    photo = forms.FileField(
        label=_("사진"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    occurred_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    idem_key = forms.UUIDField(widget=forms.HiddenInput)


class EmergencyForm(forms.Form):
    """119 was called: one press, nothing else."""

    idem_key = forms.UUIDField(widget=forms.HiddenInput)
    occurred_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)


class CodeForm(forms.Form):
    """The one-time code."""

    code = forms.CharField(
        label=_("확인 번호 6자리"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class RoundForm(forms.Form):
    """A discovery file with what binds it."""

    code = forms.CharField(label=_("회차"), max_length=24, help_text=_("예: 2026-3"))
    approval = forms.CharField(label=_("승인 문서"), max_length=80, help_text=_("예: 복지정책과-1234"))
    legal_basis = forms.CharField(label=_("법적 근거"), max_length=80, help_text=_("예: 사회보장급여법 제12조의2"))
    delete_on = forms.DateField(label=_("지우는 날"), widget=DATE)
    file = forms.FileField(
        label=_("파일 (엑셀 또는 CSV)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.txt"}),
        help_text=_("주민등록번호 열이 있으면 받지 않습니다. 파일은 저장하지 않습니다."),
    )


COLUMN_CHOICES = [(str(field), sentences.FIELDS[field]) for field in Field]


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
