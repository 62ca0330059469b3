"""SIP messages (RFC 3261), digest answers (RFC 7616) and the session description (RFC 4566), as far as a call needs."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass, field

SHORT = {"v": "via", "f": "from", "t": "to", "i": "call-id", "m": "contact", "l": "content-length", "c": "content-type"}
LARGEST = 65_535
EVENTS = 101
"""The payload type we offer for telephone events (RFC 4733)."""

HASHES = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}


class Unreadable(ValueError):
    """Something that is no SIP message."""


@dataclass(slots=True)
class Message:
    """A request (`method` and `uri`) or an answer (`status`); headers by lower-case name, in order."""

    method: str = ""
    uri: str = ""
    status: int = 0
    reason: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: str = ""

    def get(self, name: str) -> str:
        """The first header of a name, or nothing."""
        return next((value for known, value in self.headers if known == name), "")

    def all(self, name: str) -> list[str]:
        """Every header of a name."""
        return [value for known, value in self.headers if known == name]

    def packed(self) -> bytes:
        """The message as it goes over the wire."""
        first = f"SIP/2.0 {self.status} {self.reason}" if self.status else f"{self.method} {self.uri} SIP/2.0"
        body = self.body.encode()
        lines = [first, *(f"{name.title()}: {value}" for name, value in self.headers), f"Content-Length: {len(body)}"]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def parse(packet: bytes) -> Message:
    """Read a message. Raises Unreadable."""
    head, _, body = packet[:LARGEST].partition(b"\r\n\r\n")
    try:
        lines = re.sub(r"\r\n[ \t]+", " ", head.decode()).split("\r\n")
    except UnicodeDecodeError:
        raise Unreadable("no text") from None
    message = Message(body=body.decode(errors="replace"))
    first = lines[0].split(" ", 2)
    if len(first) != 3:
        raise Unreadable("no first line")
    if first[0] == "SIP/2.0":
        if not re.fullmatch(r"[1-6]\d\d", first[1]):
            raise Unreadable("no status")
        message.status, message.reason = int(first[1]), first[2]
    elif first[2] == "SIP/2.0":
        message.method, message.uri = first[0].upper(), first[1]
    else:
        raise Unreadable("another protocol")
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if colon:
            word = name.strip().lower()
            message.headers.append((SHORT.get(word, word), value.strip()))
    return message


def answer(request: Message, status: int, reason: str, *, tag: str = "", body: str = "") -> Message:
    """An answer to a request, with the headers an answer repeats."""
    headers = [("via", via) for via in request.all("via")]
    headers += [("record-route", route) for route in request.all("record-route")]
    to = request.get("to")
    headers += [
        ("from", request.get("from")), ("to", f"{to};tag={tag}" if tag and ";tag=" not in to else to),
        ("call-id", request.get("call-id")), ("cseq", request.get("cseq")),
    ]  # fmt: skip
    if body:
        headers.append(("content-type", "application/sdp"))
    return Message(status=status, reason=reason, headers=headers, body=body)


def uri_of(header: str) -> str:
    """The address inside a Contact, To or From header."""
    found = re.search(r"<([^>]*)>", header)
    return found.group(1) if found else header.split(";")[0].strip()


def tag_of(header: str) -> str:
    """The tag parameter of a To or From header."""
    found = re.search(r";\s*tag=([^;>\s]+)", header)
    return found.group(1) if found else ""


def _challenge(header: str) -> dict[str, str]:
    return {name.lower(): quoted or plain for name, quoted, plain in
            re.findall(r'(\w+)\s*=\s*(?:"([^"]*)"|([^\s,]+))', header.partition(" ")[2])}  # fmt: skip


def authorised(header: str, *, method: str, uri: str, user: str, password: str) -> str:
    """The Authorization value that answers a digest challenge. Raises Unreadable where the challenge asks for more."""
    asked = _challenge(header)
    algorithm = asked.get("algorithm", "MD5").upper()
    if not header.lower().startswith("digest") or algorithm not in HASHES or "nonce" not in asked:
        raise Unreadable("an authentication we do not know")
    offers = [word.strip() for word in asked.get("qop", "").split(",") if word.strip()]
    if offers and "auth" not in offers:
        raise Unreadable("a quality of protection we do not know")

    def hashed(text: str) -> str:
        return HASHES[algorithm](text.encode()).hexdigest()

    realm, nonce, once = asked.get("realm", ""), asked["nonce"], secrets.token_hex(8)
    inner, outer = hashed(f"{user}:{realm}:{password}"), hashed(f"{method}:{uri}")
    middle = f"{nonce}:00000001:{once}:auth" if offers else nonce
    said = {
        "username": user,
        "realm": realm,
        "nonce": nonce,
        "uri": uri,
        "response": hashed(f"{inner}:{middle}:{outer}"),
    }
    out = ", ".join(f'{name}="{value}"' for name, value in said.items()) + f", algorithm={algorithm}"
    if offers:
        out += f', qop=auth, nc=00000001, cnonce="{once}"'
    return "Digest " + out + (f', opaque="{asked["opaque"]}"' if "opaque" in asked else "")


@dataclass(frozen=True, slots=True)
class Session:
    """Where the other side hears, in which law, and as what it sends key presses (0 where it sends none)."""

    host: str
    port: int
    law: int
    events: int


def offer(host: str, port: int, *, number: int) -> str:
    """Our session description: both laws of G.711, and telephone events."""
    family = "IP6" if ":" in host else "IP4"
    return "\r\n".join([
        "v=0", f"o=chomchom {number} {number} IN {family} {host}", "s=-", f"c=IN {family} {host}", "t=0 0",
        f"m=audio {port} RTP/AVP 0 8 {EVENTS}", "a=rtpmap:0 PCMU/8000", "a=rtpmap:8 PCMA/8000",
        f"a=rtpmap:{EVENTS} telephone-event/8000", f"a=fmtp:{EVENTS} 0-15", "a=ptime:20", "a=sendrecv", "",
    ])  # fmt: skip


def session(body: str) -> Session:
    """Read the other side's description. Raises Unreadable where no law of G.711 is left or audio is refused."""
    audio = re.search(r"^m=audio (\d+)(?:/\d+)? RTP/AVP ([\d ]+)", body, re.M)
    if audio is None or int(audio.group(1)) == 0:
        raise Unreadable("no audio")
    places = re.findall(r"^c=IN IP[46] (\S+)", body, re.M)
    own = re.search(r"^m=audio .*?^c=IN IP[46] (\S+)", body, re.M | re.S)
    laws = [int(word) for word in audio.group(2).split() if word in ("0", "8")]
    if not places or not laws:
        raise Unreadable("no G.711")
    events = re.search(r"^a=rtpmap:(\d+) telephone-event/8000", body, re.M | re.I)
    host = (own.group(1) if own else places[0]).split("/")[0]
    return Session(host, int(audio.group(1)), laws[0], int(events.group(1)) if events else 0)
