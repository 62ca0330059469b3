"""Sound and key presses as packets (RFC 3550, RFC 4733): what we send is paced, what we hear is counted once."""

from __future__ import annotations

import asyncio
import secrets
import struct
from collections.abc import Callable
from dataclasses import dataclass, field

from chomchom.telephony import g711
from chomchom.telephony.sipwords import EVENTS

KEYS = "0123456789*#ABCD"
VOICE = 300.0
"""Loudness above which a packet counts as a voice."""

VOICE_PACKETS = 10
"""So many loud packets (200 ms) make a voice; a click does not."""


@dataclass(slots=True)
class Heard:
    """What came in: packets, loud packets, and the stamp of the last press, so that its repeats count once."""

    packets: int = 0
    loud: int = 0
    press: tuple[int, int] = (-1, -1)


@dataclass(slots=True)
class Sound(asyncio.DatagramProtocol):
    """One side of the sound of a call. `on_key` is told each press once; packets of other hosts are left alone."""

    on_key: Callable[[str], None]
    law: int = g711.ULAW
    events: int = EVENTS
    there: tuple[str, int] | None = None
    heard: Heard = field(default_factory=Heard)
    transport: asyncio.DatagramTransport | None = None
    _number: int = field(default_factory=lambda: secrets.randbelow(0x8000))
    _stamp: int = field(default_factory=lambda: secrets.randbelow(0x8000_0000))
    _source: int = field(default_factory=lambda: secrets.randbits(32))

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The socket is open."""
        self.transport = transport  # type: ignore[assignment]

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """One packet: sound, a press, or neither."""
        if self.there is None or addr[0] != self.there[0] or len(data) < 12 or data[0] >> 6 != 2:
            return
        start = 12 + 4 * (data[0] & 0x0F)
        kind, payload = data[1] & 0x7F, data[start:]
        if data[0] & 0x10 or not payload:  # header extensions are not agreed on
            return
        if kind in (EVENTS, self.events):  # ours is what we asked for; some send under the number they named
            self._pressed(data, payload)
        elif kind in g711.TABLES:
            self.heard.packets += 1
            self.heard.loud += g711.loudness(g711.decode(payload, kind)) > VOICE

    def _pressed(self, data: bytes, payload: bytes) -> None:
        """A press comes in many packets that carry the same stamp; it counts when the first of them comes."""
        if len(payload) < 4 or payload[0] >= len(KEYS):
            return
        stamp, source = struct.unpack("!II", data[4:12])
        if self.heard.press != (stamp, source):
            self.heard.press = (stamp, source)
            self.on_key(KEYS[payload[0]])

    def send(self, payload: bytes) -> None:
        """One packet of sound."""
        if self.transport is None or self.there is None:
            return
        head = struct.pack("!BBHII", 0x80, self.law, self._number, self._stamp, self._source)
        self.transport.sendto(head + payload, self.there)
        self._number, self._stamp = (self._number + 1) & 0xFFFF, (self._stamp + len(payload)) & 0xFFFF_FFFF

    def voice_heard(self) -> bool:
        """Whether somebody has spoken."""
        return self.heard.loud >= VOICE_PACKETS


def press_packets(key: str, *, kind: int, number: int, stamp: int, source: int, length: int = 800) -> list[bytes]:
    """The packets of one press (RFC 4733): three under way, the end three times."""
    event = KEYS.index(key)
    steps = [(length * part // 4, False) for part in (1, 2, 3)] + [(length, True)] * 3
    return [
        struct.pack("!BBHII", 0x80, kind | (0x80 if turn == 0 else 0), (number + turn) & 0xFFFF, stamp, source)
        + struct.pack("!BBH", event, (0x80 if end else 0) | 10, long)
        for turn, (long, end) in enumerate(steps)
    ]  # fmt: skip
