"""What the pages that join rooms ask for. Forms only parse; the rooms decide."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from chomchom.kernel.verdicts import Refused
from chomchom.outreach import public as outreach

MEMO = forms.Textarea(attrs={"rows": 2, "maxlength": 1000})


class FilterForm(forms.Form):
    """What part of the board is shown."""

    view = forms.ChoiceField(choices=[(v, v) for v in ("todo", "waiting", "answered", "all")], required=False)
    dong = forms.CharField(max_length=10, required=False)
    grade = forms.ChoiceField(choices=[(g.value, g.value) for g in outreach.Grade], required=False)
    door = forms.ChoiceField(choices=[(d.value, d.value) for d in outreach.Door], required=False)
    mine = forms.BooleanField(required=False)
    after = forms.CharField(max_length=400, required=False)

    def filters(self) -> outreach.BoardFilters:
        """The filters of the board; anything that cannot be is left out."""
        self.is_valid()
        asked = self.cleaned_data
        return outreach.BoardFilters(
            view=asked.get("view") or "todo",
            dongs=frozenset([asked["dong"]] if asked.get("dong") else ()),
            grades=frozenset([outreach.Grade(asked["grade"])] if asked.get("grade") else ()),
            doors=frozenset([outreach.Door(asked["door"])] if asked.get("door") else ()),
            mine=bool(asked.get("mine")),
            after=asked.get("after") or "",
        )


class AttemptForm(forms.Form):
    """One try to reach the person and what came of it."""

    channel = forms.ChoiceField(label=_("어떻게"), choices=outreach.labels(outreach.Channel), initial="phone")
    result = forms.ChoiceField(label=_("어떻게 되었나요?"), choices=outreach.labels(outreach.AttemptResult))
    note = forms.CharField(label=_("한 줄 메모 (선택)"), required=False, max_length=1000, widget=MEMO)


class AskForm(forms.Form):
    """Whom to ask to the door."""

    visitor = forms.CharField(max_length=60)
    urgent = forms.BooleanField(label=_("생명·신체가 급박하게 위험해 동의 없이 요청합니다"), required=False)

    def chosen(self) -> tuple[outreach.VisitorKind, UUID]:
        """Kind and id of the visitor. Raises `choose-visitor`."""
        kind, _sep, ident = str(self.data.get("visitor", "")).partition(":")
        try:
            return outreach.VisitorKind(kind), UUID(ident)
        except ValueError:
            raise Refused("choose-visitor") from None


class CloseForm(forms.Form):
    """How an episode ends and how that is known."""

    outcome = forms.ChoiceField(
        label=_("어떻게 끝났나요?"), choices=outreach.labels(outreach.Outcome, only=outreach.BY_HAND)
    )
    how_known = forms.ChoiceField(
        label=_("어떻게 알았나요?"), choices=[("", _("고르세요")), *outreach.labels(outreach.HowKnown)], required=False
    )
    watch_until = forms.DateField(
        label=_("언제까지 지켜볼까요?"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    dropout = forms.ChoiceField(
        label=_("그만두는 까닭"),
        choices=[("", _("고르세요")), *outreach.labels(outreach.DropoutReason)],
        required=False,
    )
    next_step = forms.ChoiceField(
        label=_("대신할 것"), choices=[("", _("고르세요")), *outreach.labels(outreach.NextStep)], required=False
    )
    none_accepted = forms.BooleanField(label=_("대신할 것이 없음을 제 이름으로 남깁니다"), required=False)
    note = forms.CharField(label=_("메모 (선택)"), required=False, max_length=1000, widget=MEMO)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def said(self) -> dict[str, Any]:
        """What was said, as the action wants it."""
        data = self.cleaned_data
        return {
            "outcome": outreach.Outcome(data["outcome"]),
            "how_known": outreach.HowKnown(data["how_known"]) if data["how_known"] else None,
            "watch_until": data["watch_until"],
            "dropout": outreach.DropoutReason(data["dropout"]) if data["dropout"] else None,
            "next_step": outreach.NextStep(data["next_step"]) if data["next_step"] else None,
            "none_accepted": data["none_accepted"],
            "note": data["note"],
            "seen_version": data["version"],
        }


class ReferForm(forms.Form):
    """Which service is asked, how urgently, and what for."""

    service = forms.UUIDField(label=_("어디에"))
    urgency = forms.ChoiceField(
        label=_("얼마나 급한가요?"), choices=[("normal", _("보통")), ("urgent", _("긴급 (오늘 안에 답)"))]
    )
    ask = forms.CharField(
        label=_("무엇을 부탁하나요?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        help_text=_("두 줄로 적어 주세요. 이름과 주민등록번호는 적지 마세요."),
    )  # fmt: skip


class RegradeForm(forms.Form):
    """A new grade, set by a person."""

    grade = forms.ChoiceField(label=_("등급"), choices=outreach.labels(outreach.Grade))
