"""The ports through which messages leave: e-mail, and the telephone behind one small shape.

Where no provider is configured, the telephone port is a folder: one file a message, named by its idempotency key, so that a
second message with the same key cannot exist. A file `faults.json` in the folder makes it misbehave for drills:
{"sms": "down" | "wrong" | "lost" | "hang"}.
"""

from __future__ import annotations

import json
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLong
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from chomchom.notices.rules import Channel, Trouble

PATIENCE_SECONDS = 10.0


class Undelivered(Exception):
    """A provider did not take a message; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        super().__init__(str(trouble))


class Port(Protocol):
    """A way out. `send` with the same key twice delivers once where the provider honours keys."""

    def send(self, *, key: str, address: str, text: str) -> str:
        """Hand a message over and return the provider's reference; raises Undelivered."""

    def arrived(self, ref: str) -> bool:
        """Whether the provider reports that it arrived; False while it does not know."""


@dataclass(frozen=True, slots=True)
class FolderPhone:
    """SMS and 알림톡 into a folder: the stand-in for a provider, with a provider's promises."""

    folder: Path
    channel: Channel

    def _fault(self) -> str:
        try:
            return str(json.loads((self.folder / "faults.json").read_text()).get(self.channel, ""))
        except (OSError, ValueError):
            return ""

    def _place(self, key: str) -> Path:
        return self.folder / self.channel / f"{key}.json"

    def send(self, *, key: str, address: str, text: str) -> str:
        """Write the message unless its key is already there."""
        fault = self._fault()
        if fault == "down":
            raise Undelivered(Trouble.DOWN)
        if fault == "wrong":
            raise Undelivered(Trouble.WRONG_ADDRESS)
        if fault == "hang":
            time.sleep(3600)
        place = self._place(key)
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_name(f".{key}.{os.getpid()}.{threading.get_ident()}")
        beside.write_text(json.dumps({"to": address, "text": text, "lost": fault == "lost"}, ensure_ascii=False))
        try:
            os.link(beside, place)
        except FileExistsError:
            pass  # the key was honoured: this message is already there
        finally:
            beside.unlink()
        return key

    def arrived(self, ref: str) -> bool:
        """Whether the message is there and was not lost on the way."""
        try:
            return not json.loads(self._place(ref).read_text())["lost"]
        except (OSError, ValueError, KeyError):
            return False


@dataclass(frozen=True, slots=True)
class Mail:
    """E-mail by Django's backend. It knows no keys, so the key is the message id and a repeat says that it may be one."""

    def send(self, *, key: str, address: str, text: str) -> str:
        """Hand the mail to the server; the first line is the subject."""
        subject = text.splitlines()[0]
        message = EmailMessage(
            subject=subject,
            body=text,
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[address],
            headers={"Message-ID": f"<{key}@chomchom>"},
            connection=get_connection(timeout=PATIENCE_SECONDS),
        )
        try:
            message.send()
        except (OSError, ValueError) as error:
            raise Undelivered(Trouble.DOWN) from error
        return key

    def arrived(self, ref: str) -> bool:
        """Mail does not say."""
        return False


def ports() -> dict[Channel, Port]:
    """The ways out of this installation."""
    folder = Path(settings.OUTBOX_DIR)
    return {
        Channel.EMAIL: Mail(),
        Channel.SMS: FolderPhone(folder, Channel.SMS),
        Channel.ALIMTALK: FolderPhone(folder, Channel.ALIMTALK),
    }


_SENDERS = ThreadPoolExecutor(max_workers=8, thread_name_prefix="notices")


def send_in_time(port: Port, *, key: str, address: str, text: str, patience: float = PATIENCE_SECONDS) -> str:
    """Send, but wait no longer than `patience` seconds: a provider that hangs is a provider that is down.

    The late message may still leave; its key is the same as the next try's.
    """
    waiting = _SENDERS.submit(port.send, key=key, address=address, text=text)
    try:
        return waiting.result(timeout=patience)
    except TooLong:
        waiting.cancel()
        raise Undelivered(Trouble.TIMEOUT) from None
