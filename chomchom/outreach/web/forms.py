"""What people type and choose in outreach. Forms parse; whether it may be is said by rules and access."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chomchom.kernel.deeds import Deed
from chomchom.outreach import sentences
from chomchom.outreach.rules.discovery import Field
from chomchom.outreach.rules.words import (
    STAFF_DOORS,
    CheckResult,
    Door,
    FinderKind,
    Grade,
    NotDone,
)
from chomchom.rulebook.dongs import dongs

DATE = forms.DateInput(attrs={"type": "date"})
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
