"""One episode with everything that happened, and the timeline of a person or home."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.outreach import access, sentences
from chomchom.outreach.models import (
    Attempt,
    Consultation,
    Episode,
    GoodsLink,
    Report,
    Signal,
    SiteCheck,
    SiteCheckAnswer,
)
from chomchom.outreach.reads.board import BoardRow, due_said, rows_of
from chomchom.outreach.rules.register import LinkResult, Payer, Resource
from chomchom.outreach.rules.words import (
    OPEN_CHECK_STATES,
    AttemptResult,
    Channel,
    CheckResult,
    CheckState,
    Door,
    DropoutReason,
    EpisodeState,
    FinderKind,
    Grade,
    HowKnown,
    NextStep,
    NotDone,
    Outcome,
    Seen,
    VisitorKind,
    reason_from,
)
from chomchom.people import public as people
from chomchom.store.acting import require
from chomchom.ui.times import Said, on_day, past


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRow:
    """One signal of an episode. `items` are empty for whoever may not see crisis data."""

    signal_id: UUID
    door_label: str
    finder_label: str
    when: Said
    reasons: tuple[str, ...]
    items: tuple[str, ...]
    note: str
    report_id: UUID | None
    has_photo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """One site check of an episode."""

    site_check_id: UUID
    visitor_label: str
    basis_label: str
    state: CheckState
    state_label: str
    asked: Said
    due: Said
    result_label: str
    memo: str
    answer_id: UUID | None
    has_photo: bool
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One thing that happened, in the order of time."""

    at: datetime
    when: Said
    kind: str
    text: str
    detail: str
    who: str
    episode_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeLine:
    """An episode in one line, for the person page and for other rooms."""

    episode_id: UUID
    person_id: UUID | None
    household_id: UUID | None
    open: bool
    state: EpisodeState
    state_label: str
    grade: Grade
    grade_label: str
    opened: Said
    due: Said | None
    ended: Said | None
    outcome_label: str
    doors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeRow:
    """One episode for its page."""

    board: BoardRow
    open: bool
    signals: tuple[SignalRow, ...]
    checks: tuple[CheckRow, ...]
    timeline: tuple[TimelineRow, ...]
    over_by_won: int | None
    criterion: str
    outcome_label: str
    how_known_label: str
    watch_until: Said | None
    end_note: str
    case_id: UUID | None
    referral_id: UUID | None
    incident_id: UUID | None
    joined_into_id: UUID | None
    opened_at: datetime
    first_signal_at: datetime


def episode(deed: Deed, episode_id: UUID) -> EpisodeRow:
    """One episode with its signals, attempts, checks and end. A fixed number of queries. Raises `episode-not-found`."""
    require(deed)
    row = access.load_episode(deed, episode_id)
    told = _Told(deed, [row])
    last = told.consultations[0] if told.consultations else None
    return EpisodeRow(
        board=rows_of(deed, [row])[0],
        open=row.ended_at is None,
        signals=tuple(told.signal_row(signal) for signal in told.signals),
        checks=tuple(told.check_row(check) for check in told.checks),
        timeline=told.timeline(),
        over_by_won=last.over_by_won if last else None,
        criterion=last.criterion if last else "",
        outcome_label=str(sentences.OUTCOMES[Outcome(row.outcome)]) if row.outcome else "",
        how_known_label=str(sentences.HOW_KNOWN[HowKnown(row.how_known)]) if row.how_known else "",
        watch_until=on_day(row.watch_until, today=deed.day) if row.watch_until else None,
        end_note=str(row.note),
        case_id=row.case_id,
        referral_id=row.referral_id,
        incident_id=row.incident_id,
        joined_into_id=row.joined_into_id,
        opened_at=row.opened_at,
        first_signal_at=row.first_signal_at,
    )


def timeline(
    deed: Deed,
    *,
    person_id: UUID | None = None,
    household_id: UUID | None = None,
    episode_id: UUID | None = None,
    limit: int = 50,
) -> tuple[TimelineRow, ...]:
    """Everything outreach knows of a person, home or episode, newest first. A fixed number of queries."""
    require(deed)
    rows = list(_of(deed, person_id=person_id, household_id=household_id, episode_id=episode_id)[:limit])
    return _Told(deed, rows).timeline()[:limit]


def episodes_of(
    deed: Deed, *, person_id: UUID | None = None, household_id: UUID | None = None, limit: int = 50
) -> tuple[EpisodeLine, ...]:
    """The episodes of a person or home, open first, then newest. One query."""
    require(deed)
    rows = _of(deed, person_id=person_id, household_id=household_id)[:limit]
    lines = [episode_line(deed, row) for row in rows]
    return tuple(sorted(lines, key=lambda line: not line.open))


def _of(
    deed: Deed, *, person_id: UUID | None = None, household_id: UUID | None = None, episode_id: UUID | None = None
) -> QuerySet[Episode]:
    rows = access.visible_to(deed).order_by("-opened_at", "-pk")
    if episode_id is not None:
        return rows.filter(pk=episode_id)
    if person_id is not None:
        return rows.filter(person_id__in=people.ids_meaning(person_id))
    return rows.filter(household_id=household_id) if household_id else rows.none()


def episode_line(deed: Deed, row: Episode) -> EpisodeLine:
    """An episode in one line."""
    state, grade = EpisodeState(row.state), Grade(row.grade)
    return EpisodeLine(
        episode_id=row.pk,
        person_id=row.person_id,
        household_id=row.household_id,
        open=row.ended_at is None,
        state=state,
        state_label=str(sentences.STATES[state]),
        grade=grade,
        grade_label=str(sentences.GRADES[grade]),
        opened=past(row.opened_at, at=deed.at),
        due=due_said(grade, row.due_at, at=deed.at) if row.ended_at is None else None,
        ended=past(row.ended_at, at=deed.at) if row.ended_at else None,
        outcome_label=str(sentences.OUTCOMES[Outcome(row.outcome)]) if row.outcome else "",
        doors=tuple(str(sentences.DOORS[Door(door)]) for door in row.doors),
    )


class _Told:
    """What is known of some episodes, fetched once, then told."""

    def __init__(self, deed: Deed, rows: Iterable[Episode]) -> None:
        self.deed = deed
        self.episodes = {row.pk: row for row in rows}
        ids = list(self.episodes)
        self.signals = list(Signal.objects.filter(episode__in=ids).order_by("-received_at", "pk"))
        self.attempts = list(Attempt.objects.filter(episode__in=ids).order_by("-at", "pk"))
        self.checks = list(SiteCheck.objects.filter(episode__in=ids).order_by("-asked_at", "pk"))
        found = SiteCheckAnswer.objects.filter(site_check__in=[c.pk for c in self.checks]).order_by(
            "-received_at", "pk"
        )
        self.answers = list(found)
        self.consultations = list(Consultation.objects.filter(episode__in=ids).order_by("-at", "pk"))
        self.goods = list(GoodsLink.objects.filter(episode__in=ids).order_by("-at", "pk"))
        reports = Report.objects.filter(signal__in=[s.pk for s in self.signals]).order_by("received_at")
        self.reports = {report.signal_id: report for report in reports}
        self.names = accounts.accounts_named(
            {a.by for a in self.attempts}
            | {c.asked_by for c in self.checks}
            | {c.visitor_id for c in self.checks}
            | {e.ended_by for e in self.episodes.values() if e.ended_by}
        )
        self.bodies = accounts.agencies({c.agency_id for c in self.checks if c.agency_id})

    def signal_row(self, signal: Signal) -> SignalRow:
        report = self.reports.get(signal.pk)
        return SignalRow(
            signal_id=signal.pk,
            door_label=str(sentences.DOORS[Door(signal.door)]),
            finder_label=str(sentences.FINDERS[FinderKind(signal.finder_kind)]),
            when=past(signal.occurred_at, at=self.deed.at),
            reasons=(
                *(sentences.reason_sentence(reason_from(kept)) for kept in signal.reasons),
                *(str(sentences.SEEN[Seen(what)]) for what in signal.seen),
            ),
            items=tuple(signal.items) if access.may_see_items(self.deed) else (),
            note=str(signal.note),
            report_id=report.pk if report else None,
            has_photo=bool(report and report.photo),
        )

    def visitor_label(self, check: SiteCheck) -> str:
        kind = VisitorKind(check.visitor_kind)
        label = str(sentences.VISITORS[kind])
        if kind is VisitorKind.AGENCY and check.agency_id in self.bodies:
            return self.bodies[check.agency_id].name
        return f"{label} {self.names[check.visitor_id]}" if check.visitor_id in self.names else label

    def check_row(self, check: SiteCheck) -> CheckRow:
        answer = next((a for a in self.answers if a.site_check_id == check.pk), None)
        state = CheckState(check.state)
        return CheckRow(
            site_check_id=check.pk,
            visitor_label=self.visitor_label(check),
            basis_label=str(sentences.BASES[check.basis]),  # type: ignore[index]
            state=state,
            state_label=str(sentences.CHECK_STATES[state]),
            asked=past(check.asked_at, at=self.deed.at),
            due=due_said(Grade.WATCH, check.due_at, at=self.deed.at),
            result_label=self.result_label(answer) if answer else "",
            memo=str(answer.memo) if answer else "",
            answer_id=answer.pk if answer else None,
            has_photo=bool(answer and answer.photo),
            open=state in OPEN_CHECK_STATES,
        )

    def result_label(self, answer: SiteCheckAnswer) -> str:
        label = str(sentences.CHECK_RESULTS[CheckResult(answer.result)])
        return f"{label} ({sentences.NOT_DONE[NotDone(answer.not_done)]})" if answer.not_done else label

    def timeline(self) -> tuple[TimelineRow, ...]:
        rows = [*self._signals(), *self._attempts(), *self._checks(), *self._others(), *self._ends()]
        return tuple(sorted(rows, key=lambda row: (row.at, row.kind), reverse=True))

    def _line(
        self, at: datetime, kind: str, text: str, *, episode_id: UUID, detail: str = "", who: str = ""
    ) -> TimelineRow:
        when = past(at, at=self.deed.at)
        return TimelineRow(at=at, when=when, kind=kind, text=text, detail=detail, who=who, episode_id=episode_id)

    def _signals(self) -> Iterable[TimelineRow]:
        for signal in self.signals:
            told = self.signal_row(signal)
            text = _("{door}: {reasons}").format(
                door=told.door_label, reasons=", ".join(told.reasons) or told.finder_label
            )
            yield self._line(
                signal.occurred_at,
                "signal",
                text,
                episode_id=signal.episode_id,
                detail=told.note,
                who=told.finder_label,
            )

    def _attempts(self) -> Iterable[TimelineRow]:
        for attempt in self.attempts:
            text = (
                f"{sentences.CHANNELS[Channel(attempt.channel)]} · {sentences.RESULTS[AttemptResult(attempt.result)]}"
            )
            who = self.names.get(attempt.by, "")
            yield self._line(
                attempt.at, "attempt", text, episode_id=attempt.episode_id, detail=str(attempt.note), who=who
            )

    def _checks(self) -> Iterable[TimelineRow]:
        by_id = {check.pk: check for check in self.checks}
        for check in self.checks:
            who = self.names.get(check.asked_by, "")
            text = _("현장 확인 요청: {visitor}").format(visitor=self.visitor_label(check))
            yield self._line(check.asked_at, "check", text, episode_id=check.episode_id, who=who)
            if check.came_back_at:
                back = _("현장 확인 답이 없어 되돌아옴")
                yield self._line(check.came_back_at, "check", back, episode_id=check.episode_id)
        for answer in self.answers:
            check = by_id[answer.site_check_id]
            text = _("현장 확인 답: {result}").format(result=self.result_label(answer))
            yield self._line(
                answer.occurred_at,
                "answer",
                text,
                episode_id=check.episode_id,
                detail=str(answer.memo),
                who=self.visitor_label(check),
            )

    def _others(self) -> Iterable[TimelineRow]:
        for goods in self.goods:
            text = _("{resource} {amount}원 · {payer} · {result}").format(
                resource=sentences.RESOURCES[Resource(goods.resource)],
                amount=f"{goods.amount_won:,}",
                payer=sentences.PAYERS[Payer(goods.payer)],
                result=sentences.LINK_RESULTS[LinkResult(goods.result)],
            )
            yield self._line(goods.at, "goods", text, episode_id=goods.episode_id)  # type: ignore[arg-type]
        for held in self.consultations:
            if held.over_by_won:
                text = _("모의판정: 공적 기준을 {won}원 넘음").format(won=f"{held.over_by_won:,}")
            else:
                text = _("모의판정: 공적 기준 안")
            yield self._line(held.at, "consultation", text, episode_id=held.episode_id)

    def _ends(self) -> Iterable[TimelineRow]:
        for row in self.episodes.values():
            if row.ended_at is None:
                continue
            parts = [str(sentences.OUTCOMES[Outcome(row.outcome)])]
            if row.how_known:
                parts.append(str(sentences.HOW_KNOWN[HowKnown(row.how_known)]))
            if row.dropout:
                parts.append(str(sentences.DROPOUTS[DropoutReason(row.dropout)]))
            if row.next_step:
                parts.append(str(sentences.NEXT_STEPS[NextStep(row.next_step)]))
            who = self.names.get(row.ended_by, "") if row.ended_by else ""
            yield self._line(row.ended_at, "end", " · ".join(parts), episode_id=row.pk, detail=str(row.note), who=who)
