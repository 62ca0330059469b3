"""Photographs: what leaves is pixels only."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from chomchom.formats.images import clean_photo
from chomchom.kernel.verdicts import Refused


def photo(size: tuple[int, int] = (400, 300), *, form: str = "JPEG", **options: object) -> bytes:
    out = BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, form, **options)
    return out.getvalue()


def with_place() -> bytes:
    picture = Image.new("RGB", (400, 300), "teal")
    exif = picture.getexif()
    exif[0x010F] = "PhoneMaker"
    exif[0x0112] = 6  # turned by 90°
    exif.get_ifd(0x8825)[2] = (37.0, 19.0, 0.0)
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"Ildong 203")
    return out.getvalue()


def test_place_maker_and_comment_are_gone_and_the_photo_stands_upright() -> None:
    dirty = with_place()
    assert b"PhoneMaker" in dirty
    clean = clean_photo(dirty)
    with Image.open(BytesIO(clean)) as result:
        assert (result.size, dict(result.getexif()), result.info.get("comment")) == ((300, 400), {}, None)
    assert b"PhoneMaker" not in clean
    assert b"Exif" not in clean
    assert b"Ildong" not in clean


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_large_photo_becomes_a_jpeg_of_at_most_1600(form: str) -> None:
    with Image.open(BytesIO(clean_photo(photo((4000, 1000), form=form)))) as result:
        assert (result.format, result.size) == ("JPEG", (1600, 400))


def test_see_through_parts_become_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(BytesIO(clean_photo(out.getvalue()))) as result:
        assert result.getpixel((5, 5)) == (255, 255, 255)


def bomb(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(50_000, 50_000), (9_000, 9_000), (2_000_000_000, 1)])
def test_a_picture_that_claims_too_many_pixels_is_refused_before_decoding(size: tuple[int, int]) -> None:
    with pytest.raises(Refused) as refusal:
        clean_photo(bomb(*size))
    assert refusal.value.code in ("photo-too-large", "photo-unreadable")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a photo",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        photo()[:500],
        b"GIF89a" + b"\x00" * 50,
        b"%PDF-1.7 <html>",
    ],
)
def test_what_is_no_whole_photo_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        clean_photo(content)
    assert refusal.value.code == "photo-unreadable"


def test_too_many_bytes_are_refused_by_their_number() -> None:
    with pytest.raises(Refused) as refusal:
        clean_photo(b"\xff\xd8\xff" + b"\x00" * 20_000_000)
    assert refusal.value.code == "photo-too-large"
