"""Sound, words of SIP, prompts and a vendor's notices, each by itself."""

from __future__ import annotations

import itertools
import shutil
import struct
import threading
import wave
from http.server import BaseHTTPRequestHandler, HTTPServer
from uuid import uuid4

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chomchom.telephony import (
    LineFailed,
    Notice,
    Order,
    Result,
    VendorLine,
    VendorSettings,
    g711,
    prompts,
    read_notice,
    sign,
    sipwords,
    verified,
)
from chomchom.telephony.rtp import Sound, press_packets


def test_g711_agrees_with_the_published_law():
    # Values of ITU-T G.711: the codes of silence, full scale, and the ends of the first segments.
    assert [int(v) for v in g711.decode(bytes([0xFF, 0x7F, 0x80, 0x00, 0xF0, 0xEF]), g711.ULAW)] == [
        0, 0, 32124, -32124, 120, 132,
    ]  # fmt: skip
    assert [int(v) for v in g711.decode(bytes([0xD5, 0x55, 0xAA, 0x2A]), g711.ALAW)] == [8, -8, 32256, -32256]


def test_g711_agrees_with_another_implementation():
    audioop = pytest.importorskip("audioop", reason="gone from Python 3.13")
    codes = bytes(range(256))
    for law, theirs in ((g711.ULAW, audioop.ulaw2lin), (g711.ALAW, audioop.alaw2lin)):
        assert np.array_equal(g711.decode(codes, law), np.frombuffer(theirs(codes, 2), "<i2"))


@pytest.mark.parametrize("law", [g711.ULAW, g711.ALAW])
def test_what_is_coded_comes_back_within_a_step(law):
    samples = np.arange(-32768, 32768, 7).astype(np.int16)
    back = g711.decode(g711.encode(samples, law), law).astype(int)
    assert np.all(np.abs(back - samples) <= np.maximum(np.abs(samples.astype(int)) / 16, 16))
    assert g711.encode(g711.TABLES[law], law) == g711.encode(g711.decode(g711.encode(g711.TABLES[law], law), law), law)


@given(st.binary(max_size=400))
def test_no_packet_breaks_the_reader(packet):
    try:
        message = sipwords.parse(packet)
    except sipwords.Unreadable:
        return
    assert bool(message.method) != bool(message.status)


@given(st.binary(max_size=60))
def test_no_sound_packet_breaks_the_ear(packet):
    pressed: list[str] = []
    ear = Sound(on_key=pressed.append, events=101, there=("127.0.0.1", 4000))
    ear.datagram_received(packet, ("127.0.0.1", 9))
    assert len(pressed) <= 1


def test_a_press_counts_once_however_often_its_packets_come():
    pressed: list[str] = []
    ear = Sound(on_key=pressed.append, events=101, there=("127.0.0.1", 4000))
    for stamp, key in ((10, "1"), (20, "1"), (30, "#")):
        for packet in press_packets(key, kind=101, number=1, stamp=stamp, source=5) * 2:
            ear.datagram_received(packet, ("127.0.0.1", 4000))
    assert pressed == ["1", "1", "#"]
    ear.datagram_received(struct.pack("!BBHII", 0x80, 101, 1, 99, 5) + b"\x10\x80\x00\x00", ("127.0.0.1", 4000))
    assert len(pressed) == 3, "event 16 is a flash, not a key"


@pytest.mark.parametrize(
    "body",
    ["", "v=0\r\nm=audio 0 RTP/AVP 0\r\nc=IN IP4 1.2.3.4", "v=0\r\nc=IN IP4 1.2.3.4\r\nm=audio 9 RTP/AVP 18\r\n",
     "m=audio 4000 RTP/AVP 0\r\n"],
)  # fmt: skip
def test_a_description_without_sound_we_can_make_is_refused(body):
    with pytest.raises(sipwords.Unreadable):
        sipwords.session(body)


def test_the_address_of_the_sound_itself_wins():
    body = "c=IN IP4 10.0.0.1\r\nm=audio 4000 RTP/AVP 8 97\r\nc=IN IP4 10.0.0.2\r\na=rtpmap:97 telephone-event/8000\r\n"
    assert sipwords.session(body) == sipwords.Session("10.0.0.2", 4000, 8, 97)


def test_a_missing_recording_is_a_tone_and_says_so(tmp_path):
    found = prompts.Prompts(tmp_path)
    assert found.describe("ko") == dict.fromkeys(prompts.WORDS["ko"], "missing")
    for asked in ("well", "../../etc/passwd"):
        heard = found.samples("ko", asked)
        strength = np.abs(np.fft.rfft(heard / 3000))
        assert len(heard) == 3200  # 0.4 s at 8 kHz
        assert int(np.argmax(strength)) == 176  # 440 Hz in steps of 2.5 Hz
        assert strength[176] > 0.95 * np.sqrt((strength**2).sum())  # one pure tone, no speech


def test_every_prompt_a_dialogue_can_say_has_words_in_every_language():
    from chomchom.telephony import SCRIPTS

    asked = {question.code for script in SCRIPTS.values() for question in script.questions}
    ends = {"greeting", "again", "thanks", "help", "human", "refused", "goodbye"}
    for words in prompts.WORDS.values():
        assert asked | ends == set(words)


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_drafts_are_spoken_and_a_recording_is_never_spoken_over(tmp_path):
    made = prompts.draft(tmp_path, "ko")
    assert len(made) == len(prompts.WORDS["ko"])
    found = prompts.Prompts(tmp_path)
    assert set(found.describe("ko").values()) == {"draft"}
    assert g711.loudness(found.samples("ko", "well")) > 300
    with wave.open(str(tmp_path / "ko" / "well.wav"), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(b"\x01\x00" * 800)
    assert found.describe("ko")["well"] == "recording"
    assert "well" not in prompts.draft(tmp_path, "ko")
    assert len(found.samples("ko", "well")) == 800


NOW = 1_800_000_000


def test_a_notice_is_believed_only_when_signed_and_fresh():
    body = b'{"key": "1"}'
    good = {"signature": sign("secret", at=NOW, body=body), "at": str(NOW), "body": body, "now": NOW + 10}
    assert verified("secret", **good)
    for spoilt in (
        {"signature": good["signature"][:-1] + "0"}, {"body": body + b" "}, {"at": str(NOW + 1)}, {"at": "²"},
        {"now": NOW + 301}, {"now": NOW - 301}, {"signature": ""}, {"at": "9" * 20}, {"signature": "é"},
    ):  # fmt: skip
        assert not verified("secret", **{**good, **spoilt}), spoilt
    assert not verified("other", **good)
    assert not verified("", signature=sign("", at=NOW, body=body), at=str(NOW), body=body, now=NOW)


@pytest.mark.parametrize(
    ("notice", "result"),
    [
        (Notice("ok"), Result.ANSWERED_OK),
        (Notice(" Completed_OK "), Result.ANSWERED_OK),
        (Notice("ok", refused="true"), Result.REFUSED),
        (Notice("help", refused="yes"), Result.REFUSED),
        (Notice("ok", help_asked="1"), Result.ANSWERED_NEEDS_HELP),
        (Notice("ok", wants_human="true"), Result.ANSWERED_UNCLEAR),
        (Notice("ok", refused="maybe"), Result.ANSWERED_UNCLEAR),
        (Notice(""), Result.ANSWERED_UNCLEAR),
        (Notice("fine"), Result.ANSWERED_UNCLEAR),
        (Notice("voicemail"), Result.NO_ANSWER),
        (Notice("wrong_number"), Result.WRONG_NUMBER),
    ],
)
def test_a_vendors_word_is_never_more_than_it_says(notice, result):
    fact = read_notice(notice)
    assert fact.result is result
    assert fact.said_help == (notice.result == "help" or notice.help_asked == "1")


@given(st.text(max_size=12), st.text(max_size=6), st.text(max_size=6), st.text(max_size=6))
def test_no_unknown_word_is_read_as_well(word, refused, help_asked, human):
    fact = read_notice(Notice(word, refused, help_asked, human))
    if fact.result is Result.ANSWERED_OK:
        assert "".join(word.split()).lower() in ("ok", "completed_ok", "answered_ok")


class Vendor(BaseHTTPRequestHandler):
    status, got = 202, []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((dict(self.headers), body))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def vendor():
    Vendor.got = []
    server = HTTPServer(("127.0.0.1", 0), Vendor)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/calls"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("status", "taken"), [(202, True), (200, True), (500, False), (403, False)])
def test_an_order_is_signed_and_an_order_not_taken_is_a_failed_line(vendor, status, taken):
    Vendor.status = status
    order = Order(key=uuid4(), number="01000001234")
    line = VendorLine(VendorSettings(vendor, "secret"), clock=lambda: NOW)
    if taken:
        assert line.place(order) is None
    else:
        with pytest.raises(LineFailed):
            line.place(order)
    headers, body = Vendor.got[0]
    assert headers["Idempotency-Key"] == str(order.key)
    assert verified("secret", signature=headers["X-Call-Signature"], at=headers["X-Call-Time"], body=body, now=NOW)


@pytest.mark.parametrize(("url", "secret"), [("http://vendor.example/calls", "s"), ("https://vendor.example", "")])
def test_numbers_leave_only_sealed_and_signed(url, secret):
    with pytest.raises(ValueError):
        VendorSettings(url, secret)


def test_the_pairs_of_vendors_words_are_all_our_codes():
    from chomchom.telephony.vendor import WORDS

    assert set(WORDS.values()) <= set(Result)
    assert all(word == "".join(word.split()).lower() for word in itertools.chain(WORDS))
