"""Who is watched by which source, who by none and why, and what stands in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q

from chomchom.enrolment import public as enrolment
from chomchom.kernel.deeds import Deed
from chomchom.people import public as people
from chomchom.store.paging import Page, page
from chomchom.wellbeing import access
from chomchom.wellbeing.models import Feed, Home, ProvinceDay, ProvinceStop
from chomchom.wellbeing.rules.words import PROGRAMME, Alternative, ContactMode, Source, WhyNot
from chomchom.wellbeing.sentences import ALTERNATIVES, CONTACT_MODES, SOURCES, WHY_NOT

ORDER = ("pk",)


@dataclass(frozen=True, slots=True)
class SourceMark:
    """One source of a home in a word."""

    source: Source
    label: str
    connected: bool
    why_word: str


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One home of the coverage list."""

    home: int
    enrolment_id: UUID
    person_id: UUID
    name: str
    age: int | None
    dong_name: str
    mode_word: str
    sources: tuple[SourceMark, ...]
    bare: bool  # no passive source at all
    alternative_word: str


@dataclass(frozen=True, slots=True)
class WhyCount:
    """How many homes lack a source for one reason."""

    source_word: str
    why_word: str
    homes: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The figures over the list."""

    homes: int
    with_passive: int
    bare: int
    bare_without_alternative: int
    why: tuple[WhyCount, ...]


@dataclass(frozen=True, slots=True)
class HomeRow:
    """One home for its form."""

    home: int
    enrolment_id: UUID
    person_id: UUID
    household_id: UUID
    dong: str
    mode: ContactMode
    mode_word: str
    ring_from: time | None
    ring_until: time | None
    calls_a_week: int
    alternative: Alternative | None
    ring_days: tuple[int, ...]
    language: str
    limit_hours: int
    machine_refused_at: datetime | None
    confirmed_at: datetime | None
    active: bool
    since_on: date
    sources: tuple[SourceMark, ...]


@dataclass(frozen=True, slots=True)
class LeaverRow:
    """Somebody reported as gone for whom the next step is open."""

    enrolment_id: UUID
    person_id: UUID
    name: str
    dong_name: str
    reason_word: str
    since_on: date


@dataclass(frozen=True, slots=True)
class StopRow:
    """Somebody of the province's list who left here: whether it was told, and whether it goes on all the same."""

    enrolment_id: UUID
    name: str
    dong_name: str
    left_on: date
    reason_word: str
    told_at: datetime | None
    still_on: date | None  # the last day after leaving on which the province still spoke of them


@dataclass(frozen=True, slots=True)
class UnmatchedRow:
    """A number of the province that leads to nobody here."""

    id: int
    day: date
    joined: bool
    times: int


def coverage(deed: Deed) -> Coverage:
    """How many homes have a passive source, how many none and whether something stands in. Three queries."""
    rows = access.visible_to(deed).filter(active=True)
    bare = ~Exists(Feed.objects.filter(home=OuterRef("pk"), connected=True))
    counted = rows.annotate(without=bare).aggregate(
        homes=Count("pk"),
        bare=Count("pk", filter=Q(without=True)),
        open=Count("pk", filter=Q(without=True, alternative="")),
    )
    lacking = Feed.objects.filter(home__in=rows, connected=False).order_by().values_list("source", "why_not")
    why = sorted(lacking.annotate(many=Count("pk")), key=lambda found: -found[2])
    return Coverage(
        homes=counted["homes"],
        with_passive=counted["homes"] - counted["bare"],
        bare=counted["bare"],
        bare_without_alternative=counted["open"],
        why=tuple(WhyCount(str(SOURCES[Source(s)]), str(WHY_NOT[WhyNot(w)]), many) for s, w, many in why),
    )


def coverage_rows(deed: Deed, *, only_bare: bool = False, why: str = "", after: str = "") -> Page[CoverageRow]:
    """The list behind the figures, page by page. Six queries, however many rows."""
    rows = access.visible_to(deed).filter(active=True)
    if only_bare:
        rows = rows.exclude(feeds__connected=True)
    if why in set(WhyNot):
        rows = rows.filter(Exists(Feed.objects.filter(home=OuterRef("pk"), why_not=why)))
    found = page(rows, order=ORDER, after=after)
    marks = _marks([home.pk for home in found.rows])
    cards = people.cards(deed, [home.person_id for home in found.rows])
    return Page(tuple(_coverage_row(home, marks, cards) for home in found.rows), found.next)


def _coverage_row(
    home: Home, marks: dict[int, tuple[SourceMark, ...]], cards: dict[UUID, people.PersonCard]
) -> CoverageRow:
    card = cards.get(home.person_id)
    sources = marks.get(home.pk, ())
    return CoverageRow(
        home=home.pk, enrolment_id=home.enrolment_id, person_id=home.person_id,
        name=card.masked_name if card else "", age=card.age if card else None, dong_name=card.dong_name if card else "",
        mode_word=str(CONTACT_MODES[ContactMode(home.contact_mode)]), sources=sources,
        bare=not any(mark.connected for mark in sources),
        alternative_word=str(ALTERNATIVES[Alternative(home.alternative)]) if home.alternative else "",
    )  # fmt: skip


def _marks(homes: list[int]) -> dict[int, tuple[SourceMark, ...]]:
    return _marks_of(
        Feed.objects.filter(home__in=homes).only("home_id", "source", "connected", "why_not").order_by("pk")
    )


def home_row_of(home: Home, feeds: Sequence[Feed]) -> HomeRow:
    """The row of a home whose feeds are loaded already."""
    return _home_row(home, _marks_of(feeds))


def _marks_of(feeds: Iterable[Feed]) -> dict[int, tuple[SourceMark, ...]]:
    out: dict[int, tuple[SourceMark, ...]] = {}
    for feed in feeds:
        source = Source(feed.source)
        word = str(WHY_NOT[WhyNot(feed.why_not)]) if feed.why_not else ""
        out[feed.home_id] = (*out.get(feed.home_id, ()), SourceMark(source, str(SOURCES[source]), feed.connected, word))
    return out


def home_row(deed: Deed, *, home_id: int | None = None, enrolment_id: UUID | None = None) -> HomeRow:
    """One home under watch. Raises Refused("home-not-found")."""
    home = access.home_of_enrolment(deed, enrolment_id) if enrolment_id else access.load_home(deed, int(home_id or 0))
    return _home_row(home, _marks([home.pk]))


def homes_of(deed: Deed, person_ids: list[UUID]) -> dict[UUID, HomeRow]:
    """The homes under watch of these persons, for pages of other rooms. Two queries."""
    rows = list(access.visible_to(deed).filter(person_id__in=person_ids, active=True))
    marks = _marks([home.pk for home in rows])
    return {home.person_id: _home_row(home, marks) for home in rows}


def _home_row(home: Home, marks: dict[int, tuple[SourceMark, ...]]) -> HomeRow:
    mode = ContactMode(home.contact_mode)
    return HomeRow(
        home=home.pk, enrolment_id=home.enrolment_id, person_id=home.person_id, household_id=home.household_id,
        dong=home.dong, mode=mode, mode_word=str(CONTACT_MODES[mode]), ring_from=home.ring_from,
        ring_until=home.ring_until, calls_a_week=home.calls_a_week,
        alternative=Alternative(home.alternative) if home.alternative else None,
        ring_days=tuple(day for day in range(7) if home.ring_days >> day & 1), language=home.language,
        limit_hours=home.limit_hours, machine_refused_at=home.machine_refused_at, confirmed_at=home.confirmed_at,
        active=home.active,
        since_on=home.since_on, sources=marks.get(home.pk, ()),
    )  # fmt: skip


def leaver_rows(deed: Deed) -> list[LeaverRow]:
    """Everybody reported as gone whose next step nobody has decided yet."""
    rows = enrolment.in_programme(deed, programme=PROGRAMME, state=enrolment.EnrolmentState.LEAVING)
    cards = people.cards(deed, [row.person_id for row in rows])
    return [
        LeaverRow(
            enrolment_id=row.id, person_id=row.person_id, name=cards[row.person_id].masked_name,
            dong_name=cards[row.person_id].dong_name, reason_word=row.reason_word, since_on=row.from_on,
        )
        for row in rows
        if row.person_id in cards
    ]  # fmt: skip


def stops(deed: Deed) -> list[StopRow]:
    """Who left here in the last half year and is on the province's list: to be told, told, or still going on there.

    Those not told and those the province goes on with come first. Five queries.
    """
    left = [row for row in enrolment.enrolments(deed, ids=_left_ids(deed)) if row.left_on is not None]
    cards = people.cards(deed, [row.person_id for row in left])
    told = dict(ProvinceStop.objects.filter(pk__in=[row.id for row in left]).values_list("pk", "told_at"))
    homes = access.visible_to(deed).filter(enrolment_id__in=[row.id for row in left])
    home_of = dict(homes.values_list("pk", "enrolment_id"))
    days = ProvinceDay.objects.filter(home__in=list(home_of)).exclude(change="left").order_by().values_list("home_id")
    spoken = {home_of[home]: last for home, last in days.annotate(last=Max("day")) if home is not None}
    rows = [
        StopRow(
            row.id, cards[row.person_id].masked_name, cards[row.person_id].dong_name, row.left_on, row.reason_word,
            told.get(row.id), last if (last := spoken.get(row.id)) and last > row.left_on else None,
        )
        for row in left
        if row.person_id in cards and row.left_on is not None
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.told_at is not None and row.still_on is None, -row.left_on.toordinal()))


def _left_ids(deed: Deed) -> list[UUID]:
    homes = access.visible_to(deed).filter(active=False, province_key__isnull=False)
    return list(homes.order_by("-pk").values_list("enrolment_id", flat=True)[:200])


def without_home(deed: Deed) -> int:
    """How many take part of whom no home is watched: nobody may simply be missing. Two queries."""
    running = {row.id for row in enrolment.spans(deed, programme=PROGRAMME) if row.left_on is None}
    return len(running - set(access.visible_to(deed).filter(active=True).values_list("enrolment_id", flat=True)))


def unmatched(deed: Deed) -> list[UnmatchedRow]:
    """Numbers of the province nobody has been found for yet, the newest day of each."""
    rows = access.province_days_visible_to(deed).filter(home=None).order_by("province_key", "-day")
    seen: dict[bytes, list[ProvinceDay]] = {}
    for row in rows[:2000]:
        seen.setdefault(bytes(row.province_key), []).append(row)
    return [
        UnmatchedRow(days[0].pk, days[0].day, any(d.change == "joined" for d in days), len(days))
        for days in seen.values()
    ]
