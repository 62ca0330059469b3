"""Who could be asked to the door, and the visitor's page with its two faces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused, Verdict, verdict
from chomchom.network import public as network
from chomchom.outreach import access, sentences
from chomchom.outreach.models import Episode, SiteCheck, SiteCheckAnswer
from chomchom.outreach.reads.board import due_said
from chomchom.outreach.rules.checks import CheckFacts, Face, check_site_check_can_be_asked, face_of
from chomchom.outreach.rules.words import (
    OPEN_CHECK_STATES,
    CheckResult,
    CheckState,
    EpisodeState,
    Grade,
    SharingBasis,
    VisitorKind,
    reason_from,
)
from chomchom.people import public as people
from chomchom.store.acting import require, widened
from chomchom.ui.times import Said, past


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitorOption:
    """Somebody who could be asked to the door; where not, the verdict says why."""

    kind: VisitorKind
    kind_label: str
    visitor_id: UUID
    label: str
    allowed: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPage:
    """What a visitor sees. A neighbour's face has neither reason nor (without consent) name and phone."""

    site_check_id: UUID
    visitor_kind: VisitorKind
    face: Face
    place: str
    dong_name: str
    name: str
    age: int | None
    phone_masked: str
    person_id: UUID | None
    hazard: str
    reasons: tuple[str, ...]
    request: str
    asked: Said
    due: Said
    state: CheckState
    state_label: str
    open: bool
    answered: bool
    last_result: str
    may_see_more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLine:
    """One request in a visitor's list."""

    site_check_id: UUID
    dong_name: str
    place: str
    due: Said
    state_label: str
    open: bool


def visitors_for(deed: Deed, episode_id: UUID) -> tuple[VisitorOption, ...]:
    """Officers of the dong, colleagues, agencies and neighbours there, each with yes or the reason of no.

    Raises `episode-not-found`.
    """
    require(deed)
    episode = access.load_episode(deed, episode_id)
    facts = _base_facts(episode)
    bases = _bases(deed, episode)
    return tuple(
        VisitorOption(
            kind=kind,
            kind_label=str(sentences.VISITORS[kind]),
            visitor_id=visitor_id,
            label=label,
            allowed=verdict(check_site_check_can_be_asked, _with(facts, kind, bases.get(key))),
        )
        for kind, visitor_id, label, key in _candidates(deed, episode)
    )


def _base_facts(episode: Episode) -> CheckFacts:
    return CheckFacts(
        state=EpisodeState(episode.state),
        grade=Grade(episode.grade),
        visitor_kind=VisitorKind.OFFICER,
        person_known=episode.person_id is not None,
        has_open_check=SiteCheck.objects.filter(episode=episode, state__in=sorted(OPEN_CHECK_STATES)).exists(),
        has_place=bool(episode.household_id or episode.person_id or episode.place),
    )


def _with(facts: CheckFacts, kind: VisitorKind, basis: SharingBasis | None) -> CheckFacts:
    return CheckFacts(
        state=facts.state,
        grade=facts.grade,
        visitor_kind=kind,
        person_known=facts.person_known,
        basis=basis,
        has_open_check=facts.has_open_check,
        has_place=facts.has_place,
    )


def _bases(deed: Deed, episode: Episode) -> dict[str, SharingBasis]:
    if episode.person_id is None:
        return {}
    rows = [
        row for row in people.consents(deed, episode.person_id) if row.state == "runs" and row.purpose == "site_check"
    ]
    return {row.recipient: SharingBasis.LEGAL if row.by_law else SharingBasis.CONSENT for row in rows}


def _candidates(deed: Deed, episode: Episode) -> Iterator[tuple[VisitorKind, UUID, str, str]]:
    seen = {deed.actor_id}
    if episode.dong:
        for holder in accounts.who_holds(Role.DONG_OFFICER, episode.dong, deed.day):
            seen.add(holder.account_id)
            yield VisitorKind.OFFICER, holder.account_id, holder.name, ""
    for role in (Role.DESK, Role.TEAM_HEAD):
        for holder in accounts.who_holds(role, episode.dong or None, deed.day):
            if holder.account_id not in seen:
                seen.add(holder.account_id)
                yield VisitorKind.COLLEAGUE, holder.account_id, holder.name, ""
    if not episode.dong:
        return
    for row in network.neighbours_in(deed, episode.dong):
        yield VisitorKind.NEIGHBOUR, row.id, f"{row.kind_label} {row.masked_name}", "neighbour"
    for agency in accounts.agencies(network.agencies_covering(episode.dong)).values():
        if agency.active:
            yield VisitorKind.AGENCY, agency.agency_id, agency.name, str(agency.agency_id)


def visit_page(deed: Deed, site_check_id: UUID, *, verified: bool = True) -> VisitPage:
    """The page of one visit. Names by link only after the code (`verified`); opening it is logged.

    A neighbour's or agency's page shows name and phone only while the consent holds: they are read at this moment.
    Raises `site-check-not-found`.
    """
    require(deed)
    check = access.load_check(deed, site_check_id)
    with widened(deed, because="visitor-page"):
        episode = Episode.objects.get(pk=check.episode_id)
        answer = SiteCheckAnswer.objects.filter(site_check=check).order_by("-received_at").first()
    kind = VisitorKind(check.visitor_kind)
    face = _face(deed, check)
    card = people.cards(deed, [episode.person_id]).get(episode.person_id) if episode.person_id else None
    home = None
    if episode.household_id and card is None:
        home = people.household_cards(deed, [episode.household_id]).get(episode.household_id)
    accounts.note_access(
        deed,
        subject_id=episode.person_id,
        record_kind="site_check",
        record_id=check.pk,
        purpose="site-check",
    )
    return _page(deed, check, episode, kind=kind, face=face, card=card, home=home, answer=answer, verified=verified)


def _face(deed: Deed, check: SiteCheck) -> Face:
    if deed.has(*access.WORKS_EPISODES):
        return face_of(VisitorKind.OFFICER, SharingBasis.DUTY, frozenset())
    return face_of(VisitorKind(check.visitor_kind), SharingBasis(check.basis), frozenset(check.fields))


def _page(
    deed: Deed,
    check: SiteCheck,
    episode: Episode,
    *,
    kind: VisitorKind,
    face: Face,
    card: people.PersonCard | None,
    home: people.HouseholdCard | None,
    answer: SiteCheckAnswer | None,
    verified: bool,
) -> VisitPage:
    state = CheckState(check.state)
    place = card.address_line if card else home.address_line if home else str(episode.place)
    named = face.name and verified and card is not None
    return VisitPage(
        site_check_id=check.pk,
        visitor_kind=kind,
        face=face,
        place=place,
        dong_name=network.dong_name(episode.dong) if episode.dong else "",
        name=card.masked_name if named and card else "",
        age=card.age if named and card else None,
        phone_masked=card.phone_masked if face.phone and verified and card else "",
        person_id=episode.person_id if named else None,
        hazard=(card.hazard if card else home.hazard if home else "") if face.hazard else "",
        reasons=sentences.reason_sentences(reason_from(r) for r in episode.reasons) if face.reasons else (),
        request=_("안부 확인 부탁드립니다"),
        asked=past(check.asked_at, at=deed.at),
        due=due_said(Grade.WATCH, check.due_at, at=deed.at),
        state=state,
        state_label=str(sentences.CHECK_STATES[state]),
        open=state in OPEN_CHECK_STATES or state == CheckState.CAME_BACK,
        answered=state == CheckState.REPORTED,
        last_result=str(sentences.CHECK_RESULTS[CheckResult(answer.result)]) if answer else "",
        may_see_more=face.name and not verified,
    )


def visits_of(deed: Deed) -> tuple[VisitLine, ...]:
    """The requests made to this account or agency: open ones first. At most six queries."""
    require(deed)
    rows = access.checks_visible_to(deed)
    if deed.agency_id and deed.has(Role.AGENCY_WORKER, Role.AGENCY_LEAD):
        rows = rows.filter(agency_id=deed.agency_id)
    else:
        rows = rows.filter(visitor_id=deed.actor_id)
    found = list(rows.order_by("-asked_at", "-pk")[:50])
    cards = people.cards(deed, {c.episode.person_id for c in found if c.episode.person_id})
    lines = []
    for check in found:
        card = cards.get(check.episode.person_id) if check.episode.person_id else None
        state = CheckState(check.state)
        lines.append(
            VisitLine(
                site_check_id=check.pk,
                dong_name=network.dong_name(check.episode.dong) if check.episode.dong else "",
                place=card.address_short if card else str(check.episode.place),
                due=due_said(Grade.WATCH, check.due_at, at=deed.at),
                state_label=str(sentences.CHECK_STATES[state]),
                open=state in OPEN_CHECK_STATES,
            )
        )
    return tuple(sorted(lines, key=lambda line: not line.open))


def answer_photo(deed: Deed, answer_id: UUID) -> str:
    """The kept photo of a visitor's answer, for officers who see the episode. Raises `site-check-not-found`."""
    require(deed)
    answer = SiteCheckAnswer.objects.filter(pk=answer_id).select_related("site_check").first()
    if answer is None or not deed.has(*access.WORKS_EPISODES):
        raise Refused("site-check-not-found")
    access.load_episode(deed, answer.site_check.episode_id)
    return str(answer.photo)
