"""Calls: leased, made outside any transaction, and answered by a fact. An answer never ends anything."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import connection

from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import About
from chomchom.ledger.public import record
from chomchom.outreach import public as outreach
from chomchom.rulebook.public import whole
from chomchom.wellbeing import access
from chomchom.wellbeing.events import CallMade
from chomchom.wellbeing.models import Alert, Call
from chomchom.wellbeing.rules.words import PROGRAMME, CallResult
from chomchom.wellbeing.telephony import Ring


def waiting_calls(deed: Deed, *, limit: int = 200) -> list[UUID]:
    """Calls without a result whose lease, if any, has run out; the oldest first."""
    access.check_may_take_steps(deed)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM wellbeing_call WHERE result = '' AND (lease_until IS NULL OR lease_until <= city_now()) "
            "ORDER BY asked_at LIMIT %s",
            [limit],
        )
        return [found for (found,) in cursor.fetchall()]


def lease_call(deed: Deed, *, call_id: UUID) -> Ring | None:
    """Take a call for a while; None where another worker has it or it is done. Too many tries end as an error."""
    access.check_may_take_steps(deed)
    call = Call.objects.select_for_update(skip_locked=True).filter(pk=call_id, result="").first()
    if call is None or (call.lease_until is not None and call.lease_until > deed.at):
        return None
    if call.tries >= whole("wellbeing.call_tries", on=deed.day):
        answer_call(deed, call_id=call_id, result=CallResult.SYSTEM_ERROR)
        return None
    call.lease_until = deed.at + timedelta(seconds=whole("wellbeing.call_lease_seconds", on=deed.day))
    call.tries += 1
    call.save(update_fields=["lease_until", "tries"])
    turn = Call.objects.filter(alert_id=call.alert_id, number__lt=call.number).count()
    alert = Alert.objects.only("person_id").get(pk=call.alert_id)
    return Ring(key=call.pk, alert_id=call.alert_id, person_id=alert.person_id, turn=turn)


def answer_call(deed: Deed, *, call_id: UUID, result: CallResult) -> bool:
    """Write down what a call found and log it as an attempt; the same call answered twice is answered once."""
    access.check_may_take_steps(deed)
    if not Call.objects.filter(pk=call_id, result="").update(result=str(result), result_at=deed.at):
        return False
    call = Call.objects.select_related("alert").get(pk=call_id)
    alert = call.alert
    if result is CallResult.ANSWERED_OK:
        Alert.objects.filter(pk=alert.pk, answered_at=None).update(answered_at=deed.at)
    if result is CallResult.ANSWERED_NEEDS_HELP:
        Alert.objects.filter(pk=alert.pk, due_at__isnull=False).update(due_at=deed.at)
    if alert.episode_id is not None:
        outreach.log_attempt(
            deed,
            episode_id=alert.episode_id,
            channel=outreach.Channel.AI_CALL,
            result=outreach.AttemptResult(str(result)),
            source_id=f"call:{call.pk}",
        )
    about = About(programme=PROGRAMME, dong=alert.dong, person_id=alert.person_id)
    record(deed, CallMade(alert_id=alert.pk, result=result), stream=alert.pk, about=about)
    return True
