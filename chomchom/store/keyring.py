"""The keys of one installation: made at first start, kept beside the database and never inside it or its backups.

`secrets/keyring.json` (0600) holds four kinds of key, each with an id: `data` seals personal fields, `blind` makes
search indexes, `link` makes link tokens, `session` signs cookies. Old keys stay to open old values.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

KINDS = ("data", "blind", "link", "session")


class NoKeys(Exception):
    """The keyring is missing or cannot be read; nothing personal can be opened without it."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """Keys by kind and id; `current` names the id used for new values of each kind."""

    keys: dict[str, dict[int, bytes]]
    current: dict[str, int]

    def newest(self, kind: str) -> tuple[int, bytes]:
        """Id and key for new values of a kind."""
        key_id = self.current[kind]
        return key_id, self.keys[kind][key_id]

    def key(self, kind: str, key_id: int) -> bytes:
        """The key with this id; raises NoKeys where it was destroyed."""
        try:
            return self.keys[kind][key_id]
        except KeyError:
            raise NoKeys(f"no {kind} key {key_id}") from None

    def with_new(self, kind: str) -> Keyring:
        """A keyring with one more key of a kind, which becomes the current one."""
        key_id = max(self.keys[kind]) + 1
        keys = {name: dict(held) for name, held in self.keys.items()}
        keys[kind][key_id] = secrets.token_bytes(32)
        return Keyring(keys, {**self.current, kind: key_id})

    def without(self, kind: str, key_id: int) -> Keyring:
        """A keyring in which an old key is destroyed; the current one stays. Raises ValueError for the current."""
        if self.current[kind] == key_id:
            raise ValueError("the current key cannot be destroyed")
        keys = {name: dict(held) for name, held in self.keys.items()}
        keys[kind].pop(key_id, None)
        return Keyring(keys, dict(self.current))


def fresh() -> Keyring:
    """A new keyring with one random key of each kind."""
    return Keyring({kind: {1: secrets.token_bytes(32)} for kind in KINDS}, dict.fromkeys(KINDS, 1))


def save(ring: Keyring, path: Path) -> None:
    """Write the keyring so that only its owner can read it; replaces the file in one step."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    text = json.dumps(
        {
            "keys": {
                kind: {str(key_id): base64.b64encode(key).decode() for key_id, key in held.items()}
                for kind, held in ring.keys.items()
            },
            "current": ring.current,
        }
    )
    beside = path.with_suffix(".new")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(path)


def load(path: Path) -> Keyring:
    """Read the keyring; raises NoKeys where it is missing or damaged."""
    try:
        raw = json.loads(path.read_text())
        keys = {kind: {int(i): base64.b64decode(k) for i, k in held.items()} for kind, held in raw["keys"].items()}
        return Keyring(keys, {kind: int(i) for kind, i in raw["current"].items()})
    except (OSError, ValueError, KeyError) as error:
        raise NoKeys(str(error)) from error


def load_or_make(path: Path) -> Keyring:
    """Read the keyring, or make it where there is none yet."""
    if not path.exists():
        save(fresh(), path)
    return load(path)
