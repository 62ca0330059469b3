"""Where contents lie: one sealed file each below the files folder, under a name that says nothing.

A file is on the disk before its row can be committed. What an interrupted deed leaves behind, or whose row was
destroyed, has no key any more and is swept away.
"""

from __future__ import annotations

import base64
import os
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from chomchom.kernel.verdicts import Refused

ENDING = ".sealed"


def folder() -> Path:
    """The folder of sealed contents."""
    return Path(settings.FILES_DIR) / "documents"


def new_key() -> str:
    """A fresh key for one content, as text for a sealed column."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def put(blob_id: UUID, content: bytes, *, key: str) -> None:
    """Seal a content and lay it down whole: written beside its place, on the disk, and only then under its name."""
    place = _place(blob_id)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    nonce = os.urandom(12)
    sealed = nonce + AESGCM(base64.b64decode(key)).encrypt(nonce, content, blob_id.bytes)
    beside = place.with_suffix(f".{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(sealed)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(place)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def get(blob_id: UUID, *, key: str) -> bytes:
    """The content. Raises Refused "file-lost" where it is not on the disk, or was changed there."""
    try:
        sealed = _place(blob_id).read_bytes()
        return AESGCM(base64.b64decode(key)).decrypt(sealed[:12], sealed[12:], blob_id.bytes)
    except (OSError, InvalidTag, ValueError) as lost:
        raise Refused("file-lost") from lost


def lying(*, before: datetime) -> Iterator[tuple[UUID | None, Path]]:
    """(blob, path) of everything that has lain here since before a moment; no blob for what was never finished."""
    for path in sorted(folder().rglob("*")):
        if path.is_file() and path.stat().st_mtime < before.timestamp():
            yield (UUID(path.name[: -len(ENDING)]) if path.name.endswith(ENDING) else None), path


def _place(blob_id: UUID) -> Path:
    return folder() / blob_id.hex[-2:] / f"{blob_id.hex}{ENDING}"
