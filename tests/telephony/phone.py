"""A second telephone, written only for tests: it answers as it is told, on a socket and in a thread of its own."""

from __future__ import annotations

import hashlib
import random
import re
import socket
import struct
import threading
import time
from dataclasses import dataclass, field

import numpy as np

BUSY, NOBODY, UNKNOWN, BROKEN = "486 Busy Here", "nobody", "404 Not Found", "503 Service Unavailable"


@dataclass
class Phone:
    """How it behaves. `presses` are pressed one after the other, "!" hangs up, "~" speaks for a second."""

    presses: str = ""
    refuses: str = ""
    password: str = ""
    silent: bool = False
    loses_first: int = 0
    loses_acks: int = 0
    picks_up_on_cancel: bool = False
    algorithm: str = "MD5"
    law: int = 0
    wait: float = 0.1
    seen: list[str] = field(default_factory=list)
    packets: int = 0
    foreign: bool = False

    def __enter__(self) -> Phone:
        self.wire = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.wire.bind(("127.0.0.1", 0))
        self.wire.settimeout(0.02)
        self.sound = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sound.bind(("127.0.0.1", 0))
        self.sound.settimeout(0.005)
        self.port = self.wire.getsockname()[1]
        self.done = threading.Event()
        self.talking: threading.Thread | None = None
        self.invite = ""
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.done.set()
        self.thread.join(5)
        if self.talking:
            self.talking.join(5)
        self.wire.close()
        self.sound.close()

    def _listen(self) -> None:
        while not self.done.is_set():
            try:
                data, caller = self.wire.recvfrom(65536)
            except TimeoutError:
                continue
            if self.loses_first > 0:
                self.loses_first -= 1
                continue
            self._read(data.decode(), caller)

    def _read(self, text: str, caller: tuple[str, int]) -> None:
        method = text.split(" ", 1)[0]
        self.seen.append(method if method != "SIP/2.0" else text.split(" ", 2)[1])
        if method == "INVITE":
            self._invited(text, caller)
        elif method == "CANCEL":
            self._say(text, caller, "200 OK")
            if self.picks_up_on_cancel:
                self._pick_up(self.invite, caller)
            else:
                self._say(self.invite, caller, "487 Request Terminated")
        elif method == "ACK" and self.answered and self.loses_acks > 0:
            self.loses_acks -= 1
            self._pick_up(self.invite, caller)
        elif method == "ACK" and self.answered and self.talking is None:
            self.talking = threading.Thread(target=self._talk, args=(caller,), daemon=True)
            self.talking.start()
        elif method == "BYE":
            self._say(text, caller, "200 OK")
            self.hung_up = True

    answered = False
    hung_up = False

    def _invited(self, text: str, caller: tuple[str, int]) -> None:
        if self.silent or self.answered:
            return
        self.invite = text
        if self.password and not self._knows(text):
            self._say(text, caller, "401 Unauthorized", more=(
                f'WWW-Authenticate: Digest realm="ansan", nonce="n0nce", qop="auth", algorithm={self.algorithm}\r\n'
            ))  # fmt: skip
            return
        self._say(text, caller, "100 Trying")
        if self.refuses and self.refuses != NOBODY:
            self._say(text, caller, self.refuses)
            return
        self._say(text, caller, "180 Ringing")
        if self.refuses == NOBODY or self.picks_up_on_cancel:
            return
        time.sleep(self.wait)
        self._pick_up(text, caller)

    def _pick_up(self, text: str, caller: tuple[str, int]) -> None:
        self.answered = True
        found = re.search(r"m=audio (\d+)", text)
        assert found
        self.hears = ("127.0.0.1", int(found.group(1)))
        port = self.sound.getsockname()[1]
        body = (
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            f"m=audio {port} RTP/AVP {self.law} 96\r\na=rtpmap:96 telephone-event/8000\r\n"
        )
        self._say(text, caller, "200 OK", more=f"Contact: <sip:phone@127.0.0.1:{self.port}>\r\n", body=body)

    def _knows(self, text: str) -> bool:
        found = re.search(r"^Authorization: (.*)$", text, re.M | re.I)
        if not found:
            return False
        said = dict(re.findall(r'(\w+)="?([^",]+)"?', found.group(1)))
        hashed = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}[self.algorithm]
        inner = hashed(f"{said['username']}:ansan:{self.password}".encode()).hexdigest()
        outer = hashed(f"INVITE:{said['uri']}".encode()).hexdigest()
        right = hashed(f"{inner}:n0nce:{said['nc']}:{said['cnonce']}:auth:{outer}".encode()).hexdigest()
        return right == said["response"]

    def _say(self, request: str, caller: tuple[str, int], status: str, *, more: str = "", body: str = "") -> None:
        kept = [line for line in request.split("\r\n\r\n")[0].split("\r\n")
                if re.match(r"(via|from|call-id|cseq):", line, re.I)]  # fmt: skip
        to = next(line for line in request.split("\r\n") if line.lower().startswith("to:"))
        tag = "" if status.startswith("100") or ";tag=" in to else ";tag=there"
        lines = [f"SIP/2.0 {status}", *kept, to + tag]
        text = "\r\n".join(lines) + f"\r\n{more}Content-Length: {len(body)}\r\n\r\n{body}"
        self.wire.sendto(text.encode(), caller)

    def _talk(self, caller: tuple[str, int]) -> None:
        number, stamp = random.randrange(1000), 1000
        for press in self.presses:
            self._hear(0.15)
            if press == "!":
                self._hang_up(caller)
                return
            stamp += 8000
            if press == "~":
                number = self._speak(number, stamp)
                continue
            target = self.hears
            source = self.sound
            if self.foreign:
                source = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                source.bind(("127.0.0.2", 0))
            for turn, (long, end) in enumerate(((200, 0), (400, 0), (800, 0x80), (800, 0x80), (800, 0x80))):
                head = struct.pack("!BBHII", 0x80, 96, number + turn, stamp, 77)
                source.sendto(head + struct.pack("!BBH", "0123456789*#".index(press), end | 10, long), target)
            number += 5
        while not self.done.is_set() and not self.hung_up:
            self._hear(0.05)

    def _speak(self, number: int, stamp: int) -> int:
        """A second of loud noise in mu-law: two codes far apart in turn."""
        loud = np.where(np.arange(160) % 20 < 10, 0x10, 0x90).astype(np.uint8).tobytes()
        for turn in range(50):
            head = struct.pack("!BBHII", 0x80, self.law, (number + turn) & 0xFFFF, stamp + 160 * turn, 77)
            self.sound.sendto(head + loud, self.hears)
            self._hear(0.01)
        return number + 50

    def _hear(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                self.sound.recvfrom(2048)
                self.packets += 1
            except TimeoutError:
                continue

    def _hang_up(self, caller: tuple[str, int]) -> None:
        head = self.invite.split("\r\n")
        pick = {line.split(":")[0].lower(): line.split(":", 1)[1].strip() for line in head if ":" in line}
        bye = (
            f"BYE sip:chomchom@127.0.0.1:{caller[1]} SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:{self.port};branch=z9hG4bKb\r\n"
            f"From: {pick['to']};tag=there\r\nTo: {pick['from']}\r\nCall-ID: {pick['call-id']}\r\nCSeq: 1 BYE\r\n"
            "Content-Length: 0\r\n\r\n"
        )
        self.wire.sendto(bye.encode(), caller)
