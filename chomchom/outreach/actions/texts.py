"""Free text and photos on their way in: short, without resident numbers, without metadata."""

from __future__ import annotations

import base64

from chomchom.formats import images
from chomchom.formats.residents import mask_rrn
from chomchom.kernel.verdicts import Refused
from chomchom.outreach.rules.reports import MEMO_LONGEST

PHOTO_SIDE = 1280


def plain_memo(text: str) -> str:
    """A memo without blanks at its ends; resident numbers in it are masked, never kept. Raises `memo-too-long`."""
    memo = mask_rrn(text.replace("\x00", "").strip())
    if len(memo) > MEMO_LONGEST:
        raise Refused("memo-too-long", longest=MEMO_LONGEST)
    return memo


def kept_photo(content: bytes) -> str:
    """A photo as it is kept: a new small JPEG without metadata, as text for a sealed column; empty for none.

    Raises `photo-too-large`, `photo-unreadable`.
    """
    if not content:
        return ""
    return base64.b64encode(images.clean_photo(content, longest_side=PHOTO_SIDE)).decode()


def shown_photo(kept: str) -> bytes:
    """The JPEG of a kept photo."""
    return base64.b64decode(kept)
