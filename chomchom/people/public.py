"""The front desk of people: persons, households, consents, and the right to share them.

Ids of persons are plain UUIDs in the rooms above (no foreign keys): a destroyed person leaves an id that leads
nowhere. Personal values come masked; `reveal` and `phone_of` show them, logged, with a purpose.
"""

# fmt: off
# isort: off
from __future__ import annotations

from uuid import UUID

from chomchom.people import access
from chomchom.people.actions import (
    ConsentIn, NewPerson, Revealed, add_contact, basis_code, claim_legal_basis, consent_holds, contact_phone,
    drop_alias, end_keeping, ensure_household, find_doubles, give_consent, give_consents, hold, household_at, households_at,
    make_alias, note_hazard, open_to, phone_of, register_many, register_person, reindex, release_hold,
    replay_destructions, reveal, sharing_basis, withdraw_consent,
)
from chomchom.people.reads import (
    ConsentRow, ContactRow, HouseholdCard, PersonCard, about, card, cards, consents, emergency_contacts, find,
    household_cards, merged_ids,
)
from chomchom.people.rules.identity import HazardKind, HouseholdKind, Sex, masked_name, masked_phone, plain_phone
from chomchom.people.rules.keeping import EndReason
from chomchom.people.rules.sharing import Basis, FieldGroup, LegalGround, Purpose, RecipientKind
from chomchom.people.rules.texts import check_text

canonical_ids = access.canonical_ids
ids_meaning = access.ids_meaning
visible_to = access.visible_to


def canonical_id(person_id: UUID) -> UUID:
    """The id this person's id means since merges; itself where nothing was merged."""
    return access.canonical_ids([person_id])[person_id]


__all__ = [
    "Basis", "ConsentIn", "ConsentRow", "ContactRow", "EndReason", "FieldGroup", "HazardKind", "HouseholdCard",
    "HouseholdKind", "LegalGround", "NewPerson", "PersonCard", "Purpose", "RecipientKind", "Revealed", "Sex", "about",
    "add_contact", "basis_code", "canonical_id", "canonical_ids", "card", "cards", "check_text", "claim_legal_basis",
    "consent_holds", "consents", "contact_phone", "drop_alias", "emergency_contacts", "end_keeping",
    "ensure_household", "find", "find_doubles", "give_consent", "give_consents", "hold", "household_at", "household_cards",
    "households_at", "ids_meaning", "make_alias", "masked_name", "masked_phone", "merged_ids", "note_hazard", "open_to", "phone_of",
    "plain_phone", "register_many", "register_person", "reindex", "release_hold", "replay_destructions", "reveal",
    "sharing_basis", "visible_to", "withdraw_consent",
]
