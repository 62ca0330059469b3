"""Keys by which machines use the API. A key is shown once; the database keeps its hash."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date
from uuid import UUID

from chomchom.accounts import access
from chomchom.accounts.events import KeyMade, KeyRevoked
from chomchom.accounts.models import ApiKey
from chomchom.accounts.rules import KEY_ROLES
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record

PREFIX = "chch_"


def digest_of(key: str) -> bytes:
    """The hash by which a key is known; keys are 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(key.encode()).digest()


def make_key(deed: Deed, *, posting_id: UUID, label: str, until_on: date | None = None) -> str:
    """Make a key that acts under a posting; it is returned once. Raises `key-role-not-possible`."""
    access.check_may_hand_out_keys(deed)
    posting = access.load_posting(deed, posting_id)
    if posting.role not in KEY_ROLES:
        raise Refused("key-role-not-possible")
    key = PREFIX + secrets.token_urlsafe(32)
    made = ApiKey.objects.create(
        posting=posting, label=label.strip()[:60], digest=digest_of(key), made_by=deed.actor_id, made_at=deed.at,
        until_on=until_on,
    )  # fmt: skip
    record(deed, KeyMade(key_id=made.pk, posting_id=posting.pk), stream=made.pk)
    return key


def revoke_key(deed: Deed, *, key_id: UUID) -> None:
    """Take a key back; it opens nothing from the next request on."""
    key = access.load_key(deed, key_id)
    if key.revoked_at is not None:
        raise Refused("key-revoked-already")
    key.revoked_at = deed.at
    key.save(update_fields=["revoked_at"])
    record(deed, KeyRevoked(key_id=key.pk), stream=key.pk)
