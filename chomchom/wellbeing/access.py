"""Who may see and do what with homes, alerts, readings and ladders (docs/access.md)."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.wellbeing.models import Alert, Call, Home, PrintedList, ProvinceDay, Trip
from chomchom.wellbeing.rules.words import MACHINE_MODES

M = TypeVar("M", bound=Model)

OFFICERS = (Role.DESK, Role.DONG_OFFICER, Role.CASE_MANAGER, Role.TEAM_HEAD, Role.CITY_OFFICER)
LOADERS = (Role.DESK, Role.CITY_OFFICER, Role.PROVINCE, Role.OPERATOR, Role.SYSTEM)
RAISERS = (Role.SYSTEM, Role.PROVINCE, Role.CITY_OFFICER)
ENROLLERS = (*OFFICERS, Role.PROGRAMME_OFFICER)
SETTERS = (Role.TEAM_HEAD, Role.CITY_OFFICER)
SEERS_OF_LADDER = (Role.DESK, Role.DONG_OFFICER, Role.TEAM_HEAD, Role.CITY_OFFICER)
PRINTERS = (Role.DESK, Role.DONG_OFFICER, Role.TEAM_HEAD, Role.CITY_OFFICER)


def _in_areas(deed: Deed, rows: QuerySet[M]) -> QuerySet[M]:
    if deed.has(Role.SYSTEM) or deed.whole_city:
        return rows
    return rows.filter(dong__in=sorted(deed.areas))


def visible_to(deed: Deed) -> QuerySet[Home]:
    """The homes under watch this deed may see; list, count, drawing and export all use it."""
    if deed.has(Role.SYSTEM, *ENROLLERS):
        return _in_areas(deed, Home.objects.all())
    return Home.objects.none()


def alerts_visible_to(deed: Deed) -> QuerySet[Alert]:
    """The alerts this deed may see."""
    if deed.has(Role.SYSTEM, *OFFICERS):
        return _in_areas(deed, Alert.objects.all())
    return Alert.objects.none()


def province_days_visible_to(deed: Deed) -> QuerySet[ProvinceDay]:
    """What the province told, as far as this deed delivers or works on it."""
    if deed.has(Role.SYSTEM, Role.CITY_OFFICER, Role.DESK, Role.TEAM_HEAD, Role.PROGRAMME_OFFICER):
        return ProvinceDay.objects.all()
    return ProvinceDay.objects.none()


def lists_visible_to(deed: Deed) -> QuerySet[PrintedList]:
    """The printed lists this deed may account for."""
    if deed.has(*SETTERS, Role.DESK, Role.SYSTEM):
        return PrintedList.objects.all()
    if deed.has(Role.DONG_OFFICER):
        return PrintedList.objects.filter(by=deed.actor_id)
    return PrintedList.objects.none()


def calls_visible_to(deed: Deed) -> QuerySet[Call]:
    """The contacts this deed may see: those of its alerts and homes."""
    if not deed.has(Role.SYSTEM, *OFFICERS):
        return Call.objects.none()
    if deed.has(Role.SYSTEM) or deed.whole_city:
        return Call.objects.all()
    return Call.objects.filter(home__dong__in=sorted(deed.areas))


def load_contact(deed: Deed, call_id: UUID) -> Call:
    """A contact of the call policy that a person makes, locked. Raises Refused("contact-not-found")."""
    rows = calls_visible_to(deed).filter(pk=call_id, alert=None).exclude(mode__in=MACHINE_MODES)
    found: Call = _one(rows.select_for_update(of=("self",)), "contact-not-found")
    return found


def load_trip(deed: Deed, trip_id: UUID) -> Trip:
    """A running absence of a home this deed may change, locked. Raises Refused: trip-not-found, may-not-watch."""
    rows = Trip.objects.filter(pk=trip_id, home__in=visible_to(deed), returned_at=None, withdrawn_at=None)
    found: Trip = _one(rows.select_related("home").select_for_update(of=("self",)), "trip-not-found")
    check_may_watch(deed, dong=found.home.dong)
    return found


def load_home(deed: Deed, home_id: int, *, lock: bool = False) -> Home:
    """The home of that number, if this deed sees it. Raises Refused("home-not-found")."""
    rows = visible_to(deed).filter(pk=home_id)
    return _one(rows.select_for_update() if lock else rows, "home-not-found")


def home_of_enrolment(deed: Deed, enrolment_id: UUID, *, lock: bool = False) -> Home:
    """The home of an enrolment, if this deed sees it. Raises Refused("home-not-found")."""
    rows = visible_to(deed).filter(enrolment_id=enrolment_id)
    return _one(rows.select_for_update() if lock else rows, "home-not-found")


def _one(rows: QuerySet[Any], code: str) -> Any:
    found = rows.first()
    if found is None:
        raise Refused(code)
    return found


def desk_accounts(deed: Deed) -> tuple[UUID, ...]:
    """Who holds the desk today."""
    return tuple(holder.account_id for holder in accounts.who_holds(Role.DESK, None, deed.day))


def officer_accounts(deed: Deed, *, dong: str) -> tuple[UUID, ...]:
    """Who is the officer of a dong today."""
    return tuple(holder.account_id for holder in accounts.who_holds(Role.DONG_OFFICER, dong, deed.day))


def head_accounts(deed: Deed) -> tuple[UUID, ...]:
    """Who stands for the city when nobody is on duty."""
    return tuple(holder.account_id for holder in accounts.who_holds(Role.TEAM_HEAD, None, deed.day))


def check_may_load(deed: Deed) -> None:
    """May this deed load readings?"""
    if not deed.has(*LOADERS):
        raise Refused("may-not-load-readings")


def check_may_sweep(deed: Deed) -> None:
    """May this deed sweep and raise alerts?"""
    if not deed.has(*RAISERS):
        raise Refused("may-not-sweep")


def check_may_take_steps(deed: Deed) -> None:
    """May this deed take the steps of ladders? Only machines do."""
    if not deed.has(Role.SYSTEM):
        raise Refused("may-not-take-steps")


def check_may_watch(deed: Deed, *, dong: str) -> None:
    """May this deed bring a home of this dong under watch or change how?"""
    if not (deed.has(Role.SYSTEM) or (deed.has(*ENROLLERS) and deed.covers(dong))):
        raise Refused("may-not-watch")


def check_may_ring(deed: Deed, *, dong: str) -> None:
    """May this deed ring people of this dong, and write down what came of it?"""
    if not (deed.has(*OFFICERS) and deed.covers(dong)):
        raise Refused("may-not-ring")


def check_may_deliver_province(deed: Deed) -> None:
    """May this deed bring the province's result?"""
    if not deed.has(Role.CITY_OFFICER, Role.PROVINCE, Role.SYSTEM):
        raise Refused("may-not-deliver-province")


def check_may_see_ladder(deed: Deed) -> None:
    """May this deed see ladders and the duty roster?"""
    if not deed.has(*SEERS_OF_LADDER, Role.SYSTEM):
        raise Refused("may-not-see-ladder")


def check_may_change_ladder(deed: Deed) -> None:
    """May this deed change ladders and the duty roster?"""
    if not deed.has(*SETTERS, Role.SYSTEM):
        raise Refused("may-not-change-ladder")


def check_may_tell_province(deed: Deed, *, dong: str) -> None:
    """May this deed write down that the province was told of a leaver of this dong?"""
    if not (deed.has(*ENROLLERS) and deed.covers(dong)):
        raise Refused("may-not-watch")


def check_may_try_budget(deed: Deed) -> None:
    """May this deed try a budget on the city's readings? Figures only; no home can be told from them."""
    if not deed.has(*SETTERS, Role.DESK, Role.SYSTEM):
        raise Refused("may-not-try-budget")


def check_may_print(deed: Deed) -> None:
    """May this deed print the list for a dead network?"""
    if not deed.has(*PRINTERS):
        raise Refused("may-not-print-list")
