"""An office with an agency and two accounts, and ports that misbehave on demand."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from uuid import UUID

import pytest

from chomchom.accounts.models import Account, Agency
from chomchom.accounts.rules import AgencyKind
from chomchom.kernel.deeds import Deed, Sector
from chomchom.notices.channels import Undelivered
from chomchom.notices.public import Recipient, tell
from chomchom.notices.rules import Channel, Trouble
from chomchom.store.acting import acting
from tests.conftest import MONDAY, id_of

AGENCY = id_of("하늘종합사회복지관")
SUBJECT = id_of("어떤 의뢰")


@dataclass
class Phone:
    """A provider that honours keys: what a person sees is `seen`, one message a key."""

    fault: str = ""
    seen: dict[str, str] = field(default_factory=dict)
    tries: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def send(self, *, key: str, address: str, text: str) -> str:
        self.tries.append(key)
        if self.fault == "down":
            raise Undelivered(Trouble.DOWN)
        if self.fault == "wrong":
            raise Undelivered(Trouble.WRONG_ADDRESS)
        if self.fault == "hang":
            self.stop.wait(20)
        if self.fault == "broken":
            raise ZeroDivisionError
        self.seen.setdefault(key, f"{address} {text}")
        return key

    def arrived(self, ref: str) -> bool:
        return self.fault != "lost"


@dataclass
class Ports:
    """One phone a channel."""

    sms: Phone = field(default_factory=Phone)
    alimtalk: Phone = field(default_factory=Phone)
    email: Phone = field(default_factory=Phone)

    def ways(self) -> dict[Channel, Phone]:
        return {Channel.SMS: self.sms, Channel.ALIMTALK: self.alimtalk, Channel.EMAIL: self.email}


@pytest.fixture
def ports() -> Ports:
    return Ports()


@pytest.fixture
def office(real_db, freeze) -> None:
    freeze(MONDAY)
    Agency.objects.create(
        id=AGENCY, name="하늘종합사회복지관", kind=AgencyKind.WELFARE_CENTRE, sector=Sector.PRIVATE, created_at=MONDAY
    )
    for name in ("김하늘", "이도윤"):
        Account.objects.create(
            id=id_of(name), login=id_of(name).hex[:8], display_name=name, email=f"{id_of(name).hex[:6]}@example.kr",
            created_at=MONDAY,
        )  # fmt: skip


def say(deed: Deed, to: Recipient, **more) -> UUID:
    """One message in a transaction of its own."""
    wanted = {"template": "news", "about_kind": "test", "about_id": SUBJECT, "idem_key": "one", **more}
    with acting(deed):
        return tell(deed, to=to, **wanted)
