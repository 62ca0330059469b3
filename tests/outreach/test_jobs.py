"""The machines of outreach look at how things stand, on the database's clock."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from chomchom.notices.models import Notice
from chomchom.outreach import jobs
from chomchom.outreach import public as outreach
from chomchom.outreach.models import Episode, SiteCheck
from chomchom.outreach.public import Door, SignalIn
from chomchom.outreach.rules.words import Seen
from chomchom.store.acting import acting
from tests.conftest import ILDONG

pytestmark = pytest.mark.django_db


def test_an_overdue_check_comes_back_when_the_citys_clock_says_so(deeds, homes, alert, freeze) -> None:
    with acting(deeds.machine()) as deed:
        got = outreach.receive_signal(deed, alert(homes["ildong"]))
    SiteCheck.objects.create(
        episode_id=got.episode_id, visitor_kind="officer", visitor_id=uuid4(), basis="duty", asked_by=uuid4(),
        asked_at=deeds.at, due_at=deeds.at + timedelta(hours=2),
    )  # fmt: skip
    Episode.objects.update(state="check_asked")
    freeze(deeds.at + timedelta(hours=1, minutes=59))
    jobs.bring_back(timestamp=0)
    assert SiteCheck.objects.get().state == "asked"
    freeze(deeds.at + timedelta(days=2))  # the machine slept for two days
    jobs.bring_back(timestamp=0)
    jobs.bring_back(timestamp=0)
    assert SiteCheck.objects.get().state == "came_back"
    jobs.wake(timestamp=0)
    jobs.destroy(timestamp=0)


def test_one_poisoned_row_never_holds_up_the_others(deeds, homes, alert, freeze, monkeypatch, caplog) -> None:
    from chomchom.outreach.actions import overdue

    freeze(deeds.at)
    with acting(deeds.machine()) as deed:
        for home in homes.values():
            got = outreach.receive_signal(deed, alert(home))
            SiteCheck.objects.create(
                episode_id=got.episode_id, visitor_kind="officer", visitor_id=uuid4(), basis="duty", asked_by=uuid4(),
                asked_at=deeds.at - timedelta(hours=3), due_at=deeds.at - timedelta(hours=1),
            )  # fmt: skip
    poisoned = SiteCheck.objects.order_by("due_at", "pk").first().pk
    whole = overdue.lock_both

    def lock(check_id):
        if check_id == poisoned:
            raise ValueError("poison")
        return whole(check_id)

    monkeypatch.setattr(overdue, "lock_both", lock)
    jobs.bring_back(timestamp=0)
    assert sorted(SiteCheck.objects.values_list("state", flat=True)) == ["asked", "came_back"]
    assert str(poisoned) in caplog.text


def test_a_severe_report_tells_the_officers_of_the_dong_once(deeds, staff) -> None:
    def report(source: str) -> SignalIn:
        return SignalIn(
            door=Door.REPORT, source_id=source, occurred_at=deeds.at, dong=ILDONG, address="공원 옆",
            seen=frozenset({Seen.SMELL}),
        )  # fmt: skip

    with acting(deeds.machine()) as deed:
        outreach.receive_signal(deed, report("1"))
        outreach.receive_signal(deed, report("2"))
    told = Notice.objects.get(template="signal-severe")
    assert (told.account_id, told.urgent) == (staff["김하늘"], True)
