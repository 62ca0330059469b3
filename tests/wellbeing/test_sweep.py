"""Readings in, alerts out: once, with reasons, and never for want of data."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from chomchom.ledger.models import Entry
from chomchom.outreach.models import Episode, Signal
from chomchom.store.acting import acting
from chomchom.wellbeing import public
from chomchom.wellbeing.models import Alert, Feed, ReadingBatch, SweepBlock
from chomchom.wellbeing.public import Source
from tests.wellbeing import town

pytestmark = pytest.mark.django_db


def at(deed, **later):
    return replace(deed, at=deed.at + timedelta(**later))


def test_one_silent_home_of_four_is_found_with_its_reasons(deeds):
    with acting(deeds.machine()) as deed:
        town.live_in(deed, 4)
        public.load_readings(deed, town.readings(Source.ELECTRICITY, homes=4, until=deed.at, silent={2: 40}))
        told = public.sweep(deed)
    assert (told.homes, told.raised, told.faults) == (4, 1, 0)
    alert = Alert.objects.get()
    assert alert.kind == "silence"
    assert alert.grade in ("caution", "severe")
    assert alert.hours_silent in range(30, 42)
    assert alert.reasons[0]["code"] == "silent-electricity-rare"
    assert Episode.objects.get().pk == alert.episode_id
    assert Entry.objects.filter(tag="wellbeing:alert:raised").count() == 1


def test_sweeping_again_raises_nothing_again(deeds):
    with acting(deeds.machine()) as deed:
        town.live_in(deed, 3)
        public.load_readings(deed, town.readings(Source.ELECTRICITY, homes=3, until=deed.at, silent={1: 40}))
        assert public.sweep(deed).raised == 1
        assert public.sweep(deed).raised == 0
    assert Signal.objects.count() == 1


def test_hours_swept_one_by_one_say_the_same_as_all_at_once(deeds):
    deed = deeds.machine()
    with acting(deed):
        town.live_in(deed, 3)
        whole = town.readings(Source.ELECTRICITY, homes=3, until=deed.at, silent={1: 20})
        public.load_readings(deed, whole)
        public.sweep(at(deed, hours=-5))
    for hour in range(-4, 1):
        with acting(at(deed, hours=hour)) as now:
            public.sweep(now)
    stepwise = np.frombuffer(SweepBlock.objects.get().state, public_state())["bits"][:, 0].astype(int)
    SweepBlock.objects.all().delete()
    with acting(deed):
        public.sweep(deed)
    at_once = np.frombuffer(SweepBlock.objects.get().state, public_state())["bits"][:, 0].astype(int)
    assert np.allclose(stepwise, at_once, atol=20)  # thousandths of a bit


def public_state():
    from chomchom.silence import STATE

    return STATE


def test_a_home_whose_feed_stops_is_unknown_and_not_silent(deeds):
    deed = deeds.machine()
    with acting(deed):
        town.live_in(deed, 5)
        whole = town.readings(Source.ELECTRICITY, homes=5, until=deed.at)
        values = np.full((5, 84 * 24), np.nan, np.float32)
        values[whole.meter, (whole.second - whole.second.min()) // 3600] = whole.value
        values[2, -40:] = np.nan
        public.load_readings(deed, town.delivery_of(Source.ELECTRICITY, values, since=deed.at - timedelta(days=84)))
        told = public.sweep(deed)
    alert = Alert.objects.get()
    assert (alert.kind, alert.grade) == ("feed_lost", "unknown")
    assert told.silent_feeds == 1


def test_a_home_that_still_has_water_is_not_lost_when_electricity_stops(deeds):
    deed = deeds.machine()
    with acting(deed):
        town.live_in(deed, 3, sources=(Source.ELECTRICITY, Source.WATER))
        public.load_readings(deed, town.readings(Source.WATER, homes=3, until=deed.at))
        old = town.readings(Source.ELECTRICITY, homes=3, until=deed.at - timedelta(hours=60))
        public.load_readings(deed, old)
        public.sweep(deed)
    assert not Alert.objects.filter(kind="feed_lost").exists()


def test_a_meter_at_zero_is_a_notice_of_its_own(deeds):
    deed = deeds.machine()
    with acting(deed):
        town.live_in(deed, 3)
        given = town.readings(Source.ELECTRICITY, homes=3, until=deed.at)
        last = given.second > int((deed.at - timedelta(hours=10)).timestamp())
        given.value[(given.meter == 0) & last] = 0
        public.load_readings(deed, given)
        public.sweep(deed)
    alert = Alert.objects.get()
    assert alert.kind == "supply_cut"
    assert alert.grade in ("unknown", "severe")
    assert alert.reasons[0]["code"] == "meter-zero"


def test_a_silent_storm_is_one_incident_with_its_list(deeds):
    deed = deeds.machine()
    count = 60
    with acting(deed):
        homes = public.watch_many(deed, town.strangers(count))
        silent = dict.fromkeys(range(1, count + 1), 40)
        public.load_readings(deed, town.readings(Source.ELECTRICITY, homes=count, until=deed.at, silent=silent))
        told = public.sweep(deed)
    from chomchom.outreach.models import AreaIncident

    assert told.raised == len(homes) == count
    incident = AreaIncident.objects.get()
    assert incident.homes == count
    assert Episode.objects.filter(incident=incident).count() == count


def test_late_readings_are_taken_and_the_home_is_looked_at_anew(deeds):
    deed = deeds.machine()
    with acting(deed):
        town.live_in(deed, 3)
        whole = town.readings(Source.ELECTRICITY, homes=3, until=deed.at, silent={1: 40})
        recent = whole.second > int((deed.at - timedelta(hours=6)).timestamp())
        kept = ~(recent & (whole.meter == 1))
        public.load_readings(deed, part(whole, kept))
        public.sweep(deed)
        before = SweepBlock.objects.get().state
        told = public.load_readings(deed, part(whole, ~kept))
        assert told.taken == (~kept).sum()
        assert Feed.objects.filter(redo_from__isnull=False).count() == 1
        public.sweep(deed)
    assert not Feed.objects.filter(redo_from__isnull=False).exists()
    assert bytes(SweepBlock.objects.get().state) != bytes(before)


def part(whole, kept):
    return replace(
        whole, meter=whole.meter[kept], second=whole.second[kept], value=whole.value[kept], row=whole.row[kept]
    )


def test_the_same_delivery_twice_is_once(deeds):
    with acting(deeds.machine()) as deed:
        town.live_in(deed, 2)
        given = town.readings(Source.ELECTRICITY, homes=2, until=deed.at, days=3)
        first, second = public.load_readings(deed, given), public.load_readings(deed, given)
    assert second.already
    assert first.batch_id == second.batch_id
    assert ReadingBatch.objects.count() == 1


def test_rows_that_cannot_be_believed_are_named_and_the_rest_goes_in(deeds):
    with acting(deeds.machine()) as deed:
        town.live_in(deed, 1)
        given = town.readings(Source.ELECTRICITY, homes=2, until=deed.at, days=2)
        given.value[3] = -1
        told = public.load_readings(deed, given)
    assert (told.taken, told.refused) == (47, 49)
    assert told.by_code == {"negative": 1, "unknown_meter": 48}
    assert told.faults[0].row == 5


def test_a_person_ended_the_alert_and_the_same_silence_is_not_raised_again(deeds):
    deed = deeds.machine()
    with acting(deed):
        town.live_in(deed, 3)
        public.load_readings(deed, town.readings(Source.ELECTRICITY, homes=3, until=deed.at, silent={1: 40}))
        public.sweep(deed)
    Alert.objects.update(state="ended", ended_at=deed.at)
    Episode.objects.update(state="settled", outcome="safe", ended_at=deed.at, ended_by=deed.actor_id)
    with acting(at(deed, hours=2)) as now:
        assert public.sweep(now).raised == 0


@pytest.mark.parametrize("who", ["seoyeon", "jiu", "haneul"])
def test_who_may_not_sweep_or_load_does_not(deeds, who):
    from chomchom.kernel.verdicts import Refused

    with acting(getattr(deeds, who)()) as deed:
        with pytest.raises(Refused, match="may-not-sweep"):
            public.sweep(deed)
        with pytest.raises(Refused, match="may-not-load-readings"):
            public.load_readings(deed, town.readings(Source.ELECTRICITY, homes=1, until=deed.at, days=1))
