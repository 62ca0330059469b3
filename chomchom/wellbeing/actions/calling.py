"""Calls: leased, made outside any transaction, and answered by a fact. An answer never ends anything."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from django.db import connection

from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import About
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.outreach import public as outreach
from chomchom.people import public as people
from chomchom.rulebook.public import whole
from chomchom.telephony import Fact
from chomchom.wellbeing import access
from chomchom.wellbeing.actions import trips
from chomchom.wellbeing.actions.raising import Found, raise_found
from chomchom.wellbeing.actions.ringing import give_back_ringing, take_ringing
from chomchom.wellbeing.actions.steps import skip_machines
from chomchom.wellbeing.events import CallLost, CallMade, ContactMade, MachineRefused
from chomchom.wellbeing.inforce import days_of, quiet_hours, quiet_of, unwanted_hours
from chomchom.wellbeing.models import Alert, Call, Home, Ringing
from chomchom.wellbeing.rules.alerts import LOOKS_AWAY, Finding
from chomchom.wellbeing.rules.ladder import may_ring
from chomchom.wellbeing.rules.policy import After, after_contact
from chomchom.wellbeing.rules.trips import UNSAID_DAYS, Span
from chomchom.wellbeing.rules.words import (
    PROGRAMME,
    AlertKind,
    CallResult,
    Channel,
    ContactMode,
    Grade,
    HowSaid,
    WhoSaid,
)
from chomchom.wellbeing.telephony import Ring

CHANNEL_OF: dict[ContactMode, outreach.Channel] = {
    ContactMode.AI_CALL: outreach.Channel.AI_CALL,
    ContactMode.TEXT: outreach.Channel.TEXT,
    ContactMode.APP: outreach.Channel.APP,
    ContactMode.DESK_CALL: outreach.Channel.PHONE,
    ContactMode.VISIT: outreach.Channel.DOOR,
    ContactMode.NEIGHBOUR: outreach.Channel.DOOR,
    ContactMode.PASSIVE: outreach.Channel.AI_CALL,
}


HOW_OF: dict[ContactMode, HowSaid] = {
    ContactMode.AI_CALL: HowSaid.MACHINE,
    ContactMode.TEXT: HowSaid.LINK,
    ContactMode.APP: HowSaid.LINK,
    ContactMode.VISIT: HowSaid.DOOR,
    ContactMode.NEIGHBOUR: HowSaid.DOOR,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a contact found: the result, and what was said beside it."""

    result: CallResult
    said_help: bool = False
    wants_human: bool = False
    answers: dict[str, str] = field(default_factory=dict)
    seconds: int = 0
    staff_minutes: int | None = None
    satisfaction: int = 0  # 0: not asked
    away_until: date | None = None  # they are away, and said when they come back


def told_of(fact: Fact) -> Told:
    """A line's fact in our own words; the codes are the same closed list."""
    return Told(
        result=CallResult(str(fact.result)), said_help=fact.said_help, wants_human=fact.wants_human,
        answers=dict(fact.answers), seconds=fact.talked_seconds,
    )  # fmt: skip


def waiting_calls(deed: Deed, *, limit: int = 200) -> list[UUID]:
    """Calls without a result whose lease, if any, has run out; the oldest first."""
    access.check_may_take_steps(deed)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM wellbeing_call WHERE result = '' AND mode = 'ai_call' "
            "AND (lease_until IS NULL OR lease_until <= city_now()) ORDER BY asked_at LIMIT %s",
            [limit],
        )
        return [found for (found,) in cursor.fetchall()]


def lease_call(deed: Deed, *, call_id: UUID, longest_seconds: int = 0, with_number: bool = False) -> Ring | None:
    """Take a call for as long as it can last. None where another worker or somebody else rings, or it is night.

    A try that left no result is written down as lost; too many of them end as an error. The number is asked for, and
    the asking logged, only where the line needs one.
    """
    access.check_may_take_steps(deed)
    call = Call.objects.select_for_update(skip_locked=True).filter(pk=call_id, result="", mode="ai_call").first()
    if call is None or (call.lease_until is not None and call.lease_until > deed.at):
        return None
    alert = Alert.objects.filter(pk=call.alert_id).first() if call.alert_id else None
    home = Home.objects.get(pk=call.home_id or (alert.home_id if alert else 0))
    if call.tries and not call.failed:
        _lost(deed, call, alert, home)
    if call.tries >= whole("wellbeing.call_tries", on=deed.day):
        answer_call(deed, call_id=call_id, result=CallResult.SYSTEM_ERROR)
        return None
    if not _is_hour(deed, home, alert):
        return None
    seconds = whole("wellbeing.call_lease_seconds", on=deed.day) + longest_seconds
    if not _line_free(deed):
        return None
    if take_ringing(deed, person_id=home.person_id, seconds=seconds, machine=True) is None:
        return None
    call.lease_until = deed.at + timedelta(seconds=seconds)
    call.tries, call.failed = call.tries + 1, False
    call.save(update_fields=["lease_until", "tries", "failed"])
    turn = Call.objects.filter(alert=alert, number__lt=call.number).count() if alert else home.unreached
    number = people.phone_of(deed, home.person_id, "wellbeing-call") if with_number else ""
    return Ring(
        key=call.pk, about_id=alert.pk if alert else call.pk, person_id=home.person_id, turn=turn, number=number,
        language=home.language, script=_script(alert, turn),
    )  # fmt: skip


def _script(alert: Alert | None, turn: int) -> str:
    """What is asked. Whose silence looks like a journey is asked about it once: in the first call of the alert."""
    if alert is None:
        return "weekly"
    looks_away = any(reason["code"] == LOOKS_AWAY for reason in alert.reasons)
    return "travel" if looks_away and turn == 0 else "check"


def _line_free(deed: Deed) -> bool:
    """Whether one of the city's lines is free; counted under a lock, so that two workers do not take the last one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('wellbeing-lines'))")
    busy = Ringing.objects.filter(machine=True, until__gt=deed.at).count()
    return busy < whole("wellbeing.call_lines", on=deed.day)


def _is_hour(deed: Deed, home: Home, alert: Alert | None) -> bool:
    """Whether a machine may ring now: a call that waited for a stopped worker does not ring at night."""
    quiet = (quiet_of(alert) if alert else None) or quiet_hours(deed.day)
    first = may_ring(
        Channel.AI_CALL, at=deed.at, grade=Grade(alert.grade) if alert else Grade.WATCH, quiet=quiet,
        preferred=unwanted_hours(home), days=days_of(home),
    )  # fmt: skip
    return first <= deed.at


def _lost(deed: Deed, call: Call, alert: Alert | None, home: Home) -> None:
    """A try broke off without a word: an attempt that says nothing, and the call is due again."""
    Ringing.objects.filter(person_id=home.person_id, machine=True, until__lte=deed.at).delete()
    record(deed, CallLost(call_id=call.pk, tries=call.tries), stream=call.pk, about=_about(home))
    if alert is not None and alert.episode_id is not None:
        outreach.log_attempt(
            deed, episode_id=alert.episode_id, channel=outreach.Channel.AI_CALL,
            result=outreach.AttemptResult.SYSTEM_ERROR, source_id=f"call:{call.pk}:{call.tries}",
        )  # fmt: skip


def call_failed(deed: Deed, *, call_id: UUID) -> None:
    """The line could not be used: nothing is known, the person may be rung by others, the call comes again soon."""
    access.check_may_take_steps(deed)
    call = Call.objects.select_related("alert").filter(pk=call_id, result="").first()
    if call is not None:
        call.failed = True
        call.lease_until = deed.at + timedelta(seconds=whole("wellbeing.call_lease_seconds", on=deed.day))
        call.save(update_fields=["failed", "lease_until"])
        give_back_machine(deed, call)


def give_back_machine(deed: Deed, call: Call) -> None:
    """Let others ring the person of a call that is over."""
    home = Home.objects.only("person_id").get(pk=call.home_id or call.alert.home_id)  # type: ignore[union-attr]
    Ringing.objects.filter(person_id=home.person_id, machine=True).delete()


def answer_call(deed: Deed, *, call_id: UUID, result: CallResult, told: Told | None = None) -> bool:
    """Write down what a call found and log it as an attempt; the same call answered twice is answered once.

    What comes after a result stands is not lost when it asks for help or refuses: it is followed, the result stays.
    """
    access.check_may_take_steps(deed)
    said = replace(told, result=result) if told else Told(result=result)
    return settle(deed, call_id=call_id, told=said)


def vendor_told(deed: Deed, *, call_id: UUID, fact: Fact, seconds: int) -> bool:
    """A vendor's notice about one of our calls; whether it was new. Raises Refused("contact-not-found")."""
    access.check_may_take_steps(deed)
    if not Call.objects.filter(pk=call_id, mode=ContactMode.AI_CALL).exists():
        raise Refused("contact-not-found")
    return settle(deed, call_id=call_id, told=replace(told_of(fact), seconds=seconds))


def settle(deed: Deed, *, call_id: UUID, told: Told) -> bool:
    """Follow the fact of one contact, whoever brought it; the caller has decided who may."""
    fresh = Call.objects.filter(pk=call_id, result="").update(
        result=str(told.result), result_at=deed.at, answers=told.answers, wants_human=told.wants_human,
        said_help=told.said_help, seconds=told.seconds, staff_minutes=told.staff_minutes,
        satisfaction=told.satisfaction,
    )  # fmt: skip
    call = Call.objects.select_related("alert").filter(pk=call_id).first()
    if call is None:
        return False
    pressing = told.said_help or told.result in (CallResult.REFUSED, CallResult.ANSWERED_NEEDS_HELP)
    if not fresh and (not pressing or _known_already(call, told)):
        return False
    home = Home.objects.select_for_update().get(pk=call.home_id or call.alert.home_id)  # type: ignore[union-attr]
    if fresh and call.mode == ContactMode.AI_CALL:
        give_back_machine(deed, call)
    elif fresh:
        give_back_ringing(deed, person_id=home.person_id)
    if not fresh:
        Call.objects.filter(pk=call_id).update(said_help=call.said_help or told.said_help)
    if fresh and told.result is CallResult.ANSWERED_OK:
        _note_trip(deed, home, told, ContactMode(call.mode))
    after = after_contact(
        told.result, unreached=home.unreached, answered=home.answered, said_help=told.said_help,
        wants_human=told.wants_human,
    )  # fmt: skip
    _remember(deed, home, after)
    if call.alert is not None:
        _of_alert(deed, call, call.alert, told, late=not fresh)
    else:
        _of_home(deed, call, home, told, after)
    return bool(fresh)


def _note_trip(deed: Deed, home: Home, told: Told, mode: ContactMode) -> None:
    """Somebody who answered says that they are away: the home is not asked again until they come back."""
    until = told.away_until
    if until is None and told.answers.get("away") == "away":
        until = deed.day + timedelta(days=int(told.answers.get("days", UNSAID_DAYS)))
    if until is None or until < deed.day:
        return
    how = HOW_OF.get(mode, HowSaid.DESK)
    until = min(until, deed.day + timedelta(days=trips.bounds(deed).longest - trips.bounds(deed).before))
    span = Span(min(trips.away_since(deed, home), until), until)
    trips.write_trip(deed, home, trips.Announced(span=span, said_by=WhoSaid.PERSON, said_how=how))


def _known_already(call: Call, told: Told) -> bool:
    return call.result == told.result and call.said_help >= told.said_help


def _remember(deed: Deed, home: Home, after: After) -> None:
    home.unreached, home.answered = after.unreached, after.answered
    if after.sign_of_life:
        home.confirmed_at = deed.at
    if after.refused and home.machine_refused_at is None:
        home.machine_refused_at = deed.at
        record(deed, MachineRefused(home=home.pk), stream=home.enrolment_id, about=_about(home))
    home.save(update_fields=["unreached", "answered", "confirmed_at", "machine_refused_at"])


def _of_alert(deed: Deed, call: Call, alert: Alert, told: Told, *, late: bool) -> None:
    """A call of a ladder: an attempt on its episode; whoever asks for help, a human or an end gets a human now."""
    if told.result is CallResult.ANSWERED_OK:
        Alert.objects.filter(pk=alert.pk, answered_at=None).update(answered_at=deed.at)
    if alert.episode_id is not None:
        result = CallResult.ANSWERED_NEEDS_HELP if told.said_help else told.result
        results = [told.result] if result is told.result else [told.result, result]
        for place, one in enumerate(results):
            outreach.log_attempt(
                deed, episode_id=alert.episode_id, channel=CHANNEL_OF[ContactMode(call.mode)],
                result=outreach.AttemptResult(str(one)),
                source_id=f"call:{call.pk}" + (f":{one}" if late or place else ""),
            )  # fmt: skip
    if told.said_help or told.wants_human or told.result in (CallResult.ANSWERED_NEEDS_HELP, CallResult.REFUSED):
        skip_machines(deed, alert)
    about = About(programme=PROGRAMME, dong=alert.dong, person_id=alert.person_id)
    record(deed, CallMade(alert_id=alert.pk, result=told.result), stream=alert.pk, about=about)


def _of_home(deed: Deed, call: Call, home: Home, told: Told, after: After) -> None:
    """A contact of the call policy: a sign of life, another try, or an alert for a person."""
    event = ContactMade(home=home.pk, mode=ContactMode(call.mode), result=told.result, seconds=told.seconds)
    record(deed, event, stream=home.enrolment_id, about=_about(home))
    if after.grade is not None:
        finding = Finding(
            kind=AlertKind.UNCONFIRMED, grade=after.grade, reasons=after.reasons, hours_silent=0, rarity_days=0
        )
        raise_found(deed, [Found(home.pk, finding, deed.at, key=f"contact:{call.pk}:{after.grade}")])


def _about(home: Home) -> About:
    return About(programme=PROGRAMME, dong=home.dong, person_id=home.person_id)
