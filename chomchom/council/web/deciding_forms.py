"""What people type about opinions, decisions, tasks and the city's lists; forms parse and nothing else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from chomchom.council.actions.decisions import ChangeIn, DecisionIn
from chomchom.council.actions.tasks import ActionIn
from chomchom.council.reads.decisions import DecisionRow, Filters
from chomchom.council.rules.deciding import ChangeKind, Modifier
from chomchom.council.rules.subjects import DECIDED, Matter, Subject
from chomchom.council.sentences import decisions as words

DATE = forms.DateInput(attrs={"type": "date"})
Choices = list[tuple[str, str]]
NOBODY = ("", _("고르지 않음"))
CHANGE_LINES = 3


def _long(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class MatterForm(forms.Form):
    """What something is about."""

    subject = forms.TypedChoiceField(
        label=_("무엇에 대한 것인가요?"), coerce=Subject, choices=[(one.value, words.SUBJECTS[one]) for one in Subject]
    )
    code = forms.CharField(
        label=_("사업 번호"), required=False, max_length=20, help_text=_("Ⅰ-4-10, 1-4-10 어느 쪽으로 적어도 됩니다.")
    )
    name = forms.CharField(label=_("이름"), required=False, max_length=120)

    def matter(self) -> Matter:
        """What was filled in, as actions take it."""
        told = self.cleaned_data
        return Matter(subject=told["subject"], code=told["code"], name=told["name"])


class OpinionForm(MatterForm):
    """An opinion under a source; the office also says whose it is."""

    source = forms.ChoiceField(label=_("어디서 나온 의견인가요?"))
    text = forms.CharField(label=_("의견"), widget=_long(6))
    said_by = forms.ChoiceField(label=_("누구의 의견인가요?"), required=False)

    field_order = ["subject", "code", "name", "source", "text", "said_by"]

    def __init__(self, *args: Any, sources: Choices, seats: Choices | None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["source"].choices = sources  # type: ignore[attr-defined]
        if seats is None:
            del self.fields["said_by"]
        else:
            self.fields["said_by"].choices = [("", _("회의에서 나온 의견")), *seats]  # type: ignore[attr-defined]

    def seat_id(self) -> UUID | None:
        """The seat of whoever said it, where the office named one."""
        return UUID(self.cleaned_data["said_by"]) if self.cleaned_data.get("said_by") else None


class WordsForm(forms.Form):
    """New words for an opinion, and why."""

    text = forms.CharField(
        label=_("고친 의견"),
        required=False,
        widget=_long(6),
        help_text=_("비우면 의견을 거둡니다. 앞의 글은 남습니다."),
    )
    reason = forms.CharField(label=_("까닭"), required=False, max_length=200)


class DecisionForm(MatterForm):
    """A decision as the minutes will print it."""

    section_kind = forms.CharField(label=_("구분"), required=False, max_length=40)
    kind = forms.ChoiceField(label=_("결정 종류"), required=False)
    modifiers = forms.TypedMultipleChoiceField(
        label=_("함께 정한 것"), required=False, coerce=Modifier, widget=forms.CheckboxSelectMultiple,
        choices=[(one.value, words.MODIFIERS[one]) for one in Modifier],
    )  # fmt: skip
    summary = forms.CharField(label=_("회의 정리"), required=False, widget=_long())
    direction = forms.CharField(label=_("반영 방향"), required=False, widget=_long())
    label_in_body = forms.CharField(
        label=_("본문에 적힌 이름표"),
        required=False,
        max_length=60,
        help_text=_("옮겨 적는 회의록에 적힌 그대로 적습니다."),
    )
    label_in_table = forms.CharField(label=_("종합표에 적힌 이름표"), required=False, max_length=60)

    field_order = ["subject", "code", "name", "kind", "modifiers", "summary", "direction", "section_kind"]

    def __init__(self, *args: Any, kinds: Choices, amending: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kind"].choices = [NOBODY, *kinds]  # type: ignore[attr-defined]
        self.fields["subject"].choices = [  # type: ignore[attr-defined]
            (one.value, words.SUBJECTS[one]) for one in Subject if one in DECIDED
        ]
        if amending:
            for name in ("subject", "code", "name", "label_in_body", "label_in_table"):
                del self.fields[name]
            self.fields["reason"] = forms.CharField(label=_("왜 바로잡나요?"), max_length=300)

    def decision(self, changes: tuple[ChangeIn, ...], *, of: Matter | None = None) -> DecisionIn:
        """What was filled in, as actions take it; an amendment is about what was decided before."""
        told = self.cleaned_data
        return DecisionIn(
            matter=of or self.matter(),
            kind=told["kind"],
            modifiers=tuple(told["modifiers"]),
            label_in_body=told.get("label_in_body", ""),
            label_in_table=told.get("label_in_table", ""),
            section_kind=told["section_kind"],
            summary=told["summary"],
            direction=told["direction"],
            changes=changes,
        )


def decision_initial(row: DecisionRow) -> dict[str, Any]:
    """A decision as its form starts out."""
    names = ("subject", "code", "name", "section_kind", "kind", "summary", "direction")
    return {name: getattr(row, name) for name in names} | {
        "modifiers": list(row.modifier_codes),
        "label_in_body": row.label_in_body,
        "label_in_table": row.label_in_table,
    }


class ChangeForm(forms.Form):
    """One thing that changes in the plan; an untouched line is left out."""

    kind = forms.ChoiceField(
        label=_("무엇을"), required=False, choices=[NOBODY, *((one.value, words.CHANGES[one]) for one in ChangeKind)]
    )
    to = forms.CharField(label=_("무엇으로"), required=False, max_length=200)
    owner_name = forms.CharField(label=_("담당"), required=False, max_length=80)
    due_on = forms.DateField(label=_("기한"), required=False, widget=DATE)
    due_event = forms.CharField(label=_("날짜 대신 일"), required=False, max_length=120)

    def change(self) -> ChangeIn | None:
        """What was filled in; None for an untouched line."""
        told = self.cleaned_data
        if not told.get("kind"):
            return None
        return ChangeIn(
            kind=ChangeKind(told["kind"]),
            to=told["to"],
            owner_name=told["owner_name"],
            due_on=told["due_on"],
            due_event=told["due_event"],
        )


ChangeLines = formset_factory(ChangeForm, extra=CHANGE_LINES, max_num=20)


def changes_in(lines: Any) -> tuple[ChangeIn, ...]:
    """The changes of a filled set of lines."""
    return tuple(found for found in (line.change() for line in lines) if found is not None)


def changes_initial(row: DecisionRow) -> list[dict[str, Any]]:
    """The changes of a decision as their lines start out."""
    return [
        {"kind": one.kind, "to": one.to, "owner_name": one.owner, "due_on": one.due_on, "due_event": one.due_event}
        for one in row.changes
    ]


class LabelForm(forms.Form):
    """Which of two labels holds."""

    label = forms.CharField(max_length=60, required=False)


class FilterForm(forms.Form):
    """What the register is narrowed to. A word that is none of its choices narrows nothing."""

    year = forms.IntegerField(required=False, min_value=1990, max_value=2999)
    body = forms.UUIDField(required=False)
    kind = forms.CharField(required=False, max_length=32)
    code = forms.CharField(required=False, max_length=20)

    def filters(self) -> Filters:
        """What was chosen."""
        told = self.cleaned_data if self.is_valid() else {}
        return Filters(
            year=told.get("year"), body_id=told.get("body"), kind=told.get("kind", ""), code=told.get("code", "")
        )


class ReasonForm(forms.Form):
    """Why somebody takes a file away."""

    reason = forms.CharField(max_length=200, required=False)


class ActionForm(forms.Form):
    """A task with its owner and its day or event."""

    text = forms.CharField(label=_("무엇을 하나요?"), max_length=500, widget=_long(3))
    owner = forms.ChoiceField(
        label=_("누가 하나요?"), required=False, help_text=_("정하지 않으면 다음 회의 안건 맨 앞에 오릅니다.")
    )
    owner_name = forms.CharField(label=_("목록에 없으면 부서나 직책"), required=False, max_length=80)
    due_on = forms.DateField(label=_("언제까지 하나요?"), required=False, widget=DATE)
    due_event = forms.CharField(
        label=_("날짜 대신 일"), required=False, max_length=120, help_text=_("예: 제2차 TF 회의, 다음 분과 회의")
    )

    def __init__(self, *args: Any, owners: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["owner"].choices = [NOBODY, *owners]  # type: ignore[attr-defined]

    def action(self) -> ActionIn:
        """What was filled in, as actions take it."""
        told = self.cleaned_data
        kind, _colon, found = str(told["owner"]).partition(":")
        return ActionIn(
            text=told["text"],
            owner_name=told["owner_name"],
            owner_seat_id=UUID(found) if kind == "seat" else None,
            owner_account=UUID(found) if kind == "account" else None,
            due_on=told["due_on"],
            due_event=told["due_event"],
        )


class EndForm(forms.Form):
    """How a task ended, in a word."""

    move = forms.ChoiceField(choices=[("do", ""), ("drop", ""), ("reopen", "")])
    note = forms.CharField(label=_("무엇을 했나요?"), max_length=500, required=False)


class HandoffForm(forms.Form):
    """Who passed what to whom."""

    from_body = forms.ChoiceField(label=_("보낸 곳"))
    to_body = forms.ChoiceField(label=_("받은 곳"))
    title = forms.CharField(label=_("무엇을 전달했나요?"), max_length=200)
    sent_on = forms.DateField(label=_("전달한 날"), widget=DATE)
    due_on = forms.DateField(label=_("답을 받기로 한 날"), required=False, widget=DATE)

    def __init__(self, *args: Any, bodies: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("from_body", "to_body"):
            self.fields[name].choices = bodies  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What came back."""

    answered_on = forms.DateField(label=_("답을 받은 날"), widget=DATE)
    text = forms.CharField(label=_("답"), widget=_long(5))
