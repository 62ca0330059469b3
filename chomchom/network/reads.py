"""What pages and other rooms read of the directory: flat rows in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.network import access, rules, sentences
from chomchom.network.models import NeedKind, Neighbour, Service, ServiceQuerySet
from chomchom.network.rules import Capacity, Fit, Freshness, ReferralWay, ServiceFacts, ServiceState, Wanted
from chomchom.rulebook.dongs import dong as dong_named
from chomchom.rulebook.dongs import is_dong
from chomchom.rulebook.public import whole
from chomchom.store.sealing import blind


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One row of the code table in the reader's language."""

    code: str
    label: str


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
    fits: bool = True
    why: tuple[str, ...] = ()
    why_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourRow:
    """A neighbour without name: masked for lists."""

    id: UUID
    kind: str
    kind_label: str
    masked_name: str
    masked_phone: str
    area_line: str
    dongs: tuple[str, ...]
    active: bool


def needs() -> list[Need]:
    """The kinds of need, in the order of the code table; one query."""
    english = (get_language() or "ko").startswith("en")
    rows = NeedKind.objects.filter(active=True).order_by("position", "code")
    return [Need(code=row.code, label=row.label_en if english else row.label_ko) for row in rows]


def need_labels() -> dict[str, str]:
    """Code to label, also of kinds no longer offered."""
    english = (get_language() or "ko").startswith("en")
    return {row.code: row.label_en if english else row.label_ko for row in NeedKind.objects.all()}


def dong_name(code: str) -> str:
    """The name of a dong, or the code itself where it is not one of the city."""
    return dong_named(code).name if is_dong(code) else code


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
) -> list[ServiceRow]:
    """Services for the sentence of the find page: fitting ones by places, then freshness, then name.

    With `unfit_too` those that do not fit follow, each saying why. `on` decides the limits of freshness (default: the
    deed's day). Four queries however many rows.
    """
    rows = access.visible_to(deed).running()
    if need:
        rows = rows.for_need(need)
    wanted = Wanted(dong=dong, need=need, age=age, lives_alone=lives_alone, over_criteria=over_criteria)
    found = _rows(deed, rows, wanted=wanted, on=on or deed.day)
    found.sort(key=lambda pair: (pair[1].rank, pair[0].name, str(pair[0].id)))
    return [row for row, fit in found if (fit.fits and row.agency_active) or unfit_too]


def service(deed: Deed, service_id: UUID) -> ServiceRow:
    """One service; raises `service-not-found`."""
    found = services(deed, [service_id])
    if service_id not in found:
        access.load_service(deed, service_id)
    return found[service_id]


def services(deed: Deed, ids: Iterable[UUID]) -> dict[UUID, ServiceRow]:
    """Some services by id, ended ones too; what is not visible is left out."""
    rows = access.visible_to(deed).filter(pk__in=list(ids))
    return {row.id: row for row, _fit in _rows(deed, rows, wanted=None, on=deed.day)}


def services_of_agency(deed: Deed, agency_id: UUID) -> list[ServiceRow]:
    """An agency's services by name, ended ones too."""
    rows = access.visible_to(deed).filter(agency_id=agency_id)
    return sorted((row for row, _fit in _rows(deed, rows, wanted=None, on=deed.day)), key=lambda row: row.name)


def service_for_notice(deed: Deed, service_id: UUID) -> ServiceRow:
    """A service for those who tell its agency something or hold a link to it, whatever the deed may list."""
    found = _rows(deed, Service.objects.filter(pk=service_id), wanted=None, on=deed.day)
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


def _rows(deed: Deed, rows: ServiceQuerySet, *, wanted: Wanted | None, on: date) -> list[tuple[ServiceRow, Fit]]:
    found = list(rows.prefetch_related("areas").order_by("name", "id"))
    labels = need_labels()
    agencies = accounts.agencies({row.agency_id for row in found}) if found else {}
    limits = (whole("network.capacity_fresh_days", on=on), whole("network.capacity_stale_days", on=on))
    result = []
    for row in found:
        dongs = tuple(sorted(area.dong for area in row.areas.all()))
        fresh = rules.freshness(row.capacity_as_of, now=deed.at, fresh_days=limits[0], stale_days=limits[1])
        facts = _facts(row, dongs, fresh)
        fit = rules.fit(facts, wanted or Wanted(dong=dongs[0] if dongs else "", need=row.need_id))
        agency = agencies.get(row.agency_id)
        name = agency.name if agency else ""
        active = bool(agency and agency.active)
        result.append((_row(row, dongs, fresh, fit, agency_name=name, active=active, labels=labels, now=deed.at), fit))
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
    agency_name: str,
    active: bool,
    labels: dict[str, str],
    now: datetime,
) -> ServiceRow:
    age = rules.age_in_days(row.capacity_as_of, now=now) if row.capacity_as_of else None
    return ServiceRow(
        id=row.pk,
        agency_id=row.agency_id,
        agency_name=agency_name,
        agency_active=active,
        name=row.name,
        summary=row.summary,
        need=row.need_id,
        need_label=labels.get(row.need_id, row.need_id),
        state=ServiceState(row.state),
        capacity=Capacity(row.capacity),
        capacity_label=str(sentences.CAPACITIES[row.capacity]),
        capacity_line=capacity_line(row.capacity, row.places_free, row.waiting, age),
        freshness=fresh,
        freshness_label=str(sentences.FRESHNESS[fresh]),
        stale=fresh in (Freshness.STALE, Freshness.NEVER),
        as_of=row.capacity_as_of,
        age_days=age,
        places_free=row.places_free,
        waiting=row.waiting,
        over_criteria_ok=row.over_criteria_ok,
        whole_city=row.whole_city,
        dongs=dongs,
        area_line=_("시 전체") if row.whole_city else ", ".join(dong_name(dong) for dong in dongs),
        referral_way=ReferralWay(row.referral_way),
        way_label=str(sentences.WAYS[row.referral_way]),
        contact_email=row.contact_email,
        contact_phone=row.contact_phone,
        fee=row.fee,
        fits=fit.fits,
        why=tuple(str(sentences.WHY[why]) for why in fit.why if why not in rules.AGAINST),
        why_not=tuple(str(sentences.WHY[why]) for why in fit.why if why in rules.AGAINST),
    )


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


def neighbours_in(deed: Deed, dong: str) -> list[NeighbourRow]:
    """The neighbours appointed today in a dong of one's area; two queries."""
    if not deed.covers(dong):
        return []
    rows = access.visible_neighbours(deed).active_on(deed.day).in_dongs(frozenset({dong}))
    return _neighbour_rows(deed, rows.order_by("kind", "id").prefetch_related("areas"))


def neighbours(deed: Deed, ids: Iterable[UUID]) -> dict[UUID, NeighbourRow]:
    """Some neighbours by id; those of other areas are left out."""
    rows = access.visible_neighbours(deed).filter(pk__in=list(ids)).prefetch_related("areas")
    return {row.id: row for row in _neighbour_rows(deed, rows)}


def neighbour(deed: Deed, neighbour_id: UUID) -> NeighbourRow:
    """One neighbour of one's area, masked; raises `neighbour-not-found`."""
    found = access.load_neighbour(deed, neighbour_id)
    return _neighbour_rows(deed, [found])[0]


def neighbour_by_phone(deed: Deed, phone: str) -> NeighbourRow | None:
    """The active neighbour with this number, or None; only a machine or an officer of the area finds one."""
    index = blind("phone", rules.digits_of(phone))
    found = access.visible_neighbours(deed).active_on(deed.day).filter(phone_index=index).first()
    return _neighbour_rows(deed, [found])[0] if found else None


def neighbour_phone(deed: Deed, *, neighbour_id: UUID, purpose: str) -> str:
    """A neighbour's number in full, to call or to send to; written into the access log with its purpose."""
    found = access.load_neighbour(deed, neighbour_id)
    accounts.note_access(deed, subject_id=found.pk, record_kind="neighbour", record_id=found.pk, purpose=purpose)
    return str(found.phone)


def neighbour_name(deed: Deed, *, neighbour_id: UUID, purpose: str) -> str:
    """A neighbour's name in full; written into the access log with its purpose."""
    found = access.load_neighbour(deed, neighbour_id)
    accounts.note_access(deed, subject_id=found.pk, record_kind="neighbour", record_id=found.pk, purpose=purpose)
    return str(found.name)


def _neighbour_rows(deed: Deed, rows: Iterable[Neighbour]) -> list[NeighbourRow]:
    return [_neighbour_row(deed, row) for row in rows]


def _neighbour_row(deed: Deed, row: Neighbour) -> NeighbourRow:
    areas = sorted((area.dong, area.tong or 0) for area in row.areas.all())
    parts = [f"{dong_name(dong)} {tong}{_('통')}" if tong else dong_name(dong) for dong, tong in areas]
    return NeighbourRow(
        id=row.pk,
        kind=row.kind,
        kind_label=str(sentences.KINDS[row.kind]),
        masked_name=rules.mask_name(str(row.name)),
        masked_phone=rules.mask_phone(str(row.phone)),
        area_line=", ".join(parts),
        dongs=tuple(dict.fromkeys(dong for dong, _tong in areas)),
        active=rules.active_on(active_from=row.active_from, active_until=row.active_until, on=deed.day),
    )
