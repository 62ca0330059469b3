"""What people type about the check-in; forms parse and nothing else."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chomchom.enrolment.public import DROP_OUT, NEXT_STEPS, DropOutReason, NextStep
from chomchom.kernel.deeds import SEOUL
from chomchom.kernel.verdicts import Refused
from chomchom.wellbeing.actions.budgeting import LEAST, MOST
from chomchom.wellbeing.actions.calling import Told
from chomchom.wellbeing.actions.policies import DutyLine
from chomchom.wellbeing.rules.homes import MOST_CALLS_A_WEEK, MOST_LIMIT, Choice, FeedChoice
from chomchom.wellbeing.rules.ladder import MOST_STEPS, Quiet, Rung
from chomchom.wellbeing.rules.words import (
    Alternative,
    CallResult,
    Channel,
    ContactMode,
    DutyKind,
    Source,
    WhyNot,
)
from chomchom.wellbeing.sentences import (
    ALTERNATIVES,
    CALL_RESULTS,
    CHANNELS,
    CONTACT_MODES,
    DUTY_KINDS,
    LANGUAGES,
    PRESETS,
    SOURCES,
    WEEKDAYS,
    WHY_NOT,
)

CONNECTED = "connected"
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def _options(words: dict[Any, Any]) -> list[tuple[str, Any]]:
    return [(str(code), word) for code, word in words.items()]


class ChoiceForm(forms.Form):
    """How the person chose to be asked."""

    mode = forms.ChoiceField(label=_("연락 방법"), choices=_options(CONTACT_MODES))
    ring_from = forms.TimeField(label=_("전화 받으실 시간 시작"), required=False, widget=CLOCK)
    ring_until = forms.TimeField(label=_("전화 받으실 시간 끝"), required=False, widget=CLOCK)
    calls_a_week = forms.IntegerField(
        label=_("한 주에 받으실 AI 전화 (최대)"), min_value=0, max_value=MOST_CALLS_A_WEEK, initial=7
    )
    ring_days = forms.TypedMultipleChoiceField(
        label=_("전화 받으실 요일"), coerce=int, choices=list(enumerate(WEEKDAYS)), initial=list(range(7)),
        widget=forms.CheckboxSelectMultiple, required=False, empty_value=[],
    )  # fmt: skip
    language = forms.ChoiceField(label=_("쓰시는 말"), choices=_options(LANGUAGES), initial="ko")
    limit_hours = forms.IntegerField(
        label=_("몇 시간 소식이 없으면 여쭐까요 (0: 시에서 정한 대로)"), min_value=0, max_value=MOST_LIMIT, initial=0
    )
    alternative = forms.ChoiceField(
        label=_("자료가 없을 때 대신 쓸 방법"), required=False, choices=[("", _("없음")), *_options(ALTERNATIVES)]
    )

    def choice(self) -> Choice:
        """What was chosen."""
        given = self.cleaned_data
        return Choice(
            mode=ContactMode(given["mode"]), ring_from=given["ring_from"], ring_until=given["ring_until"],
            calls_a_week=given["calls_a_week"],
            alternative=Alternative(given["alternative"]) if given["alternative"] else None,
            ring_days=frozenset(given["ring_days"]), language=given["language"], limit_hours=given["limit_hours"],
        )  # fmt: skip


class SourcesForm(forms.Form):
    """Which sources the home has, and why not the others."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [(CONNECTED, _("이어짐")), *_options(WHY_NOT)]
        for source, label in SOURCES.items():
            self.fields[str(source)] = forms.ChoiceField(
                label=str(label), choices=options, initial=str(WhyNot.NOT_CONNECTED)
            )
            self.fields[f"{source}_meter"] = forms.CharField(
                label=_("{source} 계량기·회선 번호").format(source=label), required=False, max_length=40
            )

    def feeds(self) -> dict[Source, FeedChoice]:
        """What was said about each source."""
        out = {}
        for source in Source:
            word = self.cleaned_data[str(source)]
            meter = self.cleaned_data[f"{source}_meter"].strip()
            out[source] = (
                FeedChoice(meter=meter) if word == CONNECTED else FeedChoice(connected=False, why_not=WhyNot(word))
            )
        return out


class EnrolForm(ChoiceForm, SourcesForm):
    """Everything about a home that comes under watch."""

    province_number = forms.CharField(label=_("경기도 관리번호 (있으면)"), required=False, max_length=40)

    def __init__(self, *args: Any, consents: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent"] = forms.ChoiceField(label=_("참여 동의"), choices=consents)
        self.order_fields(["consent", "mode", "ring_from", "ring_until", "calls_a_week"])


class LeaveForm(forms.Form):
    """Why somebody leaves and what comes instead."""

    reason = forms.ChoiceField(
        label=_("그만두는 까닭"), choices=[("", _("골라 주세요")), *_options(DROP_OUT)], required=False
    )
    next_step = forms.ChoiceField(
        label=_("다음에 이어 갈 것"), choices=[("", _("골라 주세요")), *_options(NEXT_STEPS)], required=False
    )
    accepts_none = forms.BooleanField(label=_("이어 갈 것이 없음을 제가 확인합니다"), required=False)
    note = forms.CharField(
        label=_("메모 (선택)"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        """Both are said on the page where they are missing; the same rule stands again below."""
        given = super().clean() or {}
        if not given.get("reason"):
            self.add_error("reason", _("왜 그만두시는지 골라 주세요."))
        if given.get("next_step", "") in ("", str(NextStep.NONE)) and not given.get("accepts_none"):
            self.add_error("next_step", _("다음에 이어 갈 것을 고르거나, 없다면 아래에서 확인해 주세요."))
        return given

    def decision(self) -> tuple[DropOutReason | None, NextStep | None]:
        """Reason and next step, None where nothing was chosen."""
        reason, step = self.cleaned_data["reason"], self.cleaned_data["next_step"]
        return DropOutReason(reason) if reason else None, NextStep(step) if step else None


class RungForm(forms.Form):
    """One line of a ladder; an empty line is left out."""

    channel = forms.ChoiceField(label=_("무엇을"), choices=[("", "–"), *_options(CHANNELS)], required=False)
    after_minutes = forms.IntegerField(label=_("앞 단계 뒤 몇 분"), required=False, min_value=0)
    times = forms.IntegerField(label=_("몇 번"), required=False, min_value=1, max_value=MOST_STEPS)
    every_minutes = forms.IntegerField(label=_("사이 몇 분"), required=False, min_value=1)

    def rung(self) -> Rung | None:
        """The line, None where it is empty."""
        given = self.cleaned_data
        if not given.get("channel"):
            return None
        after = given.get("after_minutes")
        return Rung(
            Channel(given["channel"]),
            -1 if after is None else after,
            given.get("times") or 1,
            given.get("every_minutes") or 30,
        )


RungFormSet = forms.formset_factory(RungForm, extra=2, max_num=12, absolute_max=24)


class LadderForm(forms.Form):
    """From which day a ladder holds, and when its machine keeps quiet."""

    from_on = forms.DateField(label=_("언제부터"), widget=DAY, required=False)
    quiet_since = forms.TimeField(
        label=_("기계가 조용히 할 시간 시작 (비우면 시의 시간)"), required=False, widget=CLOCK
    )
    quiet_until = forms.TimeField(label=_("기계가 조용히 할 시간 끝"), required=False, widget=CLOCK)
    preset = forms.ChoiceField(
        choices=[("", ""), *((code, code) for code in PRESETS)], required=False, widget=forms.HiddenInput
    )

    def quiet(self) -> Quiet | None:
        """The ladder's own quiet hours. Raises Refused("quiet-not-whole") where only one end is given."""
        since, until = self.cleaned_data["quiet_since"], self.cleaned_data["quiet_until"]
        if (since is None) != (until is None):
            raise Refused("quiet-not-whole")
        return Quiet(since, until) if since is not None and until is not None else None


class DutyForm(forms.Form):
    """Who stands in on the nights and days of a span, one post over the whole of it."""

    since = forms.DateField(label=_("첫날"), widget=DAY)
    until = forms.DateField(label=_("마지막 날"), widget=DAY)
    control_room = forms.CharField(label=_("관제 전화"), required=False, max_length=20)
    night_duty = forms.CharField(label=_("당직실 전화"), required=False, max_length=20)
    rescue = forms.CharField(label=_("119 (지령실 전화)"), required=False, max_length=20)

    def span(self) -> tuple[datetime, datetime]:
        """From the first midnight to the one after the last day."""
        return _midnight(self.cleaned_data["since"]), _midnight(self.cleaned_data["until"] + timedelta(days=1))

    def lines(self) -> list[DutyLine]:
        """The posts that were filled in, in the order in which they are told."""
        since, until = self.span()
        return [
            DutyLine(kind=kind, from_at=since, until_at=until, label=str(DUTY_KINDS[kind]), phone=phone, place=place)
            for place, kind in enumerate(DutyKind, start=1)
            if (phone := self.cleaned_data[str(kind)].strip())
        ]


class ProvinceNumberForm(forms.Form):
    """The province's number of a person."""

    number = forms.CharField(label=_("경기도 관리번호"), max_length=40)


HUMAN_RESULTS = (
    CallResult.ANSWERED_OK, CallResult.ANSWERED_NEEDS_HELP, CallResult.ANSWERED_UNCLEAR, CallResult.NO_ANSWER,
    CallResult.REFUSED, CallResult.BUSY, CallResult.DEVICE_OFF, CallResult.OUT_OF_SERVICE, CallResult.WRONG_NUMBER,
    CallResult.LANGUAGE,
)  # fmt: skip


class ContactForm(forms.Form):
    """What came of asking somebody by hand."""

    result = forms.ChoiceField(
        label=_("어떻게 되었나요"),
        choices=[("", _("골라 주세요")), *((str(one), CALL_RESULTS[one]) for one in HUMAN_RESULTS)],
    )
    away_until = forms.DateField(label=_("집을 비우신다면 돌아오실 날"), required=False, widget=DAY)
    staff_minutes = forms.IntegerField(label=_("쓴 시간(분, 모르면 비움)"), required=False, min_value=0, max_value=240)
    satisfaction = forms.TypedChoiceField(
        label=_("이 연락 방법에 만족하시나요"), coerce=int, required=False, empty_value="0",
        choices=[(0, _("묻지 않음")), (5, _("5 매우 만족")), (4, "4"), (3, "3"), (2, "2"), (1, _("1 매우 불만"))],
    )  # fmt: skip

    def told(self) -> Told:
        """The fact."""
        given = self.cleaned_data
        return Told(
            result=CallResult(given["result"]),
            staff_minutes=given["staff_minutes"],
            satisfaction=int(given["satisfaction"]),
            away_until=given["away_until"],
        )


class BudgetForm(forms.Form):
    """How many false alarms a home may have, for which source."""

    source = forms.ChoiceField(
        label=_("자료"), choices=[(str(one), SOURCES[one]) for one in (Source.ELECTRICITY, Source.WATER)]
    )
    budget_days = forms.IntegerField(
        label=_("한 댁에서 헛경보를 며칠에 한 번까지"), min_value=LEAST, max_value=MOST, initial=90
    )


class FileForm(forms.Form):
    """One file."""

    file = forms.FileField(label=_("파일 (CSV, XLSX)"), max_length=200)


class ReadingsForm(forms.Form):
    """One file of readings."""

    file = forms.FileField(label=_("파일 (CSV, Parquet)"), max_length=200)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), SEOUL)
