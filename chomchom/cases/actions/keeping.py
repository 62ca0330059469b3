"""Keeping papers at a case: what was printed, and what was brought in as a scan."""

from __future__ import annotations

from uuid import UUID

from chomchom.cases import access
from chomchom.documents import public as documents
from chomchom.kernel.deeds import Deed
from chomchom.store.acting import require

PURPOSES = ("summary", "letter", "scan")


def keep_paper(
    deed: Deed, *, case_id: UUID, purpose: str, filename: str, content: bytes, covered: bool = False
) -> UUID:
    """Keep a paper at a case; `covered` says that somebody looked at a scan and saw no resident number.

    Raises `case-not-found`, `case-not-yours-to-read` (of a paper that was printed), `case-not-yours-to-write` (of a
    scan), and what `documents.keep` raises.
    """
    require(deed)
    case = access.load_case(deed, case_id)
    if purpose == "scan":
        access.check_may_write(deed, case)
    else:
        access.check_may_read(deed, case)
        covered = True  # printed from fields that refuse a resident number
    return documents.keep(
        deed,
        owner=documents.Owner("cases", case.pk),
        purpose=purpose,
        filename=filename,
        content=content,
        covered=covered,
    )
