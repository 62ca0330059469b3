"""What comes in from the pages of cases; forms only parse, rules decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chomchom.cases.rules import AftercareResult, Book, Confirmation, Decision, Grade, HandoverItem, ReasonCode
from chomchom.cases.sentences import AFTERCARE, BOOKS, CRITERIA, DECISIONS, GRADES, HANDOVER, LISTS, REASONS

_NOTHING = [("", "–")]


class ListForm(forms.Form):
    """Which cases."""

    show = forms.ChoiceField(choices=[(name, "") for name in LISTS], required=False)
    after = forms.CharField(max_length=200, required=False)


class MoveForm(forms.Form):
    """One move with what it asks for."""

    name = forms.CharField(max_length=32)
    on = forms.DateField(required=False, label=_("한 날"), widget=forms.DateInput(attrs={"type": "date"}))
    confirmed = forms.TypedMultipleChoiceField(
        choices=[(str(code), code) for code in Confirmation], coerce=Confirmation, required=False
    )
    reason = forms.TypedChoiceField(
        choices=[*_NOTHING, *((str(code), label) for code, label in REASONS.items())],
        coerce=ReasonCode,
        required=False,
        empty_value=None,
        label=_("까닭"),
    )
    grade = forms.TypedChoiceField(
        choices=[*_NOTHING, *((str(code), label) for code, label in GRADES.items())],
        coerce=Grade,
        required=False,
        empty_value=None,
        label=_("사례 구분"),
    )
    review_on = forms.DateField(required=False, label=_("다시 볼 날"), widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(
        max_length=500, required=False, label=_("한 줄 메모"), widget=forms.Textarea(attrs={"rows": 2})
    )


class NoteForm(forms.Form):
    """Something to write down."""

    text = forms.CharField(max_length=500, label=_("기록"), widget=forms.Textarea(attrs={"rows": 4}))


class CriteriaForm(forms.Form):
    """An income to be held against a line."""

    criterion = forms.ChoiceField(choices=list(CRITERIA.items()), label=_("기준"))
    household_size = forms.IntegerField(min_value=1, max_value=20, label=_("가구원 수"))
    income_won = forms.IntegerField(min_value=0, label=_("한 달 소득인정액(원)"))
    official = forms.BooleanField(required=False, label=_("공적 판정 결과입니다 (모의판정이 아님)"))


class OwnerForm(forms.Form):
    """Who is to be the case manager."""

    owner_id = forms.UUIDField(label=_("담당 사례관리사"))

    def __init__(self, *args: Any, owners: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_id"].widget = forms.Select(choices=[*_NOTHING, *owners])


class AskLookForm(forms.Form):
    """Asking somebody else to look."""

    move = forms.CharField(max_length=32)
    reason = forms.TypedChoiceField(choices=list(REASONS.items()), coerce=ReasonCode, label=_("까닭"))
    note = forms.CharField(max_length=500, label=_("지금까지 한 일"), widget=forms.Textarea(attrs={"rows": 3}))


class AnswerLookForm(forms.Form):
    """A second reader's answer."""

    agreed = forms.TypedChoiceField(
        choices=[("yes", _("동의합니다")), ("no", _("아직 아닙니다"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        label=_("두 번째 확인"),
    )
    note = forms.CharField(
        max_length=500, required=False, label=_("한 줄 메모"), widget=forms.Textarea(attrs={"rows": 2})
    )


class AftercareForm(forms.Form):
    """A day of aftercare that was done."""

    result = forms.TypedChoiceField(
        choices=list(AFTERCARE.items()), coerce=AftercareResult, widget=forms.RadioSelect, label=_("지금 상태")
    )
    on = forms.DateField(required=False, label=_("한 날"), widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(
        max_length=500, required=False, label=_("한 줄 메모"), widget=forms.Textarea(attrs={"rows": 2})
    )


class TakeInForm(forms.Form):
    """Taking an episode in as a case."""

    book = forms.TypedChoiceField(
        choices=[("", _("시가 정한 대로")), *BOOKS.items()], coerce=Book, required=False, empty_value=None,
        label=_("원장"),
    )  # fmt: skip

    owner_id = forms.UUIDField(required=False, label=_("담당 사례관리사"))
    note = forms.CharField(
        max_length=500, required=False, label=_("한 줄 메모"), widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, owners: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_id"].widget = forms.Select(choices=[("", _("팀장이 정함")), *owners])


class VersionForm(forms.Form):
    """Which version of a form was on the page, and whether it is to be finished."""

    version = forms.IntegerField(min_value=1)
    finish = forms.CharField(max_length=3, required=False)


class LevelForm(forms.Form):
    """A level set by hand, with its reason."""

    level = forms.ChoiceField(label=_("위험도"), widget=forms.RadioSelect)
    reason = forms.CharField(max_length=500, label=_("까닭"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, levels: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "level_%s"} | kwargs)
        self.fields["level"].choices = list(levels)  # type: ignore[attr-defined]


class HandoverForm(forms.Form):
    """A case offered to another manager, with the checklist."""

    to_id = forms.UUIDField(label=_("받을 분"))
    done = forms.TypedMultipleChoiceField(
        choices=list(HANDOVER.items()), coerce=HandoverItem, widget=forms.CheckboxSelectMultiple, label=_("확인할 것")
    )
    note = forms.CharField(max_length=500, required=False, label=_("전할 말"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, owners: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "handover_%s"} | kwargs)
        self.fields["to_id"].widget = forms.Select(choices=[*_NOTHING, *owners])


class AnswerHandoverForm(forms.Form):
    """Taking a case over, or saying why not."""

    accept = forms.TypedChoiceField(choices=[("yes", ""), ("no", "")], coerce=lambda said: said == "yes")
    answer = forms.CharField(max_length=500, required=False)


class AbsenceForm(forms.Form):
    """Days away and who stands in."""

    account_id = forms.UUIDField(label=_("쉬는 분"))
    cover_id = forms.UUIDField(label=_("대신할 분"))
    first = forms.DateField(label=_("첫날"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("마지막 날"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, managers: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("account_id", "cover_id"):
            self.fields[name].widget = forms.Select(choices=[*_NOTHING, *managers])


class ScanForm(forms.Form):
    """A paper brought in."""

    file = forms.FileField(label=_("파일"))
    covered = forms.BooleanField(required=False, label=_("주민등록번호가 보이지 않는 것을 확인했습니다"))


class ConferenceForm(forms.Form):
    """A case conference."""

    held_on = forms.DateField(label=_("회의하는 날"), widget=forms.DateInput(attrs={"type": "date"}))
    place = forms.CharField(max_length=80, label=_("곳"))
    chair = forms.CharField(max_length=40, label=_("주재하는 분"))


class AttendeeForm(forms.Form):
    """Who sat there."""

    agency_id = forms.UUIDField(required=False, label=_("기관"))
    body = forms.CharField(max_length=80, required=False, label=_("목록에 없는 기관"))
    name = forms.CharField(max_length=40, label=_("이름"))
    role = forms.CharField(max_length=40, required=False, label=_("직위"))

    def __init__(self, *args: Any, bodies: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "attendee_%s"} | kwargs)
        self.fields["agency_id"].widget = forms.Select(choices=[*_NOTHING, *bodies])


class ItemForm(forms.Form):
    """A case on the agenda."""

    case_id = forms.UUIDField(label=_("사례"))
    summary = forms.CharField(max_length=500, label=_("요약"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, cases: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "item_%s"} | kwargs)
        self.fields["case_id"].widget = forms.Select(choices=[*_NOTHING, *cases])


class OpinionForm(forms.Form):
    """What somebody said."""

    attendee_id = forms.UUIDField()
    text = forms.CharField(max_length=500)


class DecisionForm(forms.Form):
    """What was decided."""

    decision = forms.TypedChoiceField(choices=list(DECISIONS.items()), coerce=Decision)
    grade = forms.TypedChoiceField(choices=[*_NOTHING, *GRADES.items()], coerce=Grade, required=False, empty_value=None)
    text = forms.CharField(max_length=500)


class TaskForm(forms.Form):
    """Who does what until when."""

    what = forms.CharField(max_length=300)
    who = forms.CharField(max_length=80)
    due_on = forms.DateField()
