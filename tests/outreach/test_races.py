"""Two at the same moment, in real transactions: one wins, the other gets a sentence; nothing is lost or doubled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest

from chomchom.kernel.deeds import Deed
from chomchom.ledger import public as ledger
from chomchom.outreach import public as outreach
from chomchom.outreach.models import Episode, Signal, SiteCheck
from chomchom.outreach.public import Door, Grade, HowKnown, Outcome, SignalIn, VisitorKind
from chomchom.store.acting import acting
from tests.together import together


def doing(deed: Deed, step: Callable[[Deed], object]) -> Callable[[], object]:
    def run() -> object:
        with acting(deed) as now:
            return step(now)

    return run


@pytest.fixture
def opened(real_db, deeds, homes_real, alert):
    with acting(deeds.machine()) as deed:
        return outreach.receive_signal(deed, alert(homes_real["ildong"])).episode_id


@pytest.fixture
def homes_real(real_db, deeds):
    from tests.outreach.conftest import make_home

    with acting(deeds.machine()) as deed:
        return {"ildong": make_home(deed, "박샘", address="성호로 12 101호")}


def test_two_signals_on_one_home_at_once_meet_in_one_episode(deeds, homes_real, alert) -> None:
    steps = [
        doing(deeds.machine(f"m{n}"), lambda d: outreach.receive_signal(d, alert(homes_real["ildong"])))
        for n in range(4)
    ]
    got = together(*steps)
    assert {one.episode_id for one in got} == {Episode.objects.get().pk}
    assert Episode.objects.get().signal_count == 4
    assert sorted(one.joined for one in got) == [False, True, True, True]


def test_one_signal_delivered_four_times_at_once_is_one_signal(deeds, homes_real, alert) -> None:
    signal = alert(homes_real["ildong"], source_id="same")
    got = together(*[doing(deeds.machine(f"m{n}"), lambda d: outreach.receive_signal(d, signal)) for n in range(4)])
    assert Signal.objects.count() == 1
    assert sorted(one.duplicate for one in got) == [False, True, True, True]
    assert len({one.signal_id for one in got}) == 1
    assert ledger.facts(tags=["outreach:signal:received"]).count() == 1


def test_two_officers_close_at_once_and_one_gets_a_sentence(deeds, opened) -> None:
    def close(deed: Deed) -> object:
        outreach.close(deed, episode_id=opened, outcome=Outcome.SAFE, how_known=HowKnown.CALL, seen_version=1)
        return "closed"

    got = together(doing(deeds.haneul(), close), doing(deeds.desk(), close))
    assert sorted(map(str, got)) == ["closed", "episode-already-ended"]
    assert ledger.facts(tags=["outreach:episode:ended"]).count() == 1


def test_a_signal_and_a_close_at_once_lose_neither(deeds, opened, homes_real, alert) -> None:
    fresh = alert(homes_real["ildong"], grade=Grade.SEVERE)

    def close(deed: Deed) -> object:
        outreach.close(deed, episode_id=opened, outcome=Outcome.SAFE, how_known=HowKnown.CALL, seen_version=1)
        return "closed"

    got = together(doing(deeds.haneul(), close), doing(deeds.machine(), lambda d: outreach.receive_signal(d, fresh)))
    waiting = Episode.objects.get(ended_at=None)  # either news kept it open, or a new one was opened
    assert waiting.grade == Grade.SEVERE
    assert got[0] in ("closed", "episode-has-news")


def test_two_requests_at_once_are_one_site_check(deeds, opened) -> None:
    from chomchom.accounts.models import Account, Posting

    for name, deed in (("김하늘", deeds.haneul()), ("관제", deeds.desk())):
        account = Account.objects.create(id=deed.actor_id, login=name, display_name=name, created_at=deeds.at)
        Posting.objects.create(
            account=account, role="dong_officer", whole_city=True, from_on=deeds.at.date(), given_by=account.pk,
            given_at=deeds.at,
        )  # fmt: skip

    def ask(deed: Deed) -> object:
        visitor = deeds.haneul().actor_id
        outreach.ask_site_check(deed, episode_id=opened, visitor_kind=VisitorKind.OFFICER, visitor_id=visitor)
        return "asked"

    got = together(doing(deeds.haneul(), ask), doing(deeds.desk(), ask))
    assert sorted(map(str, got)) == ["asked", "site-check-already-open"]
    assert SiteCheck.objects.count() == 1


def test_two_batches_in_opposite_order_do_not_wait_for_each_other_for_ever(deeds, real_db) -> None:
    homes = [uuid4() for _ in range(20)]
    signals = [
        SignalIn(door=Door.POST, source_id=f"x{n}", occurred_at=deeds.at, household_id=home, dong="4127151000")
        for n, home in enumerate(homes)
    ]
    with acting(deeds.machine()) as deed:
        outreach.receive_many(deed, [replace(s, source_id=f"first-{s.source_id}") for s in signals])
    other = [replace(s, source_id=f"again-{s.source_id}") for s in reversed(signals)]
    together(
        doing(deeds.machine("a"), lambda d: outreach.receive_many(d, signals)),
        doing(deeds.machine("b"), lambda d: outreach.receive_many(d, other)),
    )
    assert set(Episode.objects.values_list("signal_count", flat=True)) == {3}


def test_two_sweeps_bring_an_overdue_check_back_once(deeds, opened) -> None:
    from datetime import timedelta

    check = SiteCheck.objects.create(
        episode_id=opened, visitor_kind="officer", visitor_id=uuid4(), basis="duty", asked_by=uuid4(),
        asked_at=deeds.at - timedelta(hours=3), due_at=deeds.at - timedelta(hours=1),
    )  # fmt: skip
    Episode.objects.filter(pk=opened).update(state="check_asked")
    got = together(*[doing(deeds.machine(f"s{n}"), outreach.bring_back_overdue) for n in range(2)])
    assert sorted(got) == [0, 1]
    check.refresh_from_db()
    assert check.state == "came_back"
    assert ledger.facts(tags=["outreach:site-check:came-back"]).count() == 1
