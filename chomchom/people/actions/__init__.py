"""Writes of this room, a file a subject."""

from __future__ import annotations

from chomchom.people.actions.aliases import drop_alias, make_alias
from chomchom.people.actions.bases import consent_holds, sharing_basis
from chomchom.people.actions.bulk import register_many, reindex
from chomchom.people.actions.changing import (
    add_contact,
    change_contact_rule,
    change_household,
    change_identity,
    clear_hazard,
    move_person,
    note_hazard,
    remove_contact,
)
from chomchom.people.actions.consenting import (
    ConsentIn,
    basis_code,
    claim_legal_basis,
    give_consent,
    give_consents,
    open_to,
    withdraw_consent,
)
from chomchom.people.actions.destroying import (
    approve_destruction,
    carry_out,
    due_ids,
    propose_destruction,
    refuse_destruction,
    replay_destructions,
)
from chomchom.people.actions.doubles import DoublesFound, find_doubles
from chomchom.people.actions.keeping import end_keeping, hold, release_hold, resume_keeping
from chomchom.people.actions.locking import lock_contact, unlock_contact
from chomchom.people.actions.merging import agree_to_merge, decline_merge, merge, undo_merge
from chomchom.people.actions.registering import (
    NewPerson,
    ensure_household,
    household_at,
    households_at,
    register_person,
)
from chomchom.people.actions.requesting import answer_request, extend_request, receive_request, resume_processing
from chomchom.people.actions.restricting import name_reader, restrict, unrestrict
from chomchom.people.actions.revealing import Revealed, contact_phone, phone_of, reveal
from chomchom.people.actions.scanning import keep_scan
from chomchom.people.actions.telling_apart import hold_against, tell_apart

__all__ = [
    "ConsentIn",
    "DoublesFound",
    "NewPerson",
    "Revealed",
    "add_contact",
    "agree_to_merge",
    "answer_request",
    "approve_destruction",
    "basis_code",
    "carry_out",
    "change_contact_rule",
    "change_household",
    "change_identity",
    "claim_legal_basis",
    "clear_hazard",
    "consent_holds",
    "contact_phone",
    "decline_merge",
    "drop_alias",
    "due_ids",
    "end_keeping",
    "ensure_household",
    "extend_request",
    "find_doubles",
    "give_consent",
    "give_consents",
    "hold",
    "hold_against",
    "household_at",
    "households_at",
    "keep_scan",
    "lock_contact",
    "make_alias",
    "merge",
    "move_person",
    "name_reader",
    "note_hazard",
    "open_to",
    "phone_of",
    "propose_destruction",
    "receive_request",
    "refuse_destruction",
    "register_many",
    "register_person",
    "reindex",
    "release_hold",
    "remove_contact",
    "replay_destructions",
    "restrict",
    "resume_keeping",
    "resume_processing",
    "reveal",
    "sharing_basis",
    "tell_apart",
    "undo_merge",
    "unlock_contact",
    "unrestrict",
    "withdraw_consent",
]
