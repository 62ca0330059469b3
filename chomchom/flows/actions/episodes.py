"""Deeds of the pages about an episode and a person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.outreach import public as outreach
from chomchom.people import public as people
from chomchom.referrals import public as referrals
from chomchom.wellbeing import public as wellbeing


def refer(deed: Deed, *, episode_id: UUID, service_id: UUID, urgency: str, ask: str) -> UUID:
    """Ask an agency's service to act for the person of an episode; the episode ends as referred.

    Raises `episode-not-found`, `episode-without-person`, and what the referral refuses (consent, open referral, state).
    """
    row = outreach.episode(deed, episode_id)
    person_id = row.board.person_id
    if person_id is None:
        raise Refused("episode-without-person")
    referral_id = referrals.send(
        deed, person_id=person_id, service_id=service_id, urgency=urgency, ask=ask, origin_kind="episode",
        origin_id=episode_id,
    )  # fmt: skip
    outreach.mark_referred(deed, episode_id=episode_id, referral_id=referral_id)
    return referral_id


def log_attempt(deed: Deed, *, episode_id: UUID, **said: Any) -> None:
    """Write down a try by hand; who rang has hung up, so that others may ring again. Raises what outreach raises."""
    outreach.log_attempt(deed, episode_id=episode_id, **said)
    person_id = outreach.episode(deed, episode_id).board.person_id
    if person_id is not None:
        wellbeing.give_back_ringing(deed, person_id=person_id)


def close_episode(deed: Deed, *, episode_id: UUID, **said: Any) -> None:
    """End an episode as outreach does; a death also starts the time for which the person's data are kept.

    Raises what `outreach.close` raises.
    """
    person_id = outreach.episode(deed, episode_id).board.person_id
    outreach.close(deed, episode_id=episode_id, **said)
    if said.get("outcome") is outreach.Outcome.DECEASED and person_id is not None:
        try:
            people.end_keeping(deed, person_id=person_id, because=people.EndReason.DIED)
        except Refused as refusal:
            # The desk may end an episode but not say this; then an officer of the dong does.
            if refusal.code not in ("already-ended", "may-not-end-keeping"):
                raise


def open_person(deed: Deed, *, person_id: UUID, purpose: str) -> people.PersonCard:
    """The card of a person whose page is opened, written into the log of who opened whose file and why.

    Raises `no-such-person` also for a person who is not the reader's.
    """
    card = people.card(deed, person_id)
    accounts.note_access(deed, subject_id=person_id, record_kind="person", record_id=person_id, purpose=purpose)
    return card
