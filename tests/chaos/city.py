"""Deeds in a house that runs: python -m tests.chaos.city WORD [NUMBER]. Uses the product's own code and roles."""

from __future__ import annotations

import json
import os
import signal
import sys
from uuid import UUID, uuid4

os.environ["DJANGO_SETTINGS_MODULE"] = "chomchom.site.settings"

import django

django.setup()

from chomchom.notices import public as notices
from chomchom.notices.actions import delivering
from chomchom.notices.channels import ports, send_in_time
from chomchom.store.acting import machine_acting


def tell(count: int, *, prefix: str = "") -> list[UUID]:
    """Commit `count` urgent messages to invented telephones, one transaction each."""
    told = []
    for n in range(count):
        with machine_acting("chaos") as deed:
            told.append(
                notices.tell(
                    deed,
                    to=notices.Recipient.phone(f"010-0000-{n:04d}", "시험"),
                    template="site-check-asked",
                    about_kind="chaos",
                    about_id=uuid4(),
                    idem_key=f"{prefix or uuid4()}:{n}",
                    urgent=True,
                )
            )
    return told


def die(*, after: str) -> None:
    """Claim one delivery and be killed: after the claim, or after the sending and before the mark."""
    with machine_acting("deliver") as deed:
        claimed = delivering.claim_due(deed, limit=1)
    if after == "send":
        for one in claimed:
            send_in_time(ports()[one.channel], key=one.key, address=one.address, text=one.text)
    print(json.dumps([str(one.id) for one in claimed]), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


def main(word: str, number: str = "1") -> None:
    """One deed."""
    match word:
        case "tell":
            print(json.dumps([str(one) for one in tell(int(number))]))
        case "tell-again":
            # The same keys twice: somebody pressed twice, or a job ran twice.
            print(json.dumps([str(one) for one in tell(int(number), prefix="again") + tell(int(number), prefix="again")]))
        case "die-after-claim":
            die(after="claim")
        case "die-after-send":
            die(after="send")


if __name__ == "__main__":
    main(*sys.argv[1:])
