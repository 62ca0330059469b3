"""The call policy at work: which homes have shown no sign for longer than their own limit, and who asks them how.

Level-triggered like the sweep: it looks at every home, whatever was missed before. A home that an alert stands for, or
that is being asked, is left to them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max

from chomchom.enrolment import public as enrolment
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.events import About
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.notices import public as notices
from chomchom.people import public as people
from chomchom.rulebook.public import whole
from chomchom.store.acting import widened
from chomchom.wellbeing import access
from chomchom.wellbeing.actions import trips
from chomchom.wellbeing.actions.calling import Told, settle
from chomchom.wellbeing.actions.raising import Found, raise_found
from chomchom.wellbeing.events import ContactDue
from chomchom.wellbeing.inforce import quiet_hours, wish_of
from chomchom.wellbeing.models import Alert, Call, Home, Ringing
from chomchom.wellbeing.rules import policy
from chomchom.wellbeing.rules.alerts import Finding
from chomchom.wellbeing.rules.readings import BLOCK
from chomchom.wellbeing.rules.trips import Span, check_trip
from chomchom.wellbeing.rules.words import (
    MACHINE_MODES,
    PROGRAMME,
    AlertKind,
    AlertState,
    CallResult,
    ContactMode,
    Grade,
    Reason,
)
from chomchom.wellbeing.signs import last_signs

BY_LINK = frozenset({ContactMode.TEXT, ContactMode.APP})
LINK_PURPOSE = "self-check"
SAID_BY_LINK = frozenset(
    {CallResult.ANSWERED_OK, CallResult.ANSWERED_NEEDS_HELP, CallResult.ANSWERED_UNCLEAR, CallResult.REFUSED}
)
HOUR = timedelta(hours=1)


@dataclass(slots=True)
class ConfirmTold:
    """What one round did."""

    homes: int = 0
    asked: int = 0
    worried: int = 0
    returns: int = 0
    expired: int = 0


def city_rules(deed: Deed) -> policy.CityRules:
    """What the city set for asking people how they are."""
    return policy.CityRules(
        usual_hours=whole("wellbeing.confirm_hours", on=deed.day),
        longest_hours=whole("wellbeing.confirm_longest_hours", on=deed.day),
        again_minutes=whole("wellbeing.confirm_again_minutes", on=deed.day),
        most_tries=whole("wellbeing.confirm_tries", on=deed.day),
        quiet=quiet_hours(deed.day),
    )


def confirm_block(deed: Deed, number: int, *, signs: dict[int, datetime] | None = None) -> ConfirmTold:
    """Ask, in one block of homes, those whose own limit has passed. `signs` are the last signs of the meters."""
    access.check_may_sweep(deed)
    rows = Home.objects.filter(active=True, pk__gte=number * BLOCK, pk__lt=(number + 1) * BLOCK)
    # Who is only watched and set no limit of their own is never asked by the clock.
    homes = list(rows.exclude(contact_mode=ContactMode.PASSIVE, limit_hours=0).order_by("pk"))
    told = ConfirmTold(homes=len(homes))
    seen = last_signs(number) if signs is None else signs
    told.returns = trips.watch_returns(deed, number, signs=seen)
    away = trips.away_now(deed, number)
    city = city_rules(deed)
    hours = {home.pk: _hours(deed, home, seen.get(home.pk)) for home in homes}
    late = [home for home in homes if home.pk not in away and hours[home.pk] >= (home.limit_hours or city.usual_hours)]
    known = _known(deed, late, hours)
    resting = _resting(deed, late)
    for home in late:
        if home.pk in resting:
            continue
        decision = policy.decide(wish_of(home), known[home.pk], city, at=deed.at)
        if decision.turn is policy.Turn.ASK:
            ask(deed, home, mode=decision.mode, hours=hours[home.pk])
            told.asked += 1
        elif decision.turn is policy.Turn.WORRY:
            told.worried += _worry(deed, home, hours[home.pk])
    return told


def _hours(deed: Deed, home: Home, sign: datetime | None) -> int:
    began = datetime(home.since_on.year, home.since_on.month, home.since_on.day, tzinfo=SEOUL)
    newest = max(one for one in (sign, home.confirmed_at, began) if one is not None)
    return max(int((deed.at - newest) / HOUR), 0)


def _known(deed: Deed, homes: list[Home], hours: dict[int, int]) -> dict[int, policy.Known]:
    """What is known of these homes, in four queries."""
    ids = [home.pk for home in homes]
    alerts = set(Alert.objects.filter(home__in=ids, state=AlertState.OPEN).values_list("home_id", flat=True))
    asked = set(Call.objects.filter(home__in=ids, result="").values_list("home_id", flat=True))
    persons = {home.person_id: home.pk for home in homes}
    ringing = Ringing.objects.filter(person_id__in=persons, until__gt=deed.at).values_list("person_id", flat=True)
    asked |= {persons[person] for person in ringing}
    calls = Call.objects.filter(home__in=ids).order_by().values_list("home_id")
    since = deed.at - timedelta(days=7)
    week = Counter(dict(calls.filter(mode__in=MACHINE_MODES, asked_at__gt=since).annotate(n=Count("pk"))))
    last = dict(calls.annotate(last=Max("asked_at")))
    return {
        home.pk: policy.Known(
            hours=hours[home.pk], open_alert=home.pk in alerts, being_asked=home.pk in asked,
            asked_this_week=week[home.pk], last_asked_at=last.get(home.pk), unreached_in_a_row=home.unreached,
            answered_in_a_row=home.answered,
        )
        for home in homes
    }  # fmt: skip


def _resting(deed: Deed, homes: list[Home]) -> set[int]:
    """Homes whose person rests from taking part (a hospital, a journey) or is on the way out."""
    rows = {home.enrolment_id: home.pk for home in homes}
    found = enrolment.enrolments(deed, ids=list(rows))
    return {rows[row.id] for row in found if row.state is not enrolment.EnrolmentState.ACTIVE}


def ask(deed: Deed, home: Home, *, mode: ContactMode, hours: int) -> Call:
    """Ask one home by one way: a machine's call waits for its line, a text goes out, the rest is on the desk's list."""
    call = Call.objects.create(home=home, person_id=home.person_id, mode=mode, number=home.unreached, asked_at=deed.at)
    event = ContactDue(home=home.pk, mode=mode, hours=hours)
    record(deed, event, stream=home.enrolment_id, about=_about(home))
    if mode in BY_LINK:
        _send_link(deed, home, call)
    return call


def _send_link(deed: Deed, home: Home, call: Call) -> None:
    """The text by which somebody says with one press how they are. Without a number a person takes over."""
    phone = people.phone_of(deed, home.person_id, "wellbeing-call")
    if not phone:
        settle(deed, call_id=call.pk, told=Told(result=CallResult.NO_DEVICE))
        return
    to = notices.Recipient.phone(phone, "")
    until = deed.at + timedelta(minutes=whole("wellbeing.answer_by_link_minutes", on=deed.day))
    token = notices.links.issue(
        deed, purpose=LINK_PURPOSE, subject_kind="contact", subject_id=call.pk, holder=to, until=until
    )
    notices.tell(
        deed, to=to, template="self-check", about_kind="contact", about_id=call.pk, idem_key=f"self-check:{call.pk}",
        secret=f"/wellbeing/well/{token}/",
    )  # fmt: skip


def answer_by_link(
    deed: Deed, *, call_id: UUID, result: CallResult, wants_human: bool = False, away_until: date | None = None
) -> bool:
    """Somebody pressed a button in the text. Pressed twice, or after a result stands, it counts once.

    `away_until`: they are away and come back on that day. Raises Refused: contact-not-found, trip-is-over, trip-too-long.
    """
    if result not in SAID_BY_LINK:
        raise Refused("contact-not-found")
    if away_until is not None:
        check_trip(Span(deed.day, away_until), today=deed.day, bounds=trips.bounds(deed))
    with widened(deed, because="self-check"):
        # The link says whose word it is; what follows from it is the city's own machine at work.
        own = replace(deed, roles=frozenset({Role.SYSTEM}), whole_city=True)
        if not Call.objects.filter(pk=call_id, mode__in=BY_LINK).exists():
            raise Refused("contact-not-found")
        return settle(own, call_id=call_id, told=Told(result=result, wants_human=wants_human, away_until=away_until))


def expire_links(deed: Deed) -> int:
    """Texts nobody answered in time: not reached, and the policy goes on from there."""
    access.check_may_sweep(deed)
    before = deed.at - timedelta(minutes=whole("wellbeing.answer_by_link_minutes", on=deed.day))
    rows = Call.objects.filter(result="", mode__in=BY_LINK, asked_at__lte=before).values_list("pk", flat=True)
    return sum(settle(deed, call_id=pk, told=Told(result=CallResult.NO_ANSWER)) for pk in list(rows))


def _worry(deed: Deed, home: Home, hours: int) -> int:
    """Asked often enough without an answer: 미확인, and a person takes over."""
    reasons = (Reason("unconfirmed", {"hours": hours}), Reason("call-unanswered", {"times": home.unreached}))
    finding = Finding(
        kind=AlertKind.UNCONFIRMED, grade=Grade.UNKNOWN, reasons=reasons, hours_silent=hours, rarity_days=0
    )
    return raise_found(deed, [Found(home.pk, finding, deed.at - HOUR * hours)])[0]


def _about(home: Home) -> About:
    return About(programme=PROGRAMME, dong=home.dong, person_id=home.person_id)
