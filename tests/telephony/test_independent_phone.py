"""An independent telephone (SIPp) rings on loopback: somebody else's reading of the same standards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

from chomchom.telephony import LineFailed, Result, SipLine
from tests.telephony.phone import Phone
from tests.telephony.test_sip import order, settings

SIPP = shutil.which("sipp")
SHARED = Path("/usr/share/sip-tester")
needs_sipp = pytest.mark.skipif(SIPP is None or not SHARED.exists(), reason="sipp (sip-tester) is not installed")
needs_raw = pytest.mark.skipif(os.geteuid() != 0, reason="sipp plays packets through a raw socket")

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<scenario name="phone"><recv request="INVITE" crlf="true"/>
"""
ANSWER = """<send><![CDATA[
SIP/2.0 {status}
[last_Via:]
[last_From:]
[last_To:];tag=[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:[local_ip]:[local_port];transport=[transport]>
Content-Length: 0

]]></send>
"""
PICK_UP = """<send retrans="500"><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:];tag=[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:[local_ip]:[local_port];transport=[transport]>
Content-Type: application/sdp
Content-Length: [len]

v=0
o=user1 1 1 IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio [auto_media_port] RTP/AVP 0 101
a=rtpmap:0 PCMU/8000
a=rtpmap:101 telephone-event/8000
a=fmtp:101 0-15

]]></send>
<recv request="ACK"/>
"""
RINGING = ANSWER.format(status="180 Ringing")
LEAVES = """<recv request="BYE"/>
<send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
"""
HANGS_UP = """<pause milliseconds="400"/>
<send retrans="500"><![CDATA[
BYE sip:chomchom@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
[last_To:]
[last_From:]
[last_Call-ID:]
CSeq: 1 BYE
Content-Length: 0

]]></send>
<recv response="200"/>
"""
CANCELLED = """<recv request="CANCEL"/>
<send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:];tag=[call_number]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
<send retrans="500"><![CDATA[
SIP/2.0 487 Request Terminated
[last_Via:]
[last_From:]
[last_To:];tag=[call_number]
[last_Call-ID:]
CSeq: 1 INVITE
Content-Length: 0

]]></send>
<recv request="ACK"/>
"""


def plays(key: str) -> str:
    return f'<nop><action><exec play_pcap_audio="{SHARED}/dtmf_2833_{key}.pcap"/></action></nop>\n'


SPEAKS = f"""<nop><action><exec play_pcap_audio="{SHARED}/g711a.pcap"/></action></nop>
<pause milliseconds="1500"/>
"""


@pytest.fixture
def sipp(tmp_path):
    """Start a telephone with a scenario; gives its port and how it ended."""
    started = []

    def start(*parts: str) -> int:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        path = tmp_path / f"scenario{len(started)}.xml"
        path.write_text(HEAD + "".join(parts) + "</scenario>\n")
        ran = subprocess.Popen(
            [SIPP, "-sf", str(path), "-i", "127.0.0.1", "-p", str(port), "-m", "1", "-timeout", "25", "-nostdin",
             "-mp", str(10_000 + port % 10_000 * 2)],
            cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        started.append(ran)
        _wait_until_bound(port)
        return port

    yield start
    for ran in started:
        try:
            assert ran.wait(10) == 0, "the other telephone found something amiss"
        finally:
            ran.kill()


def _wait_until_bound(port: int) -> None:
    """Until the other telephone listens: the kernel's own table of sockets says so."""
    for _ in range(100):
        if any(line.split()[1].endswith(f":{port:04X}") for line in Path("/proc/net/udp").read_text().splitlines()[1:]):
            return
        time.sleep(0.05)


def ring(port: int, **more: object) -> Result:
    return SipLine(settings(Phone(), port=port, **more)).place(order()).result


@pytest.fixture(autouse=True)
def _port(monkeypatch):
    monkeypatch.setattr(Phone, "port", 5060, raising=False)


@needs_sipp
@needs_raw
@pytest.mark.parametrize(("key", "result"), [("1", Result.ANSWERED_OK), ("2", Result.ANSWERED_NEEDS_HELP)])
def test_answered_and_pressed(sipp, key, result):
    assert ring(sipp(RINGING, PICK_UP, plays(key), LEAVES), press_seconds=2.0) is result


@needs_sipp
@needs_raw
def test_spoken_first_and_then_pressed(sipp):
    assert ring(sipp(RINGING, PICK_UP, SPEAKS, plays("1"), LEAVES), press_seconds=4.0) is Result.ANSWERED_OK


@needs_sipp
def test_busy(sipp):
    assert ring(sipp(ANSWER.format(status="486 Busy Here"), '<recv request="ACK"/>')) is Result.BUSY


@needs_sipp
def test_a_number_that_is_none(sipp):
    assert ring(sipp(ANSWER.format(status="404 Not Found"), '<recv request="ACK"/>')) is Result.OUT_OF_SERVICE


@needs_sipp
def test_nobody_picks_up(sipp):
    assert ring(sipp(RINGING, CANCELLED)) is Result.NO_ANSWER


@needs_sipp
def test_hung_up_in_the_middle(sipp):
    assert ring(sipp(RINGING, PICK_UP, HANGS_UP), press_seconds=3.0) is Result.INTERRUPTED


@needs_sipp
def test_answered_and_nothing_said(sipp):
    assert ring(sipp(RINGING, PICK_UP, LEAVES)) is Result.ANSWERED_UNCLEAR


@needs_sipp
def test_the_exchange_says_no(sipp):
    with pytest.raises(LineFailed, match="503"):
        ring(sipp(ANSWER.format(status="503 Service Unavailable"), '<recv request="ACK"/>'))
