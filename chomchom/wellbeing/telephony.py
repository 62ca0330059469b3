"""Which telephone this installation has, and what an order of ours looks like to it.

The demonstration telephone answers by the published rates and needs no number; a line that really rings gets the
number at the moment it rings, and the call's own id as the key that never rings twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.conf import settings

from chomchom.telephony import (
    Fact,
    Line,
    LineFailed,
    Order,
    SimulatedLine,
    SipLine,
    SipSettings,
    VendorLine,
    VendorSettings,
)
from chomchom.telephony.prompts import Prompts
from chomchom.wellbeing.rules.calls import presses_of


@dataclass(frozen=True, slots=True)
class Ring:
    """One call to be made. `key` is the call's own id, for a provider that must not ring twice."""

    key: UUID
    about_id: UUID
    person_id: UUID
    turn: int
    number: str = ""
    language: str = "ko"
    script: str = "check"


class Telephone(Protocol):
    """Whatever can ring somebody and say what came of it."""

    longest_seconds: int
    needs_number: bool

    def ring(self, ring: Ring) -> Fact | None:
        """Ring, and return the fact, or None where it comes later. An exception is a try that comes again."""


class DemoTelephone:
    """Rings nobody. Answers by the published rates, the same for the same alert, through the real dialogue."""

    longest_seconds = 0
    needs_number = False

    def ring(self, ring: Ring) -> Fact:
        """What this call would have found."""
        behaviour = presses_of(ring.about_id, turn=ring.turn, script=ring.script)
        return SimulatedLine(lambda _order: behaviour).place(Order(key=ring.key, number="", script=ring.script))


class LineTelephone:
    """A telephone over a real line."""

    needs_number = True

    def __init__(self, line: Line) -> None:
        self._line = line
        self.longest_seconds = line.longest_seconds

    def ring(self, ring: Ring) -> Fact | None:
        """Ring the number."""
        order = Order(key=ring.key, number=ring.number, script=ring.script, language=ring.language)
        return self._line.place(order)


def telephone() -> Telephone:
    """The telephone of this installation (settings.TELEPHONY). Raises LineFailed where its settings are not whole."""
    asked = settings.TELEPHONY
    try:
        match asked["line"]:
            case "sip":
                return LineTelephone(SipLine(_sip(asked)))
            case "vendor":
                return LineTelephone(VendorLine(VendorSettings(asked["vendor_url"], asked["vendor_secret"])))
            case "demo":
                return DemoTelephone()
            case unknown:
                raise ValueError(f"no such line: {unknown}")
    except ValueError as fault:
        raise LineFailed(str(fault)) from None


def prompts_folder() -> Path:
    """Where the city's recordings lie."""
    return Path(settings.DATA_DIR) / "prompts"


def _sip(asked: dict[str, str]) -> SipSettings:
    host, _colon, port = asked["sip_server"].partition(":")
    if not host:
        raise ValueError("CHOMCHOM_SIP_SERVER is not set")
    return SipSettings(
        host=host, port=int(port or 5060), user=asked["sip_user"] or "chomchom", password=asked["sip_password"],
        prompts=Prompts(prompts_folder()),
    )  # fmt: skip
