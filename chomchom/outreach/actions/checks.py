"""Asking somebody to the door, and the answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import PUBLIC_OFFICERS, Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.network import public as network
from chomchom.outreach import access
from chomchom.outreach.actions import telling
from chomchom.outreach.actions.attempts import about_episode
from chomchom.outreach.actions.limits import limits_on
from chomchom.outreach.events import SiteCheckAsked, SiteCheckWithdrawn, VisitorSetOut
from chomchom.outreach.models import Episode, SiteCheck
from chomchom.outreach.rules.arrivals import minutes_since
from chomchom.outreach.rules.checks import CheckFacts, check_due, check_site_check_can_be_asked
from chomchom.outreach.rules.machine import CHECK_STATES, EPISODE_STATES
from chomchom.outreach.rules.words import (
    OPEN_CHECK_STATES,
    CheckState,
    EpisodeState,
    Grade,
    SharingBasis,
    VisitorKind,
)
from chomchom.people import public as people
from chomchom.rulebook.holidays import working_days
from chomchom.rulebook.public import whole
from chomchom.store import grants
from chomchom.store.acting import require, widened
from chomchom.store.constraints import refusing

URGENT_FIELDS = ("name", "contact", "address")


@dataclass(frozen=True, slots=True)
class Visitor:
    """A visitor as far as the rule asks."""

    active: bool
    covers: bool
    label: str


def visitor_of(deed: Deed, *, kind: VisitorKind, visitor_id: UUID, dong: str) -> Visitor:
    """Whether the visitor works today and in this dong. Raises `visitor-unknown`."""
    if kind is VisitorKind.NEIGHBOUR:
        row = network.neighbour(deed, visitor_id)
        return Visitor(row.active, dong in row.dongs, f"{row.kind_label} {row.masked_name}")
    if kind is VisitorKind.AGENCY:
        agency = accounts.agency(visitor_id)
        if agency is None:
            raise Refused("visitor-unknown")
        return Visitor(agency.active, not dong or visitor_id in network.agencies_covering(dong), agency.name)
    holds = (Role.DONG_OFFICER,) if kind is VisitorKind.OFFICER else sorted(PUBLIC_OFFICERS)
    posted = {h.account_id: h.name for role in holds for h in accounts.who_holds(Role(role), None, deed.day)}
    if visitor_id not in posted:
        raise Refused("visitor-unknown")
    here = {h.account_id for h in accounts.who_holds(Role.DONG_OFFICER, dong or None, deed.day)}
    return Visitor(True, kind is VisitorKind.COLLEAGUE or visitor_id in here, posted[visitor_id])


def gather_check_facts(
    deed: Deed,
    episode: Episode,
    *,
    visitor_kind: VisitorKind,
    visitor_id: UUID,
    urgent: bool = False,
    due_at: datetime | None = None,
) -> tuple[CheckFacts, frozenset[str], str]:
    """The facts of a request, the field groups the consent or legal basis covers, and how the visitor is called."""
    visitor = visitor_of(deed, kind=visitor_kind, visitor_id=visitor_id, dong=episode.dong)
    basis, fields = None, frozenset[str]()
    if episode.person_id and visitor_kind in (VisitorKind.AGENCY, VisitorKind.NEIGHBOUR):
        recipient = visitor_id if visitor_kind is VisitorKind.AGENCY else "neighbour"
        found = people.sharing_basis(
            deed, person_id=episode.person_id, recipient=recipient, purpose="site_check", on=deed.day
        )
        if found is not None:
            basis = SharingBasis.CONSENT if str(found.kind) == "consent" else SharingBasis.LEGAL
            fields = frozenset(str(group) for group in found.fields)
    facts = CheckFacts(
        state=EpisodeState(episode.state),
        grade=Grade(episode.grade),
        visitor_kind=visitor_kind,
        visitor_active=visitor.active,
        visitor_covers_area=visitor.covers,
        person_known=episode.person_id is not None,
        basis=basis,
        urgent=urgent,
        has_open_check=_open_check(episode) is not None,
        has_place=bool(episode.household_id or episode.person_id or episode.place),
        due_in_past=due_at is not None and due_at <= deed.at,
    )
    return facts, fields, visitor.label


def ask_site_check(
    deed: Deed,
    *,
    episode_id: UUID,
    visitor_kind: VisitorKind,
    visitor_id: UUID,
    due_at: datetime | None = None,
    urgent: bool = False,
) -> UUID:
    """Ask one visitor to go to the door. `urgent` names 급박한 위험 as the basis where there is none (only 심각).

    Raises `episode-not-found`, `episode-not-your-part`, `site-check-already-open`, `wrong-state`, `no-place-to-go`,
    `visitor-unknown`, `visitor-inactive`, `visitor-elsewhere`, `due-in-the-past`, `no-consent-for-neighbour`,
    `no-basis-for-agency`, `not-urgent-enough`.
    """
    require(deed)
    episode = access.load_episode(deed, episode_id, lock=True)
    access.check_may_ask(deed, episode)
    facts, fields, label = gather_check_facts(
        deed, episode, visitor_kind=visitor_kind, visitor_id=visitor_id, urgent=urgent, due_at=due_at
    )
    basis = check_site_check_can_be_asked(facts)
    if basis is SharingBasis.URGENT:
        _claim(deed, episode, visitor_kind=visitor_kind, visitor_id=visitor_id)
        fields = frozenset(URGENT_FIELDS)
    with refusing("one_open_site_check_per_episode", "site-check-already-open"):
        check = SiteCheck.objects.create(
            episode=episode,
            visitor_kind=visitor_kind,
            visitor_id=visitor_id,
            agency_id=visitor_id if visitor_kind is VisitorKind.AGENCY else None,
            basis=basis,
            fields=sorted(fields),
            asked_by=deed.actor_id,
            asked_at=deed.at,
            due_at=due_at or _due(deed, facts.grade),
        )
    episode.state = EPISODE_STATES.target("ask_site_check", EpisodeState(episode.state))
    episode.due_at, episode.in_incident, episode.waiting_for = check.due_at, False, label
    episode.version += 1
    episode.save()
    event = SiteCheckAsked(
        episode_id=episode.pk,
        site_check_id=check.pk,
        visitor=visitor_kind,
        basis=basis,
        minutes_since_signal=minutes_since(episode.first_signal_at, deed.at),
    )
    ledger.record(deed, event, stream=episode.pk, about=about_episode(deed, episode))
    _open_the_way(deed, check, episode)
    return check.pk


def _due(deed: Deed, grade: Grade) -> datetime:
    return check_due(
        grade,
        at=deed.at,
        minutes_severe=whole("outreach.check_due_minutes", on=deed.day),
        limits=limits_on(deed.day),
        working=working_days().is_working_day,
    )


def _claim(deed: Deed, episode: Episode, *, visitor_kind: VisitorKind, visitor_id: UUID) -> None:
    assert episode.person_id is not None
    people.claim_legal_basis(
        deed,
        person_id=episode.person_id,
        purpose="site_check",
        recipient=visitor_id if visitor_kind is VisitorKind.AGENCY else "neighbour",
        fields=list(URGENT_FIELDS),
        ground="life_in_danger",
        note=f"outreach:{episode.pk}",
    )


def _open_the_way(deed: Deed, check: SiteCheck, episode: Episode) -> None:
    """Link, grants and message for the visitor: whatever is shared ends with the basis or the link."""
    kind = VisitorKind(check.visitor_kind)
    to = telling.recipient_of(deed, kind=kind, visitor_id=check.visitor_id)
    token = ""
    if kind in (VisitorKind.AGENCY, VisitorKind.NEIGHBOUR):
        check.link_id, token = telling.issue_link(deed, check, holder=to, until=check.due_at)
        check.save(update_fields=["link_id"])
        until = check.due_at + telling.LINK_LASTS
        holders = [check.link_id, *([check.visitor_id] if kind is VisitorKind.AGENCY else [])]
        for holder in holders:
            if holder is not None:
                _let_in(deed, check, episode, holder=holder, until=until)
    telling.tell_visitor(deed, check, to=to, token=token, grade=Grade(episode.grade))


def _let_in(deed: Deed, check: SiteCheck, episode: Episode, *, holder: UUID, until: datetime) -> None:
    """The request itself stays reachable (a visitor at the door must be able to press 119); the person and home only
    as long as the consent or basis holds."""
    for record_id in (check.pk, episode.pk):
        grants.grant(deed, record_id=record_id, holder=holder, basis="site-check", until=until)
    if episode.person_id is not None and check.basis != SharingBasis.PLACE_ONLY:
        recipient = check.visitor_id if check.visitor_kind == VisitorKind.AGENCY else "neighbour"
        people.open_to(
            deed, person_id=episode.person_id, holder=holder, purpose="site_check", recipient=recipient, until=until
        )
    elif episode.household_id is not None:
        grants.grant(deed, record_id=episode.household_id, holder=holder, basis="place-only", until=until)


def _open_check(episode: Episode) -> SiteCheck | None:
    return SiteCheck.objects.filter(episode=episode, state__in=sorted(OPEN_CHECK_STATES)).first()


def set_out(deed: Deed, *, site_check_id: UUID) -> None:
    """The visitor says: I am going. Raises `site-check-not-found`, `machine-may-not-visit`, `wrong-state`."""
    require(deed)
    access.check_may_report(deed, access.load_check(deed, site_check_id))
    with widened(deed, because="visitor-answers"):
        episode, check = lock_both(site_check_id)
        check.state = CHECK_STATES.target("set_out", CheckState(check.state))
        check.set_out_at = deed.at
        check.save(update_fields=["state", "set_out_at"])
        if episode.state == EpisodeState.CHECK_ASKED:
            episode.state = EPISODE_STATES.target("set_out", EpisodeState(episode.state))
            episode.version += 1
            episode.save(update_fields=["state", "version"])
        event = VisitorSetOut(
            episode_id=episode.pk,
            site_check_id=check.pk,
            minutes_since_signal=minutes_since(episode.first_signal_at, deed.at),
        )
        ledger.record(deed, event, stream=episode.pk, about=about_episode(as_intake(deed), episode))


def lock_both(site_check_id: UUID) -> tuple[Episode, SiteCheck]:
    """Episode first, then its check: the one order in which everybody locks them."""
    episode_id = SiteCheck.objects.values_list("episode_id", flat=True).get(pk=site_check_id)
    episode = Episode.objects.select_for_update().get(pk=episode_id)
    return episode, SiteCheck.objects.select_for_update().get(pk=site_check_id)


def as_intake(deed: Deed) -> Deed:
    """The same actor for a step that must read what a narrow deed may not (age band for the ledger)."""
    return replace(deed, roles=frozenset({Role.SYSTEM}), whole_city=True)


def withdraw_site_check(deed: Deed, *, site_check_id: UUID) -> None:
    """Take a request back; the visitor is told, the episode is open again.

    Raises `site-check-not-found`, `episode-not-your-part`, `wrong-state`.
    """
    require(deed)
    access.check_may_ask(deed, access.load_check(deed, site_check_id).episode)
    episode, check = lock_both(site_check_id)
    withdraw(deed, episode, check)
    if episode.state in (EpisodeState.CHECK_ASKED, EpisodeState.CHECKING):
        episode.state = EPISODE_STATES.target("worry", EpisodeState(episode.state))
        episode.version += 1
        episode.save(update_fields=["state", "version"])


def withdraw(deed: Deed, episode: Episode, check: SiteCheck) -> None:
    """Withdraw an open check that is already locked; the visitor's way in is closed."""
    check.state = CHECK_STATES.target("withdraw", CheckState(check.state))
    check.ended_at = deed.at
    check.save(update_fields=["state", "ended_at"])
    event = SiteCheckWithdrawn(episode_id=episode.pk, site_check_id=check.pk, visitor=VisitorKind(check.visitor_kind))
    ledger.record(deed, event, stream=episode.pk, about=about_episode(deed, episode))
    telling.tell_withdrawn(deed, check)


def withdraw_open(deed: Deed, episode: Episode) -> None:
    """Withdraw whatever check of a locked episode is still open; called when the episode ends."""
    for check in SiteCheck.objects.select_for_update().filter(episode=episode, state__in=sorted(OPEN_CHECK_STATES)):
        withdraw(deed, episode, check)
