"""What pages and other rooms read of services: flat rows in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.network import access, rules, sentences
from chomchom.network.models import NeedKind, Place, Service, ServiceQuerySet
from chomchom.network.reads.hours import Hours, hours_of
from chomchom.network.rules import (
    Capacity,
    EntryAge,
    Fit,
    Freshness,
    ReferralWay,
    ServiceFacts,
    ServiceState,
    Wanted,
)
from chomchom.rulebook.dongs import dong as dong_named
from chomchom.rulebook.dongs import is_dong, metres_between
from chomchom.rulebook.public import whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One row of the code table in the reader's language; `group` is the group it stands in."""

    code: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A place as pages show it."""

    id: UUID
    agency_id: UUID
    name: str
    address: str
    dong: str
    dong_name: str
    phone: str
    way_there: str
    aids: tuple[str, ...]
    hours: Hours
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRow:
    """A service as lists and referrals need it; text is ready for the screen."""

    id: UUID
    agency_id: UUID
    agency_name: str
    agency_active: bool
    name: str
    summary: str
    need: str
    need_label: str
    state: ServiceState
    capacity: Capacity
    capacity_label: str
    capacity_line: str
    freshness: Freshness
    freshness_label: str
    stale: bool
    as_of: datetime | None
    age_days: int | None
    places_free: int | None
    waiting: int | None
    over_criteria_ok: bool
    whole_city: bool
    dongs: tuple[str, ...]
    area_line: str
    referral_way: ReferralWay
    way_label: str
    contact_email: str
    contact_phone: str
    fee: str
    public_phone: str
    website: str
    who_lines: tuple[str, ...]
    application: str
    papers: tuple[str, ...]
    languages: tuple[str, ...]
    hours: Hours
    places: tuple[PlaceRow, ...]
    entry_age: EntryAge
    entry_line: str
    listed: bool
    far_line: str = ""
    fits: bool = True
    why: tuple[str, ...] = ()
    why_not: tuple[str, ...] = ()


def _english() -> bool:
    return (get_language() or "ko").startswith("en")


def needs() -> list[Need]:
    """The kinds of need, in the order of the code table; one query. Groups are not among them."""
    rows = NeedKind.objects.filter(active=True, group__isnull=False).order_by("position", "code")
    english = _english()
    return [
        Need(code=row.code, label=row.label_en if english else row.label_ko, group=row.group_id or "") for row in rows
    ]


def need_groups() -> list[Need]:
    """The groups of kinds, in order; one query."""
    rows = NeedKind.objects.filter(active=True, group__isnull=True).order_by("position", "code")
    english = _english()
    return [Need(code=row.code, label=row.label_en if english else row.label_ko) for row in rows]


def need_labels() -> dict[str, str]:
    """Code to label, also of groups and of kinds no longer offered."""
    english = _english()
    return {row.code: row.label_en if english else row.label_ko for row in NeedKind.objects.all()}


def dong_name(code: str) -> str:
    """The name of a dong, or the code itself where it is not one of the city."""
    return dong_named(code).name if is_dong(code) else code


def service(deed: Deed, service_id: UUID) -> ServiceRow:
    """One service; raises `service-not-found`."""
    found = services(deed, [service_id])
    if service_id not in found:
        access.load_service(deed, service_id)
    return found[service_id]


def services(deed: Deed, ids: Iterable[UUID]) -> dict[UUID, ServiceRow]:
    """Some services by id, ended ones too; what is not visible is left out."""
    rows = access.visible_to(deed).filter(pk__in=list(ids))
    return {row.id: row for row, _fit in rows_of(deed, rows, wanted=None, on=deed.day)}


def services_of_agency(deed: Deed, agency_id: UUID) -> list[ServiceRow]:
    """An agency's services by name, ended ones too."""
    rows = access.visible_to(deed).filter(agency_id=agency_id)
    return sorted((row for row, _fit in rows_of(deed, rows, wanted=None, on=deed.day)), key=lambda row: row.name)


def service_for_notice(deed: Deed, service_id: UUID) -> ServiceRow:
    """A service for those who tell its agency something or hold a link to it, whatever the deed may list."""
    found = rows_of(deed, Service.objects.filter(pk=service_id), wanted=None, on=deed.day)
    if not found:
        raise Refused("service-not-found")
    return found[0][0]


def agency_contact(agency_id: UUID) -> tuple[str, str]:
    """The first e-mail address and telephone an agency gives for its running services; empty where it gives none."""
    rows = Service.objects.filter(agency_id=agency_id).exclude(state=ServiceState.ENDED).order_by("created_at", "id")
    found = list(rows.values_list("contact_email", "contact_phone"))
    email = next((mail for mail, _phone in found if mail), "")
    return email, next((phone for _mail, phone in found if phone), "")


def agencies_covering(dong: str) -> list[UUID]:
    """The agencies with a running service in a dong."""
    rows = Service.objects.filter(state=ServiceState.ACTIVE).covering(dong)
    return sorted(set(rows.values_list("agency_id", flat=True)), key=str)


@dataclass(frozen=True, slots=True)
class Limits:
    """The rulebook's numbers about age, as they stand on one day."""

    fresh_days: int
    stale_days: int
    advised_months: int
    mandatory_months: int
    on: date


def limits_on(on: date) -> Limits:
    """How old statements and entries may be on a day."""
    return Limits(
        fresh_days=whole("network.capacity_fresh_days", on=on),
        stale_days=whole("network.capacity_stale_days", on=on),
        advised_months=whole("network.entry_advised_months", on=on),
        mandatory_months=whole("network.entry_mandatory_months", on=on),
        on=on,
    )


def rows_of(
    deed: Deed, rows: ServiceQuerySet | list[Service], *, wanted: Wanted | None, on: date
) -> list[tuple[ServiceRow, Fit]]:
    """Finished rows with their fit, in the order given; five queries however many."""
    found = list(rows if isinstance(rows, list) else rows.prefetch_related("areas", "places").order_by("name", "id"))
    labels = need_labels()
    agencies = accounts.agencies({row.agency_id for row in found}) if found else {}
    limits = limits_on(on)
    result = []
    for row in found:
        dongs = tuple(sorted(area.dong for area in row.areas.all()))
        fresh = rules.freshness(
            row.capacity_as_of, now=deed.at, fresh_days=limits.fresh_days, stale_days=limits.stale_days
        )
        facts = _facts(row, dongs, fresh)
        fit = rules.fit(facts, wanted or Wanted(dong=dongs[0] if dongs else "", need=row.need_id))
        agency = agencies.get(row.agency_id)
        finished = _row(row, dongs, fresh, fit, agency=agency, labels=labels, limits=limits, deed=deed, wanted=wanted)
        result.append((finished, fit))
    return result


def _facts(row: Service, dongs: tuple[str, ...], fresh: Freshness) -> ServiceFacts:
    return ServiceFacts(
        state=ServiceState(row.state),
        whole_city=row.whole_city,
        dongs=frozenset(dongs),
        over_criteria_ok=row.over_criteria_ok,
        only_alone=row.only_alone,
        age_from=row.age_from,
        age_to=row.age_to,
        capacity=Capacity(row.capacity),
        places_free=row.places_free,
        freshness=fresh,
    )


def _row(
    row: Service,
    dongs: tuple[str, ...],
    fresh: Freshness,
    fit: Fit,
    *,
    agency: accounts.AgencyRow | None,
    labels: dict[str, str],
    limits: Limits,
    deed: Deed,
    wanted: Wanted | None,
) -> ServiceRow:
    places = tuple(place_row(place, deed.at) for place in sorted(row.places.all(), key=lambda one: one.name))
    return ServiceRow(
        id=row.pk,
        agency_id=row.agency_id,
        agency_name=agency.name if agency else "",
        agency_active=bool(agency and agency.active),
        name=row.name,
        summary=row.summary,
        need=row.need_id,
        need_label=labels.get(row.need_id, row.need_id),
        state=ServiceState(row.state),
        whole_city=row.whole_city,
        dongs=dongs,
        area_line=_("시 전체") if row.whole_city else ", ".join(dong_name(dong) for dong in dongs),
        places=places,
        hours=_hours(row, places, deed.at),
        far_line=_far_line(row.near, wanted.dong if wanted else ""),
        fits=fit.fits,
        why=tuple(str(sentences.WHY[why]) for why in fit.why if why not in rules.AGAINST),
        why_not=tuple(str(sentences.WHY[why]) for why in fit.why if why in rules.AGAINST),
        **_capacity(row, fresh, deed.at),
        **_reached(row, places),
        **_content(row, limits),
    )


def _capacity(row: Service, fresh: Freshness, now: datetime) -> dict[str, Any]:
    """Places now, and how far that can be trusted."""
    age = rules.age_in_days(row.capacity_as_of, now=now) if row.capacity_as_of else None
    return {
        "capacity": Capacity(row.capacity),
        "capacity_label": str(sentences.CAPACITIES[row.capacity]),
        "capacity_line": capacity_line(row.capacity, row.places_free, row.waiting, age),
        "freshness": fresh,
        "freshness_label": str(sentences.FRESHNESS[fresh]),
        "stale": fresh in (Freshness.STALE, Freshness.NEVER),
        "as_of": row.capacity_as_of,
        "age_days": age,
        "places_free": row.places_free,
        "waiting": row.waiting,
    }


def _reached(row: Service, places: tuple[PlaceRow, ...]) -> dict[str, Any]:
    """How the service is reached: by referral, and by anybody."""
    return {
        "referral_way": ReferralWay(row.referral_way),
        "way_label": str(sentences.WAYS[row.referral_way]),
        "contact_email": row.contact_email,
        "contact_phone": row.contact_phone,
        "public_phone": row.public_phone or next((place.phone for place in places if place.phone), ""),
        "website": row.website,
        "listed": row.listed,
    }


def _content(row: Service, limits: Limits) -> dict[str, Any]:
    """For whom, how, with which papers and for how much, and when that was last looked through."""
    aged = rules.entry_age(
        row.assured_on, on=limits.on, advised=limits.advised_months, mandatory=limits.mandatory_months
    )
    return {
        "over_criteria_ok": row.over_criteria_ok,
        "who_lines": tuple(_who_lines(row)),
        "application": row.application,
        "papers": tuple(row.papers),
        "languages": tuple(str(sentences.TONGUES[one]) for one in row.languages if one in sentences.TONGUES),
        "fee": row.fee or (_("%(won)s원") % {"won": f"{row.fee_won:,}"} if row.fee_won else ""),
        "entry_age": aged,
        "entry_line": entry_line(row.assured_on, aged),
    }


def place_row(place: Place, now: datetime) -> PlaceRow:
    """A place in words."""
    return PlaceRow(
        id=place.pk,
        agency_id=place.agency_id,
        name=place.name,
        address=place.address,
        dong=place.dong,
        dong_name=dong_name(place.dong),
        phone=place.phone,
        way_there=place.way_there,
        aids=tuple(str(sentences.AIDS[one]) for one in place.aids if one in sentences.AIDS),
        hours=hours_of(rules.from_data(place.hours), now),
        active=place.active,
    )


def _hours(row: Service, places: tuple[PlaceRow, ...], now: datetime) -> Hours:
    """A service's own hours, else those of a place that is open, else of its first."""
    if row.hours:
        return hours_of(rules.from_data(row.hours), now)
    known = [place.hours for place in places if place.hours.now is not None]
    return next((one for one in known if one.now), known[0] if known else Hours())


def _who_lines(row: Service) -> Iterable[str]:
    """Who it is for, a line each."""
    if row.age_from is not None and row.age_to is not None:
        yield _("%(first)d세부터 %(last)d세까지") % {"first": row.age_from, "last": row.age_to}
    elif row.age_from is not None:
        yield _("%(first)d세 이상") % {"first": row.age_from}
    elif row.age_to is not None:
        yield _("%(last)d세 이하") % {"last": row.age_to}
    if row.only_alone:
        yield _("혼자 사는 분")
    yield _("소득 기준을 넘어도 됩니다") if row.over_criteria_ok else _("소득 기준이 있습니다")
    if row.eligibility:
        yield row.eligibility


def entry_line(assured_on: date, aged: EntryAge) -> str:
    """When the entry was last looked through, and what follows from it."""
    said = _("%(day)s에 확인한 내용") % {"day": assured_on.isoformat()}
    return f"{said} · {sentences.ENTRY_AGES[aged]}" if aged is not EntryAge.FINE else said


def _far_line(near: str, dong: str) -> str:
    if not near or not dong or not (is_dong(near) and is_dong(dong)):
        return ""
    if near == dong:
        return _("같은 동")
    return _("약 %(km)s km") % {"km": f"{metres_between(near, dong) / 1000:.1f}"}


def capacity_line(capacity: str, places_free: int | None, waiting: int | None, age_days: int | None) -> str:
    """Places and how old the statement is, in one line: 자리 3 · 5일 전 확인."""
    said = str(sentences.CAPACITIES[capacity])
    if capacity == Capacity.FREE and places_free is not None:
        said = _("자리 %(n)d") % {"n": places_free}
    if capacity == Capacity.WAITLIST and waiting is not None:
        said = _("대기 %(n)d명") % {"n": waiting}
    if age_days is None:
        return said
    when = _("오늘 확인") if age_days == 0 else _("%(n)d일 전 확인") % {"n": age_days}
    return f"{said} · {when}"
