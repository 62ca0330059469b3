"""A vendor's AI-call service: orders out by HTTPS, results in by a signed notice.

What the vendor's model concluded is never taken for more than it says: a word we do not know is unclear, a refusal wins
over every other field, help wins over well.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

from chomchom.telephony.facts import Fact, LineFailed, Order, Result

FRESH_SECONDS = 300
"""A notice older or newer than this is refused: a copied one cannot be sent again later."""

TRUE = frozenset({"true", "yes", "y", "1"})
TIMEOUT_SECONDS = 10

WORDS: dict[str, Result] = {
    "ok": Result.ANSWERED_OK,
    "completed_ok": Result.ANSWERED_OK,
    "help": Result.ANSWERED_NEEDS_HELP,
    "emergency": Result.ANSWERED_NEEDS_HELP,
    "unclear": Result.ANSWERED_UNCLEAR,
    "declined": Result.REFUSED,
    "refusal": Result.REFUSED,
    "opt_out": Result.REFUSED,
    "noanswer": Result.NO_ANSWER,
    "no-answer": Result.NO_ANSWER,
    "voicemail": Result.NO_ANSWER,
    "line_busy": Result.BUSY,
    "invalid_number": Result.OUT_OF_SERVICE,
    "disconnected_number": Result.OUT_OF_SERVICE,
    "power_off": Result.DEVICE_OFF,
    "hangup": Result.INTERRUPTED,
    "dropped": Result.INTERRUPTED,
    "error": Result.SYSTEM_ERROR,
    "failed": Result.SYSTEM_ERROR,
}
"""What vendors write, beside our own codes."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One result as a vendor wrote it: free words, read by `read_notice` and by nobody else."""

    result: str
    refused: str = ""
    help_asked: str = ""
    wants_human: str = ""


def sign(secret: str, *, at: int, body: bytes) -> str:
    """The signature of a message: HMAC-SHA-256 over `seconds.body`."""
    return hmac.new(secret.encode(), str(at).encode() + b"." + body, hashlib.sha256).hexdigest()


def verified(secret: str, *, signature: str, at: str, body: bytes, now: int) -> bool:
    """Whether a message is the vendor's and fresh. Without a secret nothing is."""
    if not secret or not at.isascii() or not at.isdigit() or len(at) > 12 or abs(now - int(at)) > FRESH_SECONDS:
        return False
    return hmac.compare_digest(sign(secret, at=int(at), body=body).encode(), signature.strip().lower().encode())


def read_notice(notice: Notice) -> Fact:
    """The fact of a vendor's notice. Order of weight: refusal, help, the result's word; an unknown word is unclear."""
    result = _word(notice.result)
    said_help = result is Result.ANSWERED_NEEDS_HELP or _yes(notice.help_asked)
    wants_human = _yes(notice.wants_human)
    if result is Result.REFUSED or _yes(notice.refused):
        return Fact(result=Result.REFUSED, said_help=said_help, wants_human=wants_human)
    if said_help:
        return Fact(result=Result.ANSWERED_NEEDS_HELP, said_help=True, wants_human=wants_human)
    if result is Result.ANSWERED_OK and (wants_human or _odd(notice)):
        result = Result.ANSWERED_UNCLEAR
    return Fact(result=result, wants_human=wants_human)


def _word(word: str) -> Result:
    text = "".join(word.split()).lower()
    if text in WORDS:
        return WORDS[text]
    return Result(text) if text in set(Result) else Result.ANSWERED_UNCLEAR


def _yes(word: str) -> bool:
    return word.strip().lower() in TRUE


def _odd(notice: Notice) -> bool:
    """Whether a field that could have said "refused" or "help" holds something nobody can read."""
    known = TRUE | {"", "false", "no", "n", "0"}
    return any(word.strip().lower() not in known for word in (notice.refused, notice.help_asked))


@dataclass(frozen=True, slots=True)
class VendorSettings:
    """Where orders go and what signs them."""

    url: str
    secret: str

    def __post_init__(self) -> None:
        if not self.url.startswith("https://") and not self.url.startswith("http://127.0.0.1"):
            raise ValueError("orders with telephone numbers go over https only")
        if not self.secret:
            raise ValueError("a vendor without a secret cannot be believed")


class VendorLine:
    """Hands calls to a vendor. The result comes by notice; the key makes a repeated order the same call."""

    longest_seconds = 900  # a vendor rings in its own time; until then nobody else does

    def __init__(self, settings: VendorSettings, *, clock: Callable[[], float] = time.time) -> None:
        self._settings = settings
        self._clock = clock

    def place(self, order: Order) -> None:
        """Order the call. Raises LineFailed where the vendor does not take it."""
        body = json.dumps(
            {"key": str(order.key), "number": order.number, "script": order.script, "language": order.language},
            sort_keys=True,
        ).encode()
        at = int(self._clock())
        request = urllib.request.Request(  # noqa: S310 - https is checked in VendorSettings
            self._settings.url, data=body, method="POST",
            headers={
                "Content-Type": "application/json", "Idempotency-Key": str(order.key), "X-Call-Time": str(at),
                "X-Call-Signature": sign(self._settings.secret, at=at, body=body),
            },
        )  # fmt: skip
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
                if answer.status not in (200, 201, 202):
                    raise LineFailed(f"status {answer.status}")
        except (OSError, ValueError) as fault:
            raise LineFailed(type(fault).__name__) from None
