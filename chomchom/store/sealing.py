"""Sealing personal text, and finding it again without opening it.

Values are sealed with AES-GCM; the place they stand in (`table:column`) is bound to them, so that a sealed value moved
to another column does not open. Search works on keyed hashes: `blind` for the whole value, `grams` for two syllables.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import unicodedata
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from chomchom.store import keyring

FORMAT = b"\x01"


@lru_cache(maxsize=4)
def _ring(path: str, _stamp: float) -> keyring.Keyring:
    return keyring.load_or_make(Path(path))


def ring() -> keyring.Keyring:
    """The installation's keyring, read again when the file changes. Asked for every value, so it costs one stat."""
    path = os.fspath(settings.KEYRING_PATH)
    try:
        stamp = os.stat(path).st_mtime
    except FileNotFoundError:
        stamp = 0.0
    return _ring(path, stamp)


@lru_cache(maxsize=16)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def seal(text: str, *, place: str) -> bytes:
    """Seal a text for one place (`table:column`)."""
    key_id, key = ring().newest("data")
    nonce = os.urandom(12)
    return FORMAT + key_id.to_bytes(4, "big") + nonce + _cipher(key).encrypt(nonce, text.encode(), place.encode())


def unseal(sealed: bytes, *, place: str) -> str:
    """Open a sealed text. Raises NoKeys for a destroyed key, ValueError for a damaged or moved value."""
    if sealed[:1] != FORMAT:
        raise ValueError("not a sealed value")
    key = ring().key("data", int.from_bytes(sealed[1:5], "big"))
    try:
        return _cipher(key).decrypt(sealed[5:17], sealed[17:], place.encode()).decode()
    except InvalidTag:
        raise ValueError("a sealed value was changed or moved") from None


def is_stale(sealed: bytes) -> bool:
    """Whether a value was sealed with an older key and should be sealed again."""
    return int.from_bytes(sealed[1:5], "big") != ring().current["data"]


def plain_form(value: str) -> str:
    """The form in which values are compared: NFC, no white space, lower case."""
    return "".join(unicodedata.normalize("NFC", value).split()).lower()


def blind(kind: str, value: str) -> bytes:
    """A 16-byte keyed hash for finding an exact value; `kind` keeps a phone from matching a name."""
    _, key = ring().newest("blind")
    return hmac.new(key, f"{kind}:{plain_form(value)}".encode(), hashlib.sha256).digest()[:16]


def grams(value: str) -> list[bytes]:
    """Keyed hashes of each two neighbouring syllables, without repeats; empty for a single syllable."""
    text = plain_form(value)
    return list(dict.fromkeys(blind("gram", text[i : i + 2]) for i in range(len(text) - 1)))
