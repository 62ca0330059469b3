"""Finding services: by words, need, dong, distance, who may use it, places and opening; a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, CharField, F, Func, IntegerField, Q, Value, When

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.network import access, rules
from chomchom.network.models import ServiceArea, ServiceQuerySet
from chomchom.network.reads.hours import is_holiday
from chomchom.network.reads.offered import Limits, ServiceRow, limits_on, rows_of
from chomchom.network.rules import CAPACITY_RANK, Capacity, Freshness, ServiceState, Wanted
from chomchom.rulebook.dongs import dongs, is_dong, metres_between
from chomchom.store.paging import Page, page

SIZE = 30
MOST_CANDIDATES = 300
"""How many texts are looked at letter by letter for one search."""
UNKNOWN_FAR = 999_999


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What somebody looks for. Empty parts ask nothing."""

    words: str = ""
    dong: str = ""
    need: str = ""
    age: int | None = None
    lives_alone: bool | None = None
    over_criteria: bool = False
    with_places: bool = False
    open_now: bool = False
    nearest_first: bool = False

    @property
    def wanted(self) -> Wanted:
        """What decides whether one service fits."""
        return Wanted(
            dong=self.dong,
            need=self.need,
            age=self.age,
            lives_alone=self.lives_alone,
            over_criteria=self.over_criteria,
        )


def find(
    deed: Deed, search: Search, *, after: str = "", size: int = SIZE, on: date | None = None, public: bool = False
) -> Page[ServiceRow]:
    """The services that fit: nearest to the words, then by places (or distance), how fresh that is, and name.

    `public`: only what anybody may read of. At most eight queries, however many rows there are.
    """
    rows = _asked(deed, search, public=public).filter(_fits(search), agency_id__in=_active_agencies())
    return _page(deed, rows, search, after=after, size=size, on=on or deed.day)


def misses(deed: Deed, search: Search, *, size: int = 20, on: date | None = None) -> tuple[ServiceRow, ...]:
    """Services for the same words and need that do not fit; each says why."""
    rows = _asked(deed, search, public=False).exclude(_fits(search) & Q(agency_id__in=_active_agencies()))
    return _page(deed, rows, search, after="", size=size, on=on or deed.day).rows


def services_for(
    deed: Deed,
    *,
    dong: str,
    need: str = "",
    over_criteria: bool = False,
    on: date | None = None,
    age: int | None = None,
    lives_alone: bool | None = None,
    unfit_too: bool = False,
    size: int = 200,
) -> list[ServiceRow]:
    """Services for a person: fitting ones by places, then freshness, then name, at most `size`.

    With `unfit_too` those that do not fit follow, each saying why. `on` decides the limits of freshness.
    """
    search = Search(dong=dong, need=need, over_criteria=over_criteria, age=age, lives_alone=lives_alone)
    found = find(deed, search, size=size, on=on).rows
    return [*found, *(misses(deed, search, on=on) if unfit_too else ())]


def _active_agencies() -> list[UUID]:
    return [row.agency_id for row in accounts.agency_choices()]


def _asked(deed: Deed, search: Search, *, public: bool) -> ServiceQuerySet:
    """What the words, the need, the places and the clock leave of the services somebody may know of."""
    rows = (access.published() if public else access.visible_to(deed)).running()
    if search.need:
        rows = rows.for_need(search.need)
    if search.with_places:
        rows = rows.filter(capacity__in=[Capacity.FREE, Capacity.WAITLIST])
    rows = _by_words(rows, search.words)
    return rows.filter(pk__in=_open_ids(rows, deed.at)) if search.open_now else rows


def _fits(search: Search) -> Q:
    """The reasons of `rules.fit` as one condition."""
    fits = Q(state=ServiceState.ACTIVE)
    if search.dong:
        fits &= Q(whole_city=True) | Q(pk__in=ServiceArea.objects.filter(dong=search.dong).values("service_id"))
    if search.over_criteria:
        fits &= Q(over_criteria_ok=True)
    if search.age is not None:
        fits &= (Q(age_from__isnull=True) | Q(age_from__lte=search.age)) & (
            Q(age_to__isnull=True) | Q(age_to__gte=search.age)
        )
    if search.lives_alone is False:
        fits &= Q(only_alone=False)
    return fits


def _by_words(rows: ServiceQuerySet, words: str) -> ServiceQuerySet:
    """The index gives what shares enough pairs of letters; those are read letter by letter, a typo forgiven."""
    asked = rules.query_words(words)
    if not asked:
        return rows.annotate(away=Value(0, output_field=IntegerField()))
    wanted = sorted({pair for word in asked for pair in rules.pairs(word)})
    shared = Func(
        F("pairs"),
        Value(wanted, output_field=ArrayField(CharField())),
        template="cardinality(ARRAY(SELECT unnest(%(expressions)s::varchar[])))",
        arg_joiner=") INTERSECT SELECT unnest(",
        output_field=IntegerField(),
    )
    least = max(1, int(len(wanted) * rules.SHARED_AT_LEAST))
    likely = rows.filter(pairs__overlap=wanted).annotate(shared=shared).filter(shared__gte=least)
    texts = likely.order_by("-shared", "id").values_list("pk", "letters")[:MOST_CANDIDATES]
    near: dict[int, list[UUID]] = {}
    for pk, text in texts:
        away = rules.nearness(words, text)
        if away is not None:
            near.setdefault(away, []).append(pk)
    kept = [pk for some in near.values() for pk in some]
    ranks = [When(pk__in=some, then=Value(away)) for away, some in sorted(near.items())]
    return rows.filter(pk__in=kept).annotate(away=Case(*ranks, default=Value(99), output_field=IntegerField()))


def _open_ids(rows: ServiceQuerySet, at: datetime) -> list[UUID]:
    """The services that are open at a moment: by their own hours, else by those of one of their places."""
    found = []
    for service in rows.only("pk", "hours").prefetch_related("places"):
        weeks = [service.hours] if service.hours else [place.hours for place in service.places.all()]
        opened = (rules.open_until(rules.from_data(week), at, is_holiday=is_holiday) for week in weeks)
        if any(until is not None for until in opened):
            found.append(service.pk)
    return found


def _page(deed: Deed, rows: ServiceQuerySet, search: Search, *, after: str, size: int, on: date) -> Page[ServiceRow]:
    ranked = _ranked(rows, search, on=on, limits=limits_on(on))
    order = ("away", *(("far",) if search.nearest_first else ()), "place_rank", "fresh_rank", "name", "id")
    found = page(ranked.prefetch_related("areas", "places"), order=order, after=after, size=size)
    return Page(
        tuple(row for row, _fit in rows_of(deed, list(found.rows), wanted=search.wanted, on=on)), next=found.next
    )


def _ranked(rows: ServiceQuerySet, search: Search, *, on: date, limits: Limits) -> ServiceQuerySet:
    places = [When(capacity=word, then=Value(rank)) for word, rank in CAPACITY_RANK.items()]
    ages = {Freshness.FRESH: limits.fresh_days, Freshness.AGING: limits.stale_days}
    fresh = [
        When(capacity_as_of__gte=datetime.combine(on - timedelta(days=days), time(), SEOUL), then=Value(rank))
        for rank, days in enumerate(ages.values())
    ]
    stale = When(capacity_as_of__isnull=False, then=Value(rules.FRESH_RANK[Freshness.STALE]))
    far = []
    if is_dong(search.dong):
        far = [When(near=one.code, then=Value(metres_between(search.dong, one.code))) for one in dongs()]
    return rows.annotate(
        place_rank=Case(*places, output_field=IntegerField()),
        fresh_rank=Case(*fresh, stale, default=Value(rules.FRESH_RANK[Freshness.NEVER]), output_field=IntegerField()),
        far=Case(*far, default=Value(UNKNOWN_FAR), output_field=IntegerField()),
    )
