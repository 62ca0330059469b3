"""The ledger's front desk."""

from __future__ import annotations

from chomchom.ledger.actions import Item, follow, pass_on, record, record_many
from chomchom.ledger.models import Entry
from chomchom.ledger.reads import Proof, facts, head, of_streams, passed, verify

__all__ = [
    "Entry", "Item", "Proof", "facts", "follow", "head", "of_streams", "pass_on", "passed", "record", "record_many",
    "verify",
]  # fmt: skip
