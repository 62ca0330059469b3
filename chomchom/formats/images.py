"""Photographs from strangers' phones: without place, time and camera, and never larger than a page needs."""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image, ImageOps

from chomchom.kernel.verdicts import Refused

FORMATS = ("JPEG", "PNG", "WEBP")
LONGEST_SIDE = 1600
MOST_BYTES = 20_000_000
# A phone of 2026 makes 50 megapixels; a 50,000 × 50,000 picture would take 7.5 GB.
MOST_PIXELS = 60_000_000
_QUALITY = 82


def clean_photo(content: bytes, *, longest_side: int = LONGEST_SIDE) -> bytes:
    """The photo as a new JPEG: upright, at most `longest_side` pixels, no metadata of any kind.

    Raises Refused "photo-too-large" by bytes or declared pixels before anything is decoded, and "photo-unreadable"
    for anything that is not a whole JPEG, PNG or WEBP.
    """
    if len(content) > MOST_BYTES:
        raise Refused("photo-too-large", most_mb=MOST_BYTES // 1_000_000)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=FORMATS) as photo:
                return _made_anew(photo, longest_side)
    except (Image.DecompressionBombError, MemoryError) as bomb:
        raise Refused("photo-too-large", most_mb=MOST_BYTES // 1_000_000) from bomb
    except (OSError, ValueError, SyntaxError, TypeError, IndexError, KeyError, EOFError) as broken:
        raise Refused("photo-unreadable") from broken


def _made_anew(photo: Image.Image, longest_side: int) -> bytes:
    if photo.width * photo.height > MOST_PIXELS:
        raise Refused("photo-too-large", most_mb=MOST_BYTES // 1_000_000)
    photo.draft("RGB", (longest_side, longest_side))
    upright = ImageOps.exif_transpose(photo)
    # See-through parts become white, not black.
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        layer = upright.convert("RGBA")
        white = Image.new("RGBA", layer.size, "white")
        upright = Image.alpha_composite(white, layer)
    plain = upright.convert("RGB")
    plain.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
    # Only the pixels cross over: a new picture has no EXIF, comment, colour profile or thumbnail to forget about.
    anew = Image.new("RGB", plain.size)
    anew.paste(plain)
    out = BytesIO()
    anew.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
