"""Followers of the ledger: what one room does because another room did something."""

from __future__ import annotations

from uuid import UUID

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.ledger.public import Entry, follow
from chomchom.notices.public import Recipient, tell
from chomchom.people import public as people
from chomchom.referrals import public as referrals


def tell_of_emergencies(deed: Deed) -> int:
    """Tell the privacy officers and the team heads of every emergency opening since the last look.

    Source: machines.md §5.10 no. 4 (told to the lead); whoever opened is not told of the own opening. How many were
    told of.
    """
    opened: list[tuple[UUID, UUID]] = []

    def gather(entries: list) -> None:
        opened.extend(
            (UUID(entry.payload["glass_id"]), entry.actor_id)
            for entry in entries
            if entry.tag == "accounts:emergency:opened"
        )

    follow(deed, "tell-emergencies", gather)
    if not opened:
        return 0
    leads = [
        *accounts.who_holds(Role.PRIVACY_OFFICER, None, deed.day),
        *accounts.who_holds(Role.TEAM_HEAD, None, deed.day),
    ]
    for glass_id, actor_id in opened:
        for lead in leads:
            if lead.account_id != actor_id:
                tell(
                    deed,
                    to=Recipient.account(lead.account_id),
                    template="emergency-opened",
                    about_kind="emergency",
                    about_id=glass_id,
                    idem_key=f"emergency-opened:{glass_id}:{lead.account_id}",
                    urgent=True,
                    path="/emergencies/",
                )
    return len(opened)


def tell_of_heavy_reading(deed: Deed) -> int:
    """Tell the privacy officers who opened more records within an hour than the city allows; once an account and hour.

    Nobody is shut out: a disaster may be the reason, and a person asks. How many accounts stood out.
    """
    heavy = accounts.over_the_hour(deed)
    officers = accounts.who_holds(Role.PRIVACY_OFFICER, None, deed.day) if heavy else ()
    for account_id in heavy:
        for officer in officers:
            tell(
                deed,
                to=Recipient.account(officer.account_id),
                template="heavy-reading",
                about_kind="account",
                about_id=account_id,
                idem_key=f"heavy-reading:{account_id}:{deed.at:%Y%m%d%H}:{officer.account_id}",
                urgent=True,
                path="/access-log/",
            )
    return len(heavy)


def end_what_lost_its_consent(deed: Deed) -> int:
    """A consent was taken back: open referrals that rested on it end, and the body that held it is told to destroy what it
    wrote down.

    Sharing itself stopped in the moment of the withdrawal; this is what follows from it. How many withdrawals were followed.
    """
    seen: list[Entry] = []
    follow(deed, "lost-consents", seen.extend)
    lost = [entry for entry in seen if entry.tag == "people:consent:withdrawn" and entry.payload.get("recipient_id")]
    for entry in lost:
        agency_id, consent_id = UUID(entry.payload["recipient_id"]), UUID(entry.payload["consent_id"])
        if entry.person_id is not None:
            referrals.end_for_lost_basis(deed, person_id=entry.person_id, agency_id=agency_id)
        tell(
            deed,
            to=Recipient.agency(agency_id),
            template="consent-withdrawn",
            about_kind="consent",
            about_id=consent_id,
            idem_key=f"consent-withdrawn:{consent_id}",
        )
    return len(lost)


def keep_people_in_step(deed: Deed) -> int:
    """An open episode holds its person's data, so that nobody is destroyed while somebody looks for them.

    How many entries were followed.
    """
    seen: list[Entry] = []
    follow(deed, "keep-people", seen.extend)
    moves = {"outreach:signal:received": people.hold, "outreach:episode:ended": people.release_hold}
    for entry in seen:
        move = moves.get(entry.tag)
        if move is not None and entry.person_id is not None:
            move(deed, person_id=entry.person_id, room="outreach", subject_id=UUID(entry.payload["episode_id"]))
    return len(seen)
