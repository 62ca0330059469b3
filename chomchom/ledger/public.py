"""The ledger's front desk."""

from __future__ import annotations

from chomchom.ledger.actions import Item, follow, record, record_many
from chomchom.ledger.models import Entry
from chomchom.ledger.reads import Proof, facts, head, of_streams, verify

__all__ = ["Entry", "Item", "Proof", "facts", "follow", "head", "of_streams", "record", "record_many", "verify"]
