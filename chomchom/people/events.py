"""What this room writes into the ledger: ids, codes and days, never a name."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from chomchom.kernel.events import Event
from chomchom.people.rules.identity import ContactKind, HazardKind, HouseholdKind, RestrictReason
from chomchom.people.rules.keeping import DenyGround, EndReason, RecordKind, RequestKind, RequestState
from chomchom.people.rules.merging import LockReason, UndoReason
from chomchom.people.rules.sharing import FieldGroup, LegalGround, Purpose, RecipientKind, SignedBy, Way


class HouseholdRegistered(Event):
    """A household was written down."""

    tag = "people:household:registered"
    household_id: UUID
    kind: HouseholdKind


class HouseholdChanged(Event):
    """Kind or address of a household changed."""

    tag = "people:household:changed"
    household_id: UUID
    kind: HouseholdKind


class PersonRegistered(Event):
    """A person was written down."""

    tag = "people:person:registered"
    household_id: UUID


class PersonChanged(Event):
    """Something about a person was corrected."""

    tag = "people:person:changed"
    group: FieldGroup


class PersonMoved(Event):
    """A person now belongs to another household."""

    tag = "people:person:moved"
    from_household_id: UUID
    to_household_id: UUID


class PersonRestricted(Event):
    """A record was hidden from everybody but named accounts."""

    tag = "people:person:restricted"
    because: RestrictReason


class PersonUnrestricted(Event):
    """A hidden record became an ordinary one."""

    tag = "people:person:unrestricted"


class ReaderNamed(Event):
    """An account was named as reader of a hidden record."""

    tag = "people:reader:named"
    account_id: UUID


class ContactAdded(Event):
    """A guardian, emergency contact or helper was added."""

    tag = "people:contact:added"
    contact_id: UUID
    kind: ContactKind


class ContactRemoved(Event):
    """A contact was taken off and its data destroyed."""

    tag = "people:contact:removed"
    contact_id: UUID


class HazardNoted(Event):
    """A visitor should know something before the door."""

    tag = "people:hazard:noted"
    hazard_id: UUID
    kind: HazardKind
    review_on: date


class HazardCleared(Event):
    """A hazard is gone."""

    tag = "people:hazard:cleared"
    hazard_id: UUID


class ConsentGiven(Event):
    """Somebody agreed to one purpose and recipient."""

    tag = "people:consent:given"
    consent_id: UUID
    purpose: Purpose
    recipient_kind: RecipientKind
    recipient_id: UUID | None = None
    until_on: date
    way: Way
    signed_by: SignedBy


class ConsentWithdrawn(Event):
    """A consent was taken back; sharing stopped with this entry."""

    tag = "people:consent:withdrawn"
    consent_id: UUID
    purpose: Purpose
    recipient_kind: RecipientKind
    recipient_id: UUID | None = None
    grants_ended: int


class LegalBasisClaimed(Event):
    """An officer shares without consent on a legal ground, for a short time."""

    tag = "people:legal-basis:claimed"
    consent_id: UUID
    purpose: Purpose
    ground: LegalGround
    recipient_kind: RecipientKind
    recipient_id: UUID | None = None
    until_on: date


class PersonShared(Event):
    """A person's record was opened to a recipient on a basis."""

    tag = "people:person:shared"
    consent_id: UUID
    holder_id: UUID


class RequestReceived(Event):
    """Somebody asked to see, correct, delete or stop the use of their data."""

    tag = "people:request:received"
    request_id: UUID
    kind: RequestKind
    due_on: date


class RequestExtended(Event):
    """The answer needs longer, with a reason."""

    tag = "people:request:extended"
    request_id: UUID
    due_on: date


class RequestAnswered(Event):
    """The request has an answer."""

    tag = "people:request:answered"
    request_id: UUID
    kind: RequestKind
    state: RequestState
    ground: DenyGround | None = None
    days: int


class ProcessingStopped(Event):
    """The use of a person's data stopped at their wish."""

    tag = "people:processing:stopped"


class ProcessingResumed(Event):
    """The person allowed the use of their data again."""

    tag = "people:processing:resumed"


class KeepingEnded(Event):
    """The city no longer needs a person's data; the retention time runs."""

    tag = "people:person:ended"
    because: EndReason


class KeepingResumed(Event):
    """The end was a mistake or the person came back."""

    tag = "people:person:resumed"


class DestructionProposed(Event):
    """A list of records was proposed for destruction."""

    tag = "people:destruction:proposed"
    proposal_id: UUID
    kind: RecordKind
    count: int


class DestructionApproved(Event):
    """The privacy officer approved a list."""

    tag = "people:destruction:approved"
    proposal_id: UUID


class DestructionRefused(Event):
    """The privacy officer refused a list."""

    tag = "people:destruction:refused"
    proposal_id: UUID


class DestructionDone(Event):
    """A list was destroyed."""

    tag = "people:destruction:done"
    proposal_id: UUID
    kind: RecordKind
    count: int


class PersonDestroyed(Event):
    """A person's row and every key that led to it are gone; rooms above drop their own texts when they read this."""

    tag = "people:person:destroyed"
    proposal_id: UUID | None = None


class AliasMade(Event):
    """Two ids are one person; the alias leads to the canonical id."""

    tag = "people:alias:made"
    alias_id: UUID
    canonical_id: UUID


class AliasDropped(Event):
    """The two were not the same after all."""

    tag = "people:alias:dropped"
    alias_id: UUID
    canonical_id: UUID


class DoublesLookedFor(Event):
    """Everybody was compared with everybody; how many pairs are new, came back and were taken off."""

    tag = "people:doubles:looked-for"
    persons: int
    new: int
    back: int
    gone: int


class PairToldApart(Event):
    """Somebody looked at two records and said that they are not one person."""

    tag = "people:pair:told-apart"
    pair_id: UUID
    one_id: UUID
    other_id: UUID


class MergeAsked(Event):
    """Two files of two agencies are to become one; a second person has to agree."""

    tag = "people:merge:asked"
    merge_id: UUID
    kept_id: UUID
    away_id: UUID


class MergeDeclined(Event):
    """The second person did not agree."""

    tag = "people:merge:declined"
    merge_id: UUID


class PersonMerged(Event):
    """Two records became one."""

    tag = "people:merge:made"
    merge_id: UUID
    kept_id: UUID
    away_id: UUID
    groups_taken: int


class PersonUnmerged(Event):
    """A merge was taken back."""

    tag = "people:merge:undone"
    merge_id: UUID
    kept_id: UUID
    away_id: UUID
    because: UndoReason


class ContactLocked(Event):
    """An account may not meet a person's record."""

    tag = "people:lock:set"
    account_id: UUID
    because: LockReason


class ContactUnlocked(Event):
    """The account may meet the record again."""

    tag = "people:lock:lifted"
    account_id: UUID
