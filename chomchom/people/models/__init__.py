"""Tables of people: records of persons and what belongs to them, and which records are one person."""

from __future__ import annotations

from chomchom.people.models.doubles import ContactLock, LikelyPair, LikeToken, Merge
from chomchom.people.models.records import (
    Consent,
    Contact,
    DataRequest,
    DestructionItem,
    DestructionProposal,
    Hazard,
    Hold,
    Household,
    NamedReader,
    NameGram,
    Person,
    PersonAlias,
    Tombstone,
    with_household,
)

__all__ = [
    "Consent",
    "Contact",
    "ContactLock",
    "DataRequest",
    "DestructionItem",
    "DestructionProposal",
    "Hazard",
    "Hold",
    "Household",
    "LikeToken",
    "LikelyPair",
    "Merge",
    "NameGram",
    "NamedReader",
    "Person",
    "PersonAlias",
    "Tombstone",
    "with_household",
]
