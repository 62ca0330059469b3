"""What pages and other rooms need to see, as flat rows."""

from __future__ import annotations

from chomchom.people.reads.cards import (
    ContactRow,
    HazardRow,
    HouseholdCard,
    PersonCard,
    about,
    card,
    cards,
    emergency_contacts,
    hazards,
    household_cards,
    merged_ids,
)
from chomchom.people.reads.consents import ConsentRow, RecipientView, consents, seen_by_recipient
from chomchom.people.reads.finding import PersonFact, find, find_exact, named_to
from chomchom.people.reads.keeping import (
    ProposalRow,
    RequestRow,
    proposal,
    proposals,
    request,
    requests,
)

__all__ = [
    "ConsentRow",
    "ContactRow",
    "HazardRow",
    "HouseholdCard",
    "PersonCard",
    "PersonFact",
    "ProposalRow",
    "RecipientView",
    "RequestRow",
    "about",
    "card",
    "cards",
    "consents",
    "emergency_contacts",
    "find",
    "find_exact",
    "hazards",
    "household_cards",
    "merged_ids",
    "named_to",
    "proposal",
    "proposals",
    "request",
    "requests",
    "seen_by_recipient",
]
