"""Signals meet in episodes, each once; a storm is one incident."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.outreach import public as outreach
from chomchom.outreach.models import AreaIncident, Episode, Signal
from chomchom.outreach.public import Door, EpisodeState, FinderKind, Grade, Reason, SignalIn
from chomchom.outreach.rules.words import IncidentCause, Seen
from chomchom.store.acting import acting
from tests.conftest import ILDONG

pytestmark = pytest.mark.django_db


def test_a_signal_opens_an_episode_and_writes_one_ledger_entry(deeds, homes, alert) -> None:
    with acting(deeds.machine()) as deed:
        got = outreach.receive_signal(deed, alert(homes["ildong"]))
    episode = Episode.objects.get(pk=got.episode_id)
    assert (episode.state, episode.grade, episode.dong) == (EpisodeState.OPEN, Grade.CAUTION, ILDONG)
    assert episode.due_at > deeds.at
    assert not got.joined
    assert not got.duplicate
    entry = ledger.facts(tags=["outreach:signal:received"]).get()
    assert entry.person_id == homes["ildong"].person_id
    assert (entry.dong, entry.sector, entry.household_kind) == (ILDONG, "machine", "single")
    assert entry.payload["door"] == "alert"


def test_the_same_source_id_twice_is_one_signal(deeds, homes, alert) -> None:
    signal = alert(homes["ildong"], source_id="a-1")
    with acting(deeds.machine()) as deed:
        first = outreach.receive_signal(deed, signal)
        again = outreach.receive_signal(deed, signal)
        both = outreach.receive_many(deed, [signal, replace(signal, source_id="a-2"), signal])
    assert again.duplicate
    assert again.signal_id == first.signal_id
    assert [one.duplicate for one in both] == [True, False, True]
    assert Signal.objects.count() == 2
    assert ledger.facts(tags=["outreach:signal:received"]).count() == 2


def test_two_of_one_batch_with_one_id_are_one_signal(deeds, homes, alert) -> None:
    signal = alert(homes["ildong"], source_id="b-1")
    with acting(deeds.machine()) as deed:
        got = outreach.receive_many(deed, [signal, signal])
    assert [one.duplicate for one in got] == [False, True]
    assert Episode.objects.get().signal_count == 1


def test_several_signals_on_one_home_meet_in_one_episode(deeds, homes, alert) -> None:
    home = homes["ildong"]
    with acting(deeds.machine()) as deed:
        first = outreach.receive_signal(deed, alert(home, door=Door.DISCOVERY, grade=None, items=("loan_arrears",)))
        assert Episode.objects.get().grade == Grade.WATCH
        second = outreach.receive_signal(deed, alert(home, door=Door.POST, grade=None))
        third = outreach.receive_signal(deed, alert(home, grade=Grade.SEVERE))
    assert {first.episode_id, second.episode_id, third.episode_id} == {Episode.objects.get().pk}
    episode = Episode.objects.get()
    assert episode.grade == Grade.SEVERE
    assert episode.due_at == deeds.at + timedelta(minutes=60)
    assert set(episode.doors) == {"discovery", "post", "alert"}


def test_an_address_meets_the_household_however_it_is_written(deeds, homes, alert) -> None:
    with acting(deeds.machine()) as deed:
        first = outreach.receive_signal(deed, alert(homes["ildong"]))
        second = outreach.receive_signal(
            deed,
            SignalIn(
                door=Door.REPORT,
                source_id="r-1",
                occurred_at=deed.at,
                dong=ILDONG,
                address=" 성호로12  101호",
                seen=frozenset({Seen.MAIL}),
                finder_kind=FinderKind.TONGJANG,
            ),
        )
    assert second.episode_id == first.episode_id
    assert second.joined


def test_an_unknown_place_is_an_episode_of_its_own_and_is_met_again(deeds, db) -> None:
    def report(source: str, place: str) -> SignalIn:
        return SignalIn(
            door=Door.REPORT, source_id=source, occurred_at=deeds.at, dong=ILDONG, address=place,
            seen=frozenset({Seen.OTHER}),
        )  # fmt: skip

    with acting(deeds.machine()) as deed:
        first = outreach.receive_signal(deed, report("1", "공원 옆 파란 대문"))
        again = outreach.receive_signal(deed, report("2", "공원 옆  파란대문"))
        other = outreach.receive_signal(deed, report("3", "공원 옆 빨간 대문"))
    assert first.episode_id == again.episode_id != other.episode_id
    episode = Episode.objects.get(pk=first.episode_id)
    assert (episode.person_id, episode.household_id, episode.grade) == (None, None, Grade.UNKNOWN)
    assert episode.place == "공원 옆 파란 대문"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"person_id": None, "household_id": None}, "signal-needs-person-or-place"),
        ({"occurred_at": "later"}, "signal-from-the-future"),
    ],
)
def test_a_signal_without_place_or_from_the_future_takes_nothing_in(deeds, homes, alert, change, code) -> None:
    if change.get("occurred_at"):
        change = {"occurred_at": deeds.at + timedelta(hours=1)}
    good, bad = alert(homes["idong"]), replace(alert(homes["ildong"]), **change)
    with pytest.raises(Refused, match=code):
        with acting(deeds.machine()) as deed:
            outreach.receive_many(deed, [good, bad])
    assert Signal.objects.count() == 0


def test_who_may_hand_in_what(deeds, homes, alert) -> None:
    with acting(deeds.haneul()) as deed:
        outreach.receive_signal(deed, alert(homes["ildong"], door=Door.WALK_IN))
        with pytest.raises(Refused, match="signal-not-yours"):
            outreach.receive_signal(deed, alert(homes["idong"], door=Door.WALK_IN))
    with acting(deeds.seoyeon()) as deed:
        outreach.receive_signal(deed, alert(homes["ildong"], door=Door.AGENCY))
        with pytest.raises(Refused, match="signal-not-yours"):
            outreach.receive_signal(deed, alert(homes["ildong"], door=Door.ALERT))
    with acting(deeds.jiu()) as deed:
        with pytest.raises(Refused, match="signal-not-yours"):
            outreach.receive_signal(deed, alert(homes["ildong"], door=Door.PHONE))
    assert Signal.objects.count() == 2


def test_a_new_signal_takes_an_answered_episode_back(deeds, homes, alert) -> None:
    with acting(deeds.machine()) as deed:
        got = outreach.receive_signal(deed, alert(homes["ildong"]))
        outreach.log_attempt(
            deed,
            episode_id=got.episode_id,
            channel=outreach.Channel.AI_CALL,
            result=outreach.AttemptResult.ANSWERED_OK,
        )
        assert Episode.objects.get().state == EpisodeState.ANSWERED
        outreach.receive_signal(deed, alert(homes["ildong"]))
    assert Episode.objects.get().state == EpisodeState.OPEN


def test_after_an_end_a_signal_opens_a_new_episode(deeds, homes, alert) -> None:
    with acting(deeds.haneul()) as deed:
        got = outreach.receive_signal(deed, alert(homes["ildong"], door=Door.PHONE))
        outreach.close(deed, episode_id=got.episode_id, outcome=outreach.Outcome.SAFE, how_known=outreach.HowKnown.CALL)
        again = outreach.receive_signal(deed, alert(homes["ildong"], door=Door.PHONE))
    assert again.episode_id != got.episode_id


# --- storms ----------------------------------------------------------------------------------------------------


def storm_of(deeds, count: int) -> list[SignalIn]:
    return [
        SignalIn(
            door=Door.ALERT,
            source_id=f"s-{number}",
            occurred_at=deeds.at,
            dong=ILDONG,
            household_id=uuid4(),
            grade=Grade.CAUTION,
            reasons=(Reason("silent-electricity", {"hours": 2}),),
        )
        for number in range(count)
    ]


def test_many_homes_at_once_are_one_incident_with_the_list_kept(deeds, db) -> None:
    with acting(deeds.machine()) as deed:
        outreach.receive_many(deed, storm_of(deeds, 40))
    incident = AreaIncident.objects.get()
    assert incident.homes == 40
    assert incident.dongs == [ILDONG]
    assert Episode.objects.filter(incident=incident, in_incident=True).count() == 40
    assert ledger.facts(tags=["outreach:incident:opened"]).get().payload["homes"] == 40
    with acting(deeds.haneul()) as deed:
        page = outreach.board(deed)
    assert page.rows == ()
    assert [row.homes for row in page.incidents] == [40]


def test_a_storm_that_trickles_in_is_the_same_storm(deeds, db) -> None:
    with acting(deeds.machine()) as deed:
        for signal in storm_of(deeds, 35):
            outreach.receive_signal(deed, signal)
    incident = AreaIncident.objects.get()
    assert incident.homes == 35
    assert not Episode.objects.filter(in_incident=False).exists()


def test_few_homes_are_no_storm(deeds, db) -> None:
    with acting(deeds.machine()) as deed:
        outreach.receive_many(deed, storm_of(deeds, 29))
    assert not AreaIncident.objects.exists()


def test_a_home_somebody_touched_leaves_the_incident(deeds, homes, alert, db) -> None:
    with acting(deeds.machine()) as deed:
        got = outreach.receive_many(deed, [*storm_of(deeds, 30), alert(homes["ildong"])])[-1]
        outreach.receive_signal(deed, alert(homes["ildong"], door=Door.POST, grade=None))
    with acting(deeds.haneul()) as deed:
        assert [row.episode_id for row in outreach.board(deed).rows] == [got.episode_id]


def test_a_person_ends_an_incident_and_homes_with_more_to_say_come_back(deeds, homes, alert, db) -> None:
    with acting(deeds.machine()) as deed:
        signals = storm_of(deeds, 32)
        signals[0] = replace(signals[0], grade=Grade.SEVERE)
        outreach.receive_many(deed, signals)
    incident = AreaIncident.objects.get()
    with acting(deeds.machine()) as deed:
        with pytest.raises(Refused, match="machine-may-not-close"):
            outreach.end_incident(
                deed, incident_id=incident.pk, cause=IncidentCause.POWER_CUT, how_known=outreach.HowKnown.AREA,
                settle=True,
            )  # fmt: skip
    with acting(deeds.doyun()) as deed:
        with pytest.raises(Refused, match="incident-not-found"):
            outreach.end_incident(
                deed, incident_id=incident.pk, cause=IncidentCause.POWER_CUT, how_known=outreach.HowKnown.AREA,
                settle=True,
            )  # fmt: skip
    with acting(deeds.haneul()) as deed:
        end = outreach.end_incident(
            deed, incident_id=incident.pk, cause=IncidentCause.POWER_CUT, how_known=outreach.HowKnown.AREA, settle=True
        )
        assert (end.settled, end.released) == (31, 1)
        assert [row.grade for row in outreach.board(deed).rows] == [Grade.SEVERE]
    assert ledger.facts(tags=["outreach:episode:ended"]).count() == 31


def test_ten_thousand_homes_at_once_are_taken_in_within_seconds(deeds, db) -> None:
    import time

    began = time.monotonic()
    with acting(deeds.machine()) as deed:
        got = outreach.receive_many(deed, storm_of(deeds, 10_000))
    took = time.monotonic() - began
    assert len({one.episode_id for one in got}) == 10_000
    assert AreaIncident.objects.get().homes == 10_000
    assert took < 30, took
