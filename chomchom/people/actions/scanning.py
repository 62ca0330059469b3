"""The paper on which somebody agreed: kept beside the consent, destroyed with it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from chomchom.documents import public as documents
from chomchom.documents.public import Owner
from chomchom.formats.kinds import PHOTOS, FileKind, kind_of
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.people import access
from chomchom.store.acting import require

PAPERS = PHOTOS | {FileKind.PDF}
ROOM, PURPOSE = "people", "consent-scan"


def keep_scan(deed: Deed, *, consent_id: UUID, filename: str, content: bytes, covered: bool) -> UUID:
    """Keep the scan or photograph of a signed consent. `covered` says that no resident number can be read on it.

    Raises `no-such-consent`, `may-not-record-consent`, `scan-needs-paper` and what `documents.keep` refuses (kind, size, resident number).
    """
    require(deed)
    consent = access.load_consent(deed, consent_id)
    access.check_may_record_consent(deed)
    if kind_of(content, filename=filename) not in PAPERS:
        raise Refused("scan-needs-paper")
    owner = Owner(ROOM, consent.pk)
    return documents.keep(deed, owner=owner, purpose=PURPOSE, filename=filename, content=content, covered=covered)


def destroy_scans(deed: Deed, consent_ids: Iterable[UUID]) -> None:
    """Destroy the papers of consents that go."""
    for consent_id, files in documents.files_at(deed, ROOM, consent_ids).items():
        for one in files:
            documents.destroy(deed, file_id=one.id, owner=Owner(ROOM, consent_id))
