"""Homes under watch: who takes part and how, by which sources, and who leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chomchom.enrolment import public as enrolment
from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import About
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import Item, record, record_many
from chomchom.people import public as people
from chomchom.store import sealing
from chomchom.store.columns import insert_all
from chomchom.store.constraints import refusing
from chomchom.wellbeing import access
from chomchom.wellbeing.actions.loading import meter_key
from chomchom.wellbeing.events import FeedSet, HomeWatched, ModeChanged, ProvinceToldOfLeaving
from chomchom.wellbeing.models import Feed, Home, ProvinceDay, ProvinceStop
from chomchom.wellbeing.rules.homes import Choice, FeedChoice, check_choice, check_feeds
from chomchom.wellbeing.rules.readings import feed_number
from chomchom.wellbeing.rules.words import PROGRAMME, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHome:
    """One home of a bulk enrolment."""

    person_id: UUID
    household_id: UUID
    dong: str
    consent_id: UUID
    choice: Choice
    feeds: Mapping[Source, FeedChoice]
    since_on: date
    province_number: str = ""


def watch(
    deed: Deed,
    *,
    person_id: UUID,
    consent_id: UUID,
    choice: Choice,
    feeds: Mapping[Source, FeedChoice],
    province_number: str = "",
) -> int:
    """Bring a person under watch in the way they chose; returns the home's number.

    Raises Refused: what enrolment refuses, may-not-watch, meter-in-use, no-way-to-notice, hours-not-whole.
    """
    card = people.card(deed, person_id)
    access.check_may_watch(deed, dong=card.dong)
    check_choice(choice)
    check_feeds(feeds, choice)
    enrolment_id = enrolment.enrol(
        deed, person_id=person_id, programme=PROGRAMME, consent_id=consent_id, mode=str(choice.mode),
        limits={"calls_a_week": choice.calls_a_week},
    )  # fmt: skip
    home = Home.objects.create(
        enrolment_id=enrolment_id, household_id=card.household_id, person_id=person_id, dong=card.dong,
        since_on=deed.day, province_key=province_key(province_number), **_chosen(choice),
    )  # fmt: skip
    with refusing("one_feed_a_meter", "meter-in-use"):
        Feed.objects.bulk_create(_feeds(home.pk, feeds, deed.day))
    connected = sum(one.connected for one in feeds.values())
    event = HomeWatched(home=home.pk, mode=choice.mode, sources=connected)
    record(deed, event, stream=enrolment_id, about=_about(home))
    return home.pk


def watch_many(deed: Deed, rows: Sequence[NewHome]) -> list[int]:
    """Bring a set of homes under watch at once, such as a city that moves in; returns their numbers in order."""
    for row in rows:
        access.check_may_watch(deed, dong=row.dong)
        check_choice(row.choice)
    ids = enrolment.enrol_many(
        deed,
        [
            enrolment.NewEnrolment(
                person_id=r.person_id, household_id=r.household_id, dong=r.dong, programme=PROGRAMME,
                consent_id=r.consent_id, mode=str(r.choice.mode), from_on=r.since_on,
                limits={"calls_a_week": r.choice.calls_a_week},
            )
            for r in rows
        ],
    )  # fmt: skip
    homes = Home.objects.bulk_create(
        [
            Home(
                enrolment_id=enrolment_id, household_id=r.household_id, person_id=r.person_id, dong=r.dong,
                since_on=r.since_on, province_key=province_key(r.province_number), **_chosen(r.choice),
            )
            for r, enrolment_id in zip(rows, ids, strict=True)
        ],
        batch_size=2000,
    )  # fmt: skip
    feeds = [feed for home, row in zip(homes, rows, strict=True) for feed in _feeds(home.pk, row.feeds, row.since_on)]
    insert_all(feeds)
    record_many(deed, [_watched(home, row) for home, row in zip(homes, rows, strict=True)])
    return [home.pk for home in homes]


def _watched(home: Home, row: NewHome) -> Item:
    connected = sum(feed.connected for feed in row.feeds.values())
    event = HomeWatched(home=home.pk, mode=row.choice.mode, sources=connected)
    return Item(event=event, stream=home.enrolment_id, about=_about(home), occurred_on=row.since_on)


def change_choice(deed: Deed, *, home_id: int, choice: Choice) -> None:
    """Note that the person chose another way to be asked."""
    home = access.load_home(deed, home_id, lock=True)
    access.check_may_watch(deed, dong=home.dong)
    check_choice(choice)
    for name, chosen in _chosen(choice).items():
        setattr(home, name, chosen)
    home.machine_refused_at, home.answered = None, 0  # asked anew: what they say now counts
    home.save()
    record(deed, ModeChanged(home=home.pk, mode=choice.mode), stream=home.enrolment_id, about=_about(home))


def set_feed(deed: Deed, *, home_id: int, source: Source, feed: FeedChoice) -> None:
    """Connect a source, or note why there is none. Raises Refused: home-not-found, may-not-watch, meter-in-use."""
    home = access.load_home(deed, home_id, lock=True)
    access.check_may_watch(deed, dong=home.dong)
    row = _feeds(home.pk, {source: feed}, deed.day)[0]
    with refusing("one_feed_a_meter", "meter-in-use"):
        Feed.objects.update_or_create(
            pk=row.pk,
            defaults={
                "home": home, "source": source, "connected": row.connected, "why_not": row.why_not,
                "meter": row.meter, "meter_key": row.meter_key, "asked_on": deed.day,
            },
        )  # fmt: skip
    event = FeedSet(home=home.pk, source=source, connected=feed.connected, why_not=feed.why_not)
    record(deed, event, stream=home.enrolment_id, about=_about(home))


def set_province_number(deed: Deed, *, home_id: int, number: str) -> None:
    """Join the province's number to a home; what the province told about it before belongs to the home from now on.

    Raises Refused: home-not-found, may-not-watch, province-number-in-use.
    """
    home = access.load_home(deed, home_id, lock=True)
    access.check_may_watch(deed, dong=home.dong)
    home.province_key = province_key(number)
    with refusing("wellbeing_home_province_key_key", "province-number-in-use"):
        home.save(update_fields=["province_key"])
    if home.province_key is not None:
        ProvinceDay.objects.filter(province_key=home.province_key, home=None).update(home=home)


def stop_watching(
    deed: Deed,
    *,
    enrolment_id: UUID,
    reason: enrolment.DropOutReason | None,
    next_step: enrolment.NextStep | None,
    named_by: UUID | None = None,
    note: str = "",
) -> None:
    """Let a person leave, with reason and next step; their home is watched no longer, what was learnt is let go."""
    home = access.home_of_enrolment(deed, enrolment_id, lock=True)
    enrolment.leave(deed, enrolment_id=enrolment_id, reason=reason, next_step=next_step, named_by=named_by, note=note)
    home.active = False
    home.save(update_fields=["active"])
    Feed.objects.filter(home=home).update(meter="", meter_key=None)


def tell_province_of_leaving(deed: Deed, *, enrolment_id: UUID) -> None:
    """Note that the province was told of somebody who left here. Told twice it stays the first time.

    Raises Refused: home-not-found, may-not-watch, has-not-left.
    """
    home = access.home_of_enrolment(deed, enrolment_id, lock=True)
    access.check_may_tell_province(deed, dong=home.dong)
    if home.active:
        raise Refused("has-not-left")
    _row, new = ProvinceStop.objects.get_or_create(
        enrolment_id=enrolment_id, defaults={"told_at": deed.at, "told_by": deed.actor_id}
    )
    if new:
        record(deed, ProvinceToldOfLeaving(home=home.pk), stream=home.enrolment_id, about=_about(home))


def province_key(number: str) -> bytes | None:
    """The blind index of the province's number for a person; None where there is none."""
    return sealing.blind("province-number", number) if number.strip() else None


def _chosen(choice: Choice) -> dict[str, object]:
    return {
        "contact_mode": choice.mode, "ring_from": choice.ring_from, "ring_until": choice.ring_until,
        "calls_a_week": choice.calls_a_week, "alternative": str(choice.alternative or ""),
        "ring_days": sum(1 << day for day in choice.ring_days), "language": choice.language,
        "limit_hours": choice.limit_hours,
    }  # fmt: skip


def _feeds(home: int, feeds: Mapping[Source, FeedChoice], on: date) -> list[Feed]:
    return [
        Feed(
            id=feed_number(source, home), home_id=home, source=source, connected=feed.connected,
            why_not=str(feed.why_not or ""), meter=feed.meter, asked_on=on,
            meter_key=meter_key(source, feed.meter) if feed.meter.strip() and feed.connected else None,
        )
        for source, feed in feeds.items()
    ]  # fmt: skip


def _about(home: Home) -> About:
    return About(programme=PROGRAMME, dong=home.dong, person_id=home.person_id)
