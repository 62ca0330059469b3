"""Deeds in a house that runs: python -m tests.chaos.city WORD [NUMBER]. Uses the product's own code and roles."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

os.environ["DJANGO_SETTINGS_MODULE"] = "chomchom.site.settings"

import django

django.setup()

from django.db import Error, connection

from chomchom.notices import public as notices
from chomchom.notices.actions import delivering
from chomchom.notices.channels import ports, send_in_time
from chomchom.outreach import public as outreach
from chomchom.people import public as people
from chomchom.store.acting import machine_acting
from chomchom.wellbeing import public as wellbeing
from chomchom.wellbeing.actions.raising import Found, raise_found
from chomchom.wellbeing.actions.ringing import take_ringing
from chomchom.wellbeing.models import Alert, Call
from chomchom.wellbeing.rules.alerts import Finding
from chomchom.wellbeing.rules.words import AlertKind, Grade

ILDONG = "4127151000"


def patiently(deed):
    """Do a deed again until it is done, as a sender does who got no answer."""
    deadline = time.monotonic() + 60
    while True:
        try:
            return deed()
        except Error:
            connection.close()
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def tell(count: int, *, prefix: str = "", after: timedelta | None = None) -> list[UUID]:
    """Commit `count` urgent messages to invented telephones, one transaction each."""
    prefix = prefix or str(uuid4())

    def one(n: int) -> UUID:
        with machine_acting("chaos") as deed:
            return notices.tell(
                deed,
                to=notices.Recipient.phone(f"010-0000-{n % 10000:04d}", "시험"),
                template="site-check-asked",
                about_kind="chaos",
                about_id=uuid4(),
                idem_key=f"{prefix}:{n}",
                urgent=True,
                after=deed.at + after if after else None,
            )

    return [patiently(lambda n=n: one(n)) for n in range(count)]


def home() -> UUID:
    """One invented person in 일동, found again at the second call."""

    def one() -> UUID:
        with machine_acting("chaos") as deed:
            known = people.find(deed, phone="010-0000-9999")
            if known:
                return known[0].person_id
            return people.register_person(
                deed, name="박샘", birth_date=date(1948, 5, 1), phone="010-0000-9999", sex="female", dong=ILDONG,
                address="성호로 12 101호", household_kind="single",
            )  # fmt: skip

    return patiently(one)


def receive(count: int, *, prefix: str) -> int:
    """Hand in `count` signals about one home, each until the door said yes; returns how often it had to be repeated."""
    person, repeated = home(), 0
    for n in range(count):

        def one(n: int = n) -> bool:
            with machine_acting("chaos") as deed:
                signal_in = outreach.SignalIn(
                    door=outreach.Door.ALERT,
                    source_id=f"{prefix}:{n}",
                    occurred_at=deed.at,
                    dong=ILDONG,
                    person_id=person,
                    grade=outreach.Grade.CAUTION,
                    reasons=(outreach.Reason("silent-electricity", {"hours": 26}),),
                )
                return outreach.receive_signal(deed, signal_in).duplicate

        repeated += bool(patiently(one))
        time.sleep(0.02)
    return repeated


def die(*, after: str) -> None:
    """Claim one delivery and be killed: after the claim, or after the sending and before the mark."""
    with machine_acting("deliver") as deed:
        claimed = delivering.claim_due(deed, limit=1)
    if after == "send":
        for one in claimed:
            send_in_time(ports()[one.channel], key=one.key, address=one.address, text=one.text)
    print(json.dumps([str(one.id) for one in claimed]), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


def ring_and_die(seconds: int) -> None:
    """Raise an alert, take its first step, pick up the telephone for so many seconds and be killed while it rings."""
    person = home()
    with machine_acting("chaos") as deed:
        card = people.card(deed, person)
        consent = people.ConsentIn(
            person_id=person, purpose=people.Purpose.WELLBEING, recipient="city", fields=("name", "contact"),
            until_on=deed.day + timedelta(days=200), required=True,
        )  # fmt: skip
        [agreed] = people.give_consents(deed, [consent])
        watched = wellbeing.NewHome(
            person_id=person, household_id=card.household_id, dong=ILDONG, consent_id=agreed,
            choice=wellbeing.Choice(mode=wellbeing.ContactMode.AI_CALL), feeds={}, since_on=deed.day,
        )  # fmt: skip
        [number] = wellbeing.watch_many(deed, [watched])
        finding = Finding(kind=AlertKind.SILENCE, grade=Grade.SEVERE, reasons=(), hours_silent=40, rarity_days=90)
        raise_found(deed, [Found(number, finding, deed.at)])
        alert = Alert.objects.get(home_id=number)
    with machine_acting("ladder") as deed:
        wellbeing.take_step(deed, alert_id=alert.pk)
    with machine_acting("telephone") as deed:
        call = Call.objects.get(alert=alert)
        ring = wellbeing.lease_call(deed, call_id=call.pk, longest_seconds=seconds)
    print(json.dumps([str(call.pk), str(alert.pk), str(person), ring is not None]), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


def ring_too(person: str) -> str:
    """Somebody else tries to ring the same person: what they are told."""
    with machine_acting("chaos") as deed:
        return "rings" if take_ringing(deed, person_id=UUID(person), seconds=60, machine=True) else "busy"


def deliver_by_a_wrong_clock(*, days: float) -> None:
    """Deliver what is due in a process whose own clock is days off: only the database's clock may decide."""
    import django.utils.timezone

    from chomchom.notices.jobs import deliver_due

    right, shift = time.time, days * 86400
    time.time = lambda: right() + shift
    django.utils.timezone.now = lambda: datetime.fromtimestamp(right() + shift, tz=UTC)
    print(json.dumps(deliver_due()))


def main(word: str, number: str = "1") -> None:
    """One deed."""
    match word:
        case "tell":
            print(json.dumps([str(one) for one in tell(int(number))]))
        case "tell-again":
            # The same keys twice: somebody pressed twice, or a job ran twice.
            print(
                json.dumps([str(one) for one in tell(int(number), prefix="again") + tell(int(number), prefix="again")])
            )
        case "tell-later":
            print(json.dumps([str(one) for one in tell(1, after=timedelta(seconds=float(number)))]))
        case "receive":
            print(receive(int(number), prefix="storm"))
        case "deliver-by-a-wrong-clock":
            deliver_by_a_wrong_clock(days=float(number))
        case "ring-and-die":
            ring_and_die(int(number))
        case "ring-too":
            print(json.dumps(ring_too(number)))
        case "die-after-claim":
            die(after="claim")
        case "die-after-send":
            die(after="send")


if __name__ == "__main__":
    main(*sys.argv[1:])
