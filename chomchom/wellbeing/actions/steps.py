"""The ladder climbs by itself: each due step once, until a person ends the episode.

The database's clock decides what is due. A step is claimed by the lock on its alert and by the row it leaves, so two
workers take it once; a worker that dies half way has taken nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.db.models import F

from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import About
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.notices import public as notices
from chomchom.outreach import public as outreach
from chomchom.rulebook.public import whole
from chomchom.wellbeing import access
from chomchom.wellbeing.actions.faults import note_fault, solve_faults
from chomchom.wellbeing.events import AlertEnded, CircleUsedUp, NobodyOnDuty, StepDone
from chomchom.wellbeing.inforce import days_of, is_office_time, on_duty, quiet_hours, quiet_of, unwanted_hours
from chomchom.wellbeing.models import Alert, Call, Home, StepTaken
from chomchom.wellbeing.rules.ladder import Step, is_used_up, may_ring, next_due, step_at
from chomchom.wellbeing.rules.words import MACHINE_MODES, PROGRAMME, AlertState, Channel, Grade

HOLDING = frozenset({"answered", "check_asked", "checking"})
"""States of an episode in which somebody is at it or has answered: the ladder waits and looks again."""

TO_THE_DESK = frozenset({Channel.DESK_CALL, Channel.CONTACT_CALL, Channel.PAGE_DESK})


@dataclass(slots=True)
class StepsTold:
    """What one round did."""

    taken: int = 0
    held: int = 0
    ended: int = 0
    faults: int = 0


def due_alerts(deed: Deed, *, limit: int = 500) -> list[UUID]:
    """The alerts whose step is due by the database's clock, the longest waiting first; no time window."""
    access.check_may_take_steps(deed)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM wellbeing_alert WHERE state = 'open' AND due_at <= city_now() "
            "ORDER BY faults, due_at LIMIT %s",
            [limit],
        )
        return [found for (found,) in cursor.fetchall()]


def take_due_steps(deed: Deed, *, limit: int = 500) -> StepsTold:
    """Take every due step in the deed's own transaction, each behind a savepoint: one broken row stops no other."""
    told = StepsTold()
    for alert_id in due_alerts(deed, limit=limit):
        try:
            with transaction.atomic():
                outcome = take_step(deed, alert_id=alert_id)
        except (Refused, DatabaseError, ValueError, LookupError, TypeError) as fault:
            step_failed(deed, alert_id=alert_id, code=getattr(fault, "code", "") or type(fault).__name__)
            told.faults += 1
        else:
            if outcome:
                setattr(told, outcome, getattr(told, outcome) + 1)
    return told


def take_step(deed: Deed, *, alert_id: UUID) -> str:
    """Take the due step of one alert: "taken", "held", "ended", or "" where another worker was faster."""
    access.check_may_take_steps(deed)
    alert = _claim(alert_id)
    if alert is None:
        return ""
    episode = outreach.episode_standing(deed, [alert.episode_id]).get(alert.episode_id or alert.pk)
    if episode is not None and episode.ended:
        _end(deed, alert)
        return "ended"
    if episode is not None and (str(episode.state) in HOLDING or episode.in_incident):
        hold = whole("wellbeing.incident_hold_minutes", on=deed.day)
        alert.due_at = deed.at + timedelta(minutes=hold)
        alert.save(update_fields=["due_at"])
        return "held"
    _take(deed, alert)
    return "taken"


def step_failed(deed: Deed, *, alert_id: UUID, code: str) -> None:
    """A step could not be taken: it stays due, behind the others, and a person sees it."""
    Alert.objects.filter(pk=alert_id).update(faults=F("faults") + 1)
    note_fault(deed, machine="steps", subject=f"alert:{alert_id}", code=code)


def _claim(alert_id: UUID) -> Alert | None:
    rows = Alert.objects.select_for_update(skip_locked=True, of=("self",)).select_related("home")
    return rows.filter(pk=alert_id, state=AlertState.OPEN).extra(where=["due_at <= city_now()"]).first()


def _take(deed: Deed, alert: Alert) -> None:
    steps = [Step(Channel(channel), int(minute)) for channel, minute in alert.ladder]
    number, step = alert.step, step_at(steps, alert.step)
    due = alert.due_at or deed.at
    StepTaken.objects.create(alert=alert, number=number, channel=step.channel, due_at=due, taken_at=deed.at)
    _do(deed, alert, step.channel, number)
    alert.step, alert.taken_at = number + 1, deed.at
    if is_used_up(steps, number) and alert.used_up_at is None:
        _used_up(deed, alert)
    alert.due_at = _when(deed, alert, steps)
    if alert.faults:
        alert.faults = 0
        solve_faults(deed, machine="steps", subject=f"alert:{alert.pk}")
    alert.save(update_fields=["step", "taken_at", "due_at", "faults", "used_up_at"])
    late = int((deed.at - due).total_seconds() // 60)
    event = StepDone(alert_id=alert.pk, number=number, channel=step.channel, minutes_late=max(late, 0))
    record(deed, event, stream=alert.pk, about=_about(alert))


def _when(deed: Deed, alert: Alert, steps: list[Step]) -> datetime:
    again = whole("wellbeing.again_minutes", on=deed.day)
    due = next_due(steps, alert.step, raised_at=alert.raised_at, taken_at=deed.at, again_minutes=again)
    return may_ring(
        step_at(steps, alert.step).channel,
        at=due,
        grade=Grade(alert.grade),
        quiet=quiet_of(alert) or quiet_hours(deed.day),
        preferred=unwanted_hours(alert.home),
        days=days_of(alert.home),
    )


def skip_machines(deed: Deed, alert: Alert) -> None:
    """Hand a running ladder to its next human step, now: somebody asked for help or a human, or refused the machine."""
    channels = [channel for channel, _ in alert.ladder]
    human = next((n for n in range(alert.step, len(channels)) if channels[n] != Channel.AI_CALL), len(channels) - 1)
    later = Alert.objects.filter(pk=alert.pk, state=AlertState.OPEN)
    later.update(step=max(alert.step, human), due_at=deed.at)


def _do(deed: Deed, alert: Alert, channel: Channel, number: int) -> None:
    if channel is Channel.AI_CALL:
        if _may_call(deed, alert, alert.home):
            Call.objects.create(alert=alert, home=alert.home, number=number, asked_at=deed.at)
        return
    template = "signal-due" if channel is Channel.SITE_CHECK_DUE else "escalation-step"
    _tell(deed, alert, channel, number, template)


def _may_call(deed: Deed, alert: Alert, home: Home) -> bool:
    """Not more machine calls a week than this person agreed to, unless it is 심각; none after a refusal."""
    if home.machine_refused_at is not None:
        return False
    if alert.grade == Grade.SEVERE:
        return True
    week = Call.objects.filter(home=home, mode__in=MACHINE_MODES, asked_at__gt=deed.at - timedelta(days=7)).count()
    return week < home.calls_a_week


def _tell(deed: Deed, alert: Alert, channel: Channel, number: int, template: str) -> None:
    """Tell those whose turn it is: the offices by day, the duty roster at night; an empty roster falls to the city."""
    to = _recipients(deed, alert, channel)
    if not to:
        record(deed, NobodyOnDuty(alert_id=alert.pk), stream=alert.pk, about=_about(alert))
        to = [notices.Recipient.account(one) for one in access.head_accounts(deed)]
    if not to:
        note_fault(deed, machine="steps", subject=f"nobody:{alert.dong}", code="nobody-to-tell")
    urgent = alert.grade == Grade.SEVERE or channel is Channel.PAGE_DESK or not is_office_time(deed.at)
    path = f"/episodes/{alert.episode_id}/" if alert.episode_id else "/"
    for place, recipient in enumerate(to):
        notices.tell(
            deed, to=recipient, template=template if is_office_time(deed.at) else "duty-alert", about_kind="alert",
            about_id=alert.pk, idem_key=f"step:{alert.pk}:{number}:{place}", urgent=urgent, path=path,
        )  # fmt: skip


def _recipients(deed: Deed, alert: Alert, channel: Channel) -> list[notices.Recipient]:
    if is_office_time(deed.at):
        officers = access.officer_accounts(deed, dong=alert.dong)
        desk = access.desk_accounts(deed)
        chosen = (desk or officers) if channel in TO_THE_DESK else (officers or desk)
        return [notices.Recipient.account(one) for one in chosen]
    found = []
    for duty in on_duty(deed.at):
        if duty.account_id is not None:
            found.append(notices.Recipient.account(duty.account_id))
        elif duty.phone:
            found.append(notices.Recipient.phone(duty.phone, duty.label))
    return found


def _used_up(deed: Deed, alert: Alert) -> None:
    """Every step was taken once and nobody was reached: that is a state of its own, and it is 심각."""
    alert.used_up_at = deed.at
    record(deed, CircleUsedUp(alert_id=alert.pk), stream=alert.pk, about=_about(alert))
    outreach.receive_signal(
        deed,
        outreach.SignalIn(
            door=outreach.Door.ALERT, source_id=f"{alert.key}:used-up", occurred_at=deed.at, dong=alert.dong,
            person_id=alert.person_id, household_id=alert.household_id, reasons=(outreach.Reason("nobody-reached"),),
            grade=outreach.Grade.SEVERE, programme=PROGRAMME,
        ),
    )  # fmt: skip


def _end(deed: Deed, alert: Alert) -> None:
    alert.state, alert.ended_at = AlertState.ENDED, deed.at
    alert.save(update_fields=["state", "ended_at"])
    # A call that is under way is left: what it finds is a fact.
    Call.objects.filter(alert=alert, result="").exclude(lease_until__gt=deed.at).delete()
    Home.objects.filter(pk=alert.home_id).update(confirmed_at=deed.at, unreached=0)
    if alert.episode_id is not None:
        event = AlertEnded(alert_id=alert.pk, episode_id=alert.episode_id)
        record(deed, event, stream=alert.pk, about=_about(alert))


def _about(alert: Alert) -> About:
    return About(programme=PROGRAMME, dong=alert.dong, person_id=alert.person_id)
