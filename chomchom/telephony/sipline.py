"""Our own telephone: one call over SIP and RTP on asyncio, with nothing but the standard library and numpy.

It speaks to one server (the city's exchange or a trunk) over UDP: INVITE with digest, ACK, CANCEL, BYE, G.711, key
presses. The server's address is the only one whose packets are read.
"""

from __future__ import annotations

import asyncio
import secrets
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np

from chomchom.telephony import g711, sipwords
from chomchom.telephony.dialogue import SCRIPTS, Conversation, End, Say
from chomchom.telephony.facts import LONGEST_SECONDS, Fact, LineFailed, Order, Result
from chomchom.telephony.prompts import LANGUAGES, Prompts
from chomchom.telephony.rtp import Sound
from chomchom.telephony.sipwords import Message, Unreadable

FIRST_AGAIN = 0.5
"""Seconds until an unanswered request is sent again; doubled each time (RFC 3261, T1)."""

RESULTS: dict[int, Result] = {
    404: Result.OUT_OF_SERVICE, 410: Result.OUT_OF_SERVICE, 484: Result.OUT_OF_SERVICE, 604: Result.OUT_OF_SERVICE,
    408: Result.NO_ANSWER, 487: Result.NO_ANSWER, 603: Result.NO_ANSWER, 480: Result.DEVICE_OFF,
    486: Result.BUSY, 600: Result.BUSY,
}  # fmt: skip
"""What a final status says about the other side; any other speaks of the line. Pressing a ringing call away (603) is
not taken for a refusal of the service: nobody asked anything yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SipSettings:
    """The exchange, our account there, and how patient a call is. `here` is the address we listen on."""

    host: str
    port: int = 5060
    user: str = "chomchom"
    password: str = ""
    here: str = ""
    prompts: Prompts = field(default_factory=lambda: Prompts(None))
    ring_seconds: float = 35.0
    reply_seconds: float = 8.0
    press_seconds: float = 6.0
    longest_seconds: float = LONGEST_SECONDS


class SipLine:
    """A line over SIP."""

    longest_seconds = LONGEST_SECONDS

    def __init__(self, settings: SipSettings) -> None:
        self._settings = settings

    def place(self, order: Order) -> Fact:
        """Ring, talk, hang up. Raises LineFailed where the exchange does not answer or refuses us."""
        if order.language not in LANGUAGES:
            return Fact(result=Result.LANGUAGE)
        if not order.number.isascii() or not order.number.isdigit():
            return Fact(result=Result.NO_DEVICE if not order.number else Result.OUT_OF_SERVICE)
        # A thread of its own: whoever places the call may stand in a loop already, which cannot run a second one.
        with ThreadPoolExecutor(max_workers=1) as apart:
            return apart.submit(asyncio.run, ring(self._settings, order)).result()


async def ring(settings: SipSettings, order: Order) -> Fact:
    """One call from the first packet to the last."""
    loop = asyncio.get_running_loop()
    call = _Call(settings, order)
    here = settings.here or _address_towards(settings.host, settings.port)
    try:
        await loop.create_datagram_endpoint(
            lambda: call, local_addr=(here, 0), remote_addr=(settings.host, settings.port)
        )
        await loop.create_datagram_endpoint(lambda: call.sound, local_addr=(here, 0))
    except OSError as fault:
        raise LineFailed(type(fault).__name__) from None
    try:
        return await call.run()
    finally:
        call.close()


def _address_towards(host: str, port: int) -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((host, port))
        except OSError as fault:
            raise LineFailed(type(fault).__name__) from None
        return str(probe.getsockname()[0])


class _Call(asyncio.DatagramProtocol):
    def __init__(self, settings: SipSettings, order: Order) -> None:
        self.settings, self.order = settings, order
        self.pressed: asyncio.Queue[str] = asyncio.Queue()
        self.answers: asyncio.Queue[Message] = asyncio.Queue()
        self.over = asyncio.Event()
        self.sound = Sound(on_key=self.pressed.put_nowait)
        self.transport: asyncio.DatagramTransport | None = None
        self.id, self.tag = secrets.token_hex(12), secrets.token_hex(6)
        self.number, self.branch = 0, ""
        self.uri = f"sip:{order.number}@{settings.host}:{settings.port}"
        self.to, self.target, self.route = f"<{self.uri}>", self.uri, list[str]()
        self.acknowledged: Message | None = None

    # The wire

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]

    def error_received(self, exc: Exception) -> None:
        """Nobody listens there: the wait for an answer runs out by itself."""

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        try:
            message = sipwords.parse(data)
        except Unreadable:
            return
        if message.get("call-id") != self.id:
            return
        if message.method:
            self._asked(message)
        elif message.get("cseq").endswith("INVITE") and self.acknowledged is not None and message.status >= 200:
            self._send(self.acknowledged)  # the other side has not had our ACK yet
        else:
            self.answers.put_nowait(message)

    def _asked(self, message: Message) -> None:
        if message.method == "BYE":
            self._send(sipwords.answer(message, 200, "OK"))
            self.over.set()
        elif message.method in ("OPTIONS", "INFO"):
            self._send(sipwords.answer(message, 200, "OK"))
        elif message.method != "ACK":
            self._send(sipwords.answer(message, 488, "Not Acceptable Here"))

    def _send(self, message: Message) -> None:
        if self.transport is not None and not self.transport.is_closing():
            self.transport.sendto(message.packed())

    def close(self) -> None:
        for transport in (self.transport, self.sound.transport):
            if transport is not None:
                transport.close()

    def _request(self, method: str, *, number: int, branch: str, body: str = "") -> Message:
        assert self.transport is not None
        host, port = self.transport.get_extra_info("sockname")[:2]
        me = f"<sip:{self.settings.user}@{host}:{port}>"
        headers = [
            ("via", f"SIP/2.0/UDP {host}:{port};rport;branch={branch}"), ("max-forwards", "70"),
            ("from", f"<sip:{self.settings.user}@{self.settings.host}>;tag={self.tag}"), ("to", self.to),
            ("call-id", self.id), ("cseq", f"{number} {method}"), ("contact", me),
            *(("route", route) for route in self.route),
        ]  # fmt: skip
        if body:
            headers.append(("content-type", "application/sdp"))
        return Message(method=method, uri=self.target, headers=headers, body=body)

    # The call

    async def run(self) -> Fact:
        final = await self._invite()
        if final.status in (401, 407) and self.settings.password:
            final = await self._invite(self._authorised(final))
        if final.status != 200:
            result = RESULTS.get(final.status)
            if result is None:
                raise LineFailed(f"status {final.status}")
            return Fact(result=result, status=final.status)
        try:
            there = sipwords.session(final.body)
        except Unreadable:
            await self._bye()
            raise LineFailed("no sound agreed on") from None
        self.sound.law, self.sound.events, self.sound.there = there.law, there.events, (there.host, there.port)
        began = asyncio.get_running_loop().time()
        try:
            fact = await asyncio.wait_for(self._talk(), self.settings.longest_seconds)
        except TimeoutError:
            fact = Fact(result=Result.INTERRUPTED, status=200)
        await self._bye()
        talked = int(asyncio.get_running_loop().time() - began)
        return replace(fact, heard_voice=self.sound.voice_heard(), talked_seconds=talked)

    def _authorised(self, challenged: Message) -> tuple[str, str]:
        name = "www-authenticate" if challenged.status == 401 else "proxy-authenticate"
        answer = {"www-authenticate": "authorization", "proxy-authenticate": "proxy-authorization"}[name]
        try:
            return answer, sipwords.authorised(
                challenged.get(name), method="INVITE", uri=self.target, user=self.settings.user,
                password=self.settings.password,
            )  # fmt: skip
        except Unreadable as fault:
            raise LineFailed(str(fault)) from None

    async def _invite(self, credentials: tuple[str, str] | None = None) -> Message:
        """Ring until a final answer; a ringing that nobody ends in time is cancelled and counts as 487."""
        assert self.sound.transport is not None
        host, port = self.sound.transport.get_extra_info("sockname")[:2]
        self.number, self.branch = self.number + 1, "z9hG4bK" + secrets.token_hex(8)
        invite = self._request(
            "INVITE", number=self.number, branch=self.branch,
            body=sipwords.offer(host, port, number=secrets.randbits(31)),
        )  # fmt: skip
        if credentials:
            invite.headers.append(credentials)
        first = await self._asking(invite)
        if first is None:
            raise LineFailed("the exchange does not answer")
        loop = asyncio.get_running_loop()
        until, found = loop.time() + self.settings.ring_seconds, first
        while found.status < 200:
            try:
                found = await asyncio.wait_for(self._answer_to("INVITE"), max(until - loop.time(), 0.01))
            except TimeoutError:
                found = await self._cancel()
        self._acknowledge(found)
        return found

    async def _asking(self, request: Message) -> Message | None:
        """Send a request again and again, ever more slowly, until something comes back."""
        method, pause, waited = request.method, FIRST_AGAIN, 0.0
        while waited < self.settings.reply_seconds:
            self._send(request)
            try:
                return await asyncio.wait_for(self._answer_to(method), pause)
            except TimeoutError:
                waited += pause
                pause *= 2
        return None

    async def _answer_to(self, method: str) -> Message:
        while True:
            message = await self.answers.get()
            if message.get("cseq").split() == [str(self.number), method]:
                return message

    async def _cancel(self) -> Message:
        """Stop the ringing. Who picks up in this very moment is hung up on, and nothing is known."""
        cancel = self._request("CANCEL", number=self.number, branch=self.branch)
        self._send(cancel)
        try:
            found = await asyncio.wait_for(self._final(), self.settings.reply_seconds)
        except TimeoutError:
            found = Message(status=487, reason="no answer to CANCEL")
        if found.status == 200:
            self._acknowledge(found)
            await self._bye()
            return Message(status=487, reason="cancelled while it was answered")
        return found

    async def _final(self) -> Message:
        while True:
            found = await self._answer_to("INVITE")
            if found.status >= 200:
                return found

    def _acknowledge(self, final: Message) -> None:
        """ACK: of a refusal within the same transaction, of an answer as a request of its own to where it came from."""
        if not final.get("to"):
            return
        self.to = final.get("to")
        if final.status < 300:
            self.target = sipwords.uri_of(final.get("contact")) or self.uri
            routes = [part.strip() for header in final.all("record-route") for part in header.split(",")]
            self.route = routes[::-1]
            ack = self._request("ACK", number=self.number, branch="z9hG4bK" + secrets.token_hex(8))
            self.acknowledged = ack
        else:
            ack = self._request("ACK", number=self.number, branch=self.branch)
            self.to = f"<{self.uri}>"
        self._send(ack)

    async def _bye(self) -> None:
        if self.over.is_set():
            return
        self.number += 1
        await self._asking(self._request("BYE", number=self.number, branch="z9hG4bK" + secrets.token_hex(8)))
        self.over.set()

    # The dialogue

    async def _talk(self) -> Fact:
        conversation = Conversation(SCRIPTS[self.order.script])
        told: Say | End = conversation.begin()
        while True:
            pressed = await self._say(told.prompts, listen=isinstance(told, Say))
            if isinstance(told, End):
                return told.fact
            if pressed is None and not self.over.is_set():
                pressed = await self._wait_for_key()
            if pressed is None and not self.pressed.empty():
                pressed = self.pressed.get_nowait()  # pressed, then hung up at once: the press counts
            if self.over.is_set() and pressed is None:
                return conversation.hung_up()
            told = conversation.key(pressed) if pressed else conversation.silence()

    async def _say(self, prompts: tuple[str, ...], *, listen: bool) -> str | None:
        """Play prompts, 20 ms a packet. A key breaks in where we listen; returns it."""
        samples = np.concatenate([self.settings.prompts.samples(self.order.language, name) for name in prompts])
        sound = g711.encode(samples, self.sound.law)
        loop = asyncio.get_running_loop()
        next_at = loop.time()
        for start in range(0, len(sound), g711.FRAME):
            if self.over.is_set():
                return None
            if listen and not self.pressed.empty():
                return self.pressed.get_nowait()
            frame = sound[start : start + g711.FRAME]
            self.sound.send(frame + bytes([g711.SILENCE[self.sound.law]]) * (g711.FRAME - len(frame)))
            next_at += g711.FRAME / g711.RATE
            await asyncio.sleep(max(next_at - loop.time(), 0))
        return None

    async def _wait_for_key(self) -> str | None:
        """The next key, or None after a silence or when the other side hangs up. Silence is sent meanwhile."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self.settings.press_seconds
        quiet = bytes([g711.SILENCE[self.sound.law]]) * g711.FRAME
        while loop.time() < until and not self.over.is_set():
            self.sound.send(quiet)
            try:
                return await asyncio.wait_for(self.pressed.get(), g711.FRAME / g711.RATE)
            except TimeoutError:
                continue
        return None
