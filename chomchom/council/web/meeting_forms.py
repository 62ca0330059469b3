"""What people type about meetings: when and where, an agenda item, who came, and why something changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from chomchom.council import sentences
from chomchom.council.actions.attendance import MarkIn
from chomchom.council.rules.bodies import SeatRole
from chomchom.council.rules.meetings import AbsenceCategory, Mark, MeetingMode
from chomchom.kernel.deeds import SEOUL
from chomchom.kernel.verdicts import Refused

MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
TYPED = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]


def here(moment: datetime | None) -> datetime | None:
    """A moment as the clock on the wall shows it, for a field of the browser."""
    return moment.astimezone(SEOUL).replace(tzinfo=None) if moment else None


class WhenForm(forms.Form):
    """When and where."""

    starts_at = forms.DateTimeField(label=_("시작"), widget=MOMENT, input_formats=TYPED)
    ends_at = forms.DateTimeField(label=_("끝"), widget=MOMENT, input_formats=TYPED, required=False)
    place = forms.CharField(label=_("곳"), max_length=120, required=False)


class PlanForm(WhenForm):
    """A meeting to be planned."""

    body_id = forms.TypedChoiceField(label=_("협의체"), coerce=UUID)
    mode = forms.TypedChoiceField(label=_("어떻게"), coerce=MeetingMode, choices=sentences.choices(sentences.MODES))
    field_order = ["body_id", "starts_at", "ends_at", "place", "mode"]

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body_id"].choices = bodies  # type: ignore[attr-defined]


class ChangePlanForm(WhenForm):
    """The plan of a meeting nobody was told of yet."""

    mode = forms.TypedChoiceField(label=_("어떻게"), coerce=MeetingMode, choices=sentences.choices(sentences.MODES))


class PutOffForm(WhenForm):
    """Another day for a called meeting, and why."""

    reason = forms.CharField(label=_("까닭"), max_length=300)


class ReasonForm(forms.Form):
    """Why something is called off or taken back."""

    reason = forms.CharField(label=_("까닭"), max_length=300)


class ItemForm(forms.Form):
    """A new agenda item."""

    title = forms.CharField(label=_("새 안건"), max_length=300)


class AttendeeForm(forms.Form):
    """Somebody at the meeting who holds no seat."""

    name = forms.CharField(label=_("이름"), max_length=40)
    organisation = forms.CharField(label=_("소속"), max_length=80, required=False)
    role = forms.TypedChoiceField(
        label=_("맡은 일"),
        coerce=SeatRole,
        choices=[
            (str(role), sentences.SEAT_ROLES[role])
            for role in (SeatRole.GUEST, SeatRole.OBSERVER, SeatRole.SPEAKER, SeatRole.SECRETARIAT)
        ],
    )


class HeldForm(forms.Form):
    """What is known when a meeting is over."""

    chair_name = forms.CharField(label=_("진행한 사람"), max_length=40)
    writer_name = forms.CharField(label=_("회의록 쓰는 사람"), max_length=40, required=False)
    ends_at = forms.DateTimeField(label=_("끝난 때"), widget=MOMENT, input_formats=TYPED, required=False)


class AmendForm(forms.Form):
    """A correction of approved minutes."""

    place = forms.CharField(label=_("회의록의 어디"), max_length=120, required=False)
    was = forms.CharField(label=_("적힌 말"), required=False, max_length=2000)
    now = forms.CharField(label=_("바로잡은 말"), max_length=2000)
    reason = forms.CharField(label=_("까닭"), max_length=300)


def seat_from(sent: Mapping[str, Any]) -> UUID:
    """The seat that was chosen. Raises `attendance-seat-elsewhere` for what no list of ours sends."""
    try:
        return UUID(str(sent.get("seat", "")))
    except ValueError:
        raise Refused("attendance-seat-elsewhere") from None


def marks_from(sent: Mapping[str, Any]) -> list[MarkIn]:
    """The rows of the attendance list as they were sent, in the list's order. Raises `attendance-row-unknown` for a
    word no list of ours sends."""
    found = []
    for key in sent:
        if not key.startswith("row-"):
            continue
        row = key.removeprefix("row-")
        try:
            found.append(
                MarkIn(
                    row_id=UUID(row),
                    mark=Mark(sent[f"mark-{row}"]) if sent.get(f"mark-{row}") else None,
                    proxy_name=str(sent.get(f"proxy-{row}", "")).strip()[:40],
                    category=AbsenceCategory(sent[f"category-{row}"]) if sent.get(f"category-{row}") else None,
                    reason=str(sent.get(f"reason-{row}", "")).strip()[:300],
                )
            )
        except ValueError:
            raise Refused("attendance-row-unknown") from None
    return found
