"""What the joining pages need from the rooms, gathered by a fixed number of calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from chomchom.accounts import public as accounts
from chomchom.cases import public as cases
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import PUBLIC_OFFICERS
from chomchom.kernel.verdicts import Verdict
from chomchom.network import public as network
from chomchom.outreach import public as outreach
from chomchom.people import public as people
from chomchom.referrals import public as referrals
from chomchom.ui.components.forms import Choice
from chomchom.ui.evidence import EvidencePanel
from chomchom.ui.times import Said, past
from chomchom.wellbeing import public as wellbeing

SERVICES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class VisitorGroup:
    """Those of one kind who can be asked to the door now."""

    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class NotNow:
    """Those who cannot be asked now, and why; said once for all who share the reason."""

    labels: tuple[str, ...]
    no: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class AroundEpisode:
    """Everything about an episode that other rooms know."""

    card: people.PersonCard | None
    visitors: tuple[VisitorGroup, ...]
    not_now: tuple[NotNow, ...]
    services: tuple[Choice, ...]
    referrals: tuple[referrals.ReferralRow, ...]
    contacts: tuple[people.ContactRow, ...]
    found: tuple[people.PersonCard, ...]
    residents: tuple[people.PersonCard, ...]
    evidence: EvidencePanel | None
    ringing: str  # who rings them just now, "" where nobody does
    ringing_mine: bool


def around_episode(deed: Deed, row: outreach.EpisodeRow, *, words: str = "", opened: str = "") -> AroundEpisode:
    """What the page of an episode shows beside the episode itself.

    `words` is a name somebody looks for, to say who lives at a place nobody is linked to yet. Who can be asked to the
    door and which services fit are looked up only where their form is `opened` ("visit", "refer"): most pages are
    read without either.
    """
    b = row.board
    card = people.cards(deed, [b.person_id]).get(b.person_id) if b.person_id else None
    over = bool(row.over_by_won)
    services: tuple[Choice, ...] = ()
    if card is not None and row.open and opened == "refer":
        found = network.services_for(deed, dong=card.dong, over_criteria=over, age=card.age)
        services = tuple(
            Choice(str(one.id), f"{one.agency_name} · {one.name}", one.capacity_line) for one in found[:SERVICES_SHOWN]
        )
    options = outreach.visitors_for(deed, b.episode_id) if row.open and opened == "visit" else ()
    ringing, mine = _ringing(deed, card) if card is not None and row.open else ("", False)
    return AroundEpisode(
        card=card,
        visitors=_grouped(options),
        not_now=_not_now(options),
        services=services,
        referrals=referrals.of_origin(deed, "episode", b.episode_id),
        contacts=tuple(people.emergency_contacts(deed, card.person_id)) if card else (),
        found=tuple(people.find(deed, name=words)) if words and card is None else (),
        residents=_residents(deed, row) if card is None else (),
        evidence=evidence_of(deed, card.person_id) if card else None,
        ringing=ringing,
        ringing_mine=mine,
    )


def _ringing(deed: Deed, card: people.PersonCard) -> tuple[str, bool]:
    """Who rings this person just now, and whether it is the asker."""
    return wellbeing.ringing_of(deed, [card.person_id]).get(card.person_id, ("", False))


def evidence_of(deed: Deed, person_id: UUID) -> EvidencePanel | None:
    """Fourteen days of a person's home, or None where nothing is watched."""
    panel = wellbeing.evidence(deed, person_id)
    return panel if panel.bands or panel.absent else None


def last_sweep(deed: Deed) -> datetime | None:
    """When the machine that looks for silence last went through; None if it never did."""
    return next((row.at for row in wellbeing.heartbeats(deed) if row.code == "sweep"), None)


def with_trips(
    deed: Deed, rows: Sequence[outreach.BoardRow]
) -> list[tuple[outreach.BoardRow, wellbeing.TripRow | None]]:
    """Rows of the board, each with the announced absence of its person. One query, however many rows."""
    trips = wellbeing.trips_running(deed, {row.person_id for row in rows if row.person_id is not None})
    return [(row, trips.get(row.person_id) if row.person_id is not None else None) for row in rows]


def _grouped(options: tuple[outreach.VisitorOption, ...]) -> tuple[VisitorGroup, ...]:
    allowed = [option for option in options if option.allowed]
    labels = list(dict.fromkeys(option.kind_label for option in allowed))
    return tuple(
        VisitorGroup(
            label, tuple(Choice(f"{o.kind}:{o.visitor_id}", o.label) for o in allowed if o.kind_label == label)
        )
        for label in labels
    )


def _not_now(options: tuple[outreach.VisitorOption, ...]) -> tuple[NotNow, ...]:
    refused = [option for option in options if not option.allowed]
    codes = list(dict.fromkeys(option.allowed.code for option in refused))
    return tuple(
        NotNow(
            tuple(o.label for o in refused if o.allowed.code == code),
            next(o.allowed for o in refused if o.allowed.code == code),
        )
        for code in codes
    )


def _residents(deed: Deed, row: outreach.EpisodeRow) -> tuple[people.PersonCard, ...]:
    """Who is registered at the home of an episode that names nobody."""
    if row.board.household_id is None:
        return ()
    home = people.household_cards(deed, [row.board.household_id]).get(row.board.household_id)
    return tuple(people.cards(deed, home.member_ids).values()) if home else ()


def what_next(row: outreach.EpisodeRow) -> str:
    """One sentence on what follows after a deed, for the message above the page."""
    state = row.board.state
    if not row.open:
        return str(_("새 신호가 오면 새 확인 건이 열립니다."))
    if state is outreach.EpisodeState.ANSWERED:
        return str(_("답하셨습니다. 확인하고 끝내 주세요."))
    if state in (outreach.EpisodeState.CHECK_ASKED, outreach.EpisodeState.CHECKING):
        return str(_("현장 확인 답을 기다립니다."))
    return str(_("아직 끝나지 않았습니다. 다음 일의 기한: {due}").format(due=row.board.due.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """One thing that happened to a person, whichever room knows it."""

    at: datetime
    when: Said
    kind: str
    text: str
    detail: str
    who: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """A person across the rooms."""

    episodes: tuple[outreach.EpisodeLine, ...]
    open_episodes: tuple[outreach.EpisodeLine, ...]
    referrals: tuple[referrals.ReferralRow, ...]
    cases: tuple[cases.CaseRow, ...]
    story: tuple[StoryLine, ...]
    evidence: EvidencePanel | None
    consents: tuple[people.ConsentRow, ...]
    contacts: tuple[people.ContactRow, ...]
    home: wellbeing.HomeRow | None
    trip: wellbeing.TripRow | None
    opened: tuple[accounts.OpenedRow, ...]


KINDS = ("signal", "attempt", "check", "answer", "goods", "consultation", "end")


def person_page(deed: Deed, card: people.PersonCard, *, kind: str = "") -> PersonPage:
    """Everything the person's page shows; an agency sees what was granted to it and nothing of the rest."""
    officer = bool(deed.roles & PUBLIC_OFFICERS)
    episodes = outreach.episodes_of(deed, person_id=card.person_id) if officer else ()
    sent = referrals.of_person(deed, card.person_id)
    seen = wellbeing.at_home(deed, card.person_id) if officer else None
    return PersonPage(
        episodes=episodes,
        open_episodes=tuple(line for line in episodes if line.open),
        referrals=sent,
        cases=cases.of_person(deed, card.person_id) if officer else (),
        story=_story(deed, card.person_id, sent, kind=kind) if officer else (),
        evidence=seen.panel if seen and (seen.panel.bands or seen.panel.absent) else None,
        consents=tuple(people.consents(deed, card.person_id)),
        contacts=tuple(people.emergency_contacts(deed, card.person_id)) if officer else (),
        home=seen.row if seen else None,
        trip=seen.trip if seen else None,
        opened=tuple(accounts.opened_by(deed, card.person_id))[:10] if officer else (),
    )


def _story(deed: Deed, person_id: UUID, sent: tuple[referrals.ReferralRow, ...], *, kind: str) -> tuple[StoryLine, ...]:
    lines = [
        StoryLine(
            at=row.at, when=row.when, kind=row.kind, text=row.text, detail=row.detail, who=row.who,
            path=f"/episodes/{row.episode_id}/",
        )
        for row in outreach.timeline(deed, person_id=person_id)
    ]  # fmt: skip
    for referral in sent:
        if referral.sent is not None:
            lines.append(_referral_line(deed, referral))
    chosen = [line for line in lines if not kind or line.kind == kind]
    return tuple(sorted(chosen, key=lambda line: line.at, reverse=True))


def _referral_line(deed: Deed, row: referrals.ReferralRow) -> StoryLine:
    at = datetime.fromisoformat(row.sent.iso) if row.sent else deed.at
    text = _("의뢰: {agency} {service} · {shown}").format(
        agency=row.agency_name, service=row.service_name, shown=row.shown
    )
    return StoryLine(at=at, when=past(at, at=deed.at), kind="referral", text=text, detail="", who="", path=row.path)
