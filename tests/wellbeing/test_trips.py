"""집 비움: what an announced absence explains, what it never hides, and what comes of a return or its absence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest

from chomchom import silence
from chomchom.kernel.deeds import SEOUL
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.outreach.models import Episode
from chomchom.store.acting import acting
from chomchom.telephony import Fact, Result
from chomchom.wellbeing import public
from chomchom.wellbeing.actions import calling, confirming, trips
from chomchom.wellbeing.models import Alert, Call, Home, Trip
from chomchom.wellbeing.public import Choice, ContactMode, Source, Span, WhoSaid
from chomchom.wellbeing.reads.trips import trips_of_home, trips_running
from chomchom.wellbeing.rules.trips import Bounds, TripState, check_trip, engine_trip, explains_now, trip_state
from chomchom.wellbeing.rules.words import AlertKind, CallResult, Grade, HowSaid
from tests.silence import homes as invented
from tests.wellbeing.town import delivery_of, live_in, readings

TODAY = date(2026, 6, 22)
SPAN = Span(date(2026, 6, 20), date(2026, 6, 25))
BOUNDS = Bounds(longest=90, ahead=180, before=30)


def moment(day: int, hour: int = 0) -> datetime:
    return datetime(2026, 6, day, hour, tzinfo=SEOUL)


def announced(span: Span = SPAN, who: WhoSaid = WhoSaid.FAMILY) -> trips.Announced:
    return trips.Announced(span=span, said_by=who, said_how=HowSaid.DESK)


class TestRules:
    @pytest.mark.parametrize(
        ("span", "code"),
        [
            (Span(date(2026, 6, 23), date(2026, 6, 22)), "trip-ends-before-it-begins"),
            (Span(date(2026, 6, 20), date(2026, 6, 21)), "trip-is-over"),
            (Span(date(2026, 6, 22), date(2026, 9, 21)), "trip-too-long"),
            (Span(date(2026, 5, 22), date(2026, 6, 25)), "trip-too-far"),
            (Span(date(2026, 12, 20), date(2026, 12, 22)), "trip-too-far"),
        ],
    )
    def test_one_day_spoilt_is_refused(self, span, code):
        with pytest.raises(Refused, match=code):
            check_trip(span, today=TODAY, bounds=BOUNDS)

    @pytest.mark.parametrize(
        "span",
        [SPAN, Span(TODAY, TODAY), Span(TODAY, date(2026, 9, 20)), Span(date(2026, 5, 23), TODAY), Span(date(2026, 12, 19), date(2026, 12, 19))],
    )  # fmt: skip
    def test_the_edges_can_be_written_down(self, span):
        assert check_trip(span, today=TODAY, bounds=BOUNDS) is None

    @pytest.mark.parametrize(
        ("at", "sign", "state"),
        [
            (moment(19, 23), moment(19, 20), TripState.COMING),
            (moment(20, 12), moment(20, 11), TripState.ON),  # packing
            (moment(23, 9), moment(20, 11), TripState.ON),
            (moment(23, 9), moment(21, 0), TripState.BACK_EARLY),
            (moment(25, 9), moment(25, 0), TripState.BACK),
            (moment(25, 23), moment(20, 11), TripState.ON),
            (moment(26, 0), moment(20, 11), TripState.DUE),
            (moment(26, 11), moment(20, 11), TripState.DUE),
            (moment(26, 12), moment(20, 11), TripState.OVERDUE),
            (moment(30, 12), None, TripState.DUE),  # no meter could have shown it: they are asked instead
        ],
    )
    def test_where_it_stands(self, at, sign, state):
        assert trip_state(SPAN, at=at, sign=sign) is state

    def test_nobody_is_asked_from_the_first_day_to_the_day_of_return(self):
        told = [explains_now(SPAN, at=at) for at in (moment(19, 23), moment(20), moment(25, 23), moment(26))]
        assert told == [False, True, True, False]

    def test_the_engine_takes_it_in_hours(self):
        place, first, back = engine_trip(7, SPAN)
        assert (place, first * 3600, back * 3600) == (7, moment(20, 18).timestamp(), moment(26).timestamp())

    @pytest.mark.parametrize(
        ("began", "explained"),
        [(moment(19, 23), False), (moment(20, 0), True), (moment(20, 23), True), (moment(21, 1), False)],
    )
    def test_a_silence_that_began_on_the_day_they_named_is_the_one_that_is_explained(self, began, explained):
        now = int(moment(23, 9).timestamp() // 3600)
        away = silence.away_of(8, now, trips=[engine_trip(7, SPAN)]).of(7)
        silent = np.array([now - int(began.timestamp() // 3600)], np.int32)
        assert bool(silence.is_explained(silent, away)[0]) is explained


@pytest.mark.django_db
class TestSweep:
    """Two silent homes; the person of the first is on a journey."""

    @pytest.fixture
    def town(self, deeds):
        with acting(deeds.machine()) as deed:
            live_in(deed, 4)
            silent = {1: 40, 2: 40}
            public.load_readings(deed, readings(Source.ELECTRICITY, homes=4, until=deed.at, silent=silent))
        return list(Home.objects.order_by("pk"))

    def go(self, deeds, home, *, since: int = 20, until: int = 25) -> Trip:
        with acting(deeds.haneul()) as deed:
            span = Span(date(2026, 6, since), date(2026, 6, until))
            found = trips.announce_trip(deed, home_id=home.pk, told=announced(span))
        return Trip.objects.get(pk=found)

    def test_a_silence_that_began_with_the_journey_is_explained_and_no_other(self, deeds, town):
        self.go(deeds, town[0])  # the silence began on Saturday the 20th, 17:00
        with acting(deeds.machine()) as deed:
            assert public.sweep(deed).raised == 1
        assert Alert.objects.get().home_id == town[1].pk

    def test_a_silence_from_before_the_journey_is_raised(self, deeds, town):
        self.go(deeds, town[0], since=22)
        with acting(deeds.machine()) as deed:
            assert public.sweep(deed).raised == 2

    def test_a_journey_that_was_taken_back_explains_nothing(self, deeds, town):
        trip = self.go(deeds, town[0])
        with acting(deeds.haneul()) as deed:
            trips.withdraw_trip(deed, trip_id=trip.pk)
        with acting(deeds.machine()) as deed:
            assert public.sweep(deed).raised == 2
        assert Entry.objects.filter(tag="wellbeing:trip:withdrawn").count() == 1

    def test_an_open_alert_is_neither_lowered_nor_ended_by_a_word(self, deeds, town):
        with acting(deeds.machine()) as deed:
            public.sweep(deed)
        before = {(alert.home_id, alert.grade, alert.state) for alert in Alert.objects.all()}
        self.go(deeds, town[0])
        with acting(deeds.machine()) as deed:
            public.sweep(deed)
            confirming.confirm_block(deed, 0)
        assert {(alert.home_id, alert.grade, alert.state) for alert in Alert.objects.all()} == before

    def test_a_cut_supply_and_a_lost_feed_are_told_during_a_journey(self, deeds):
        with acting(deeds.machine()) as deed:
            live_in(deed, 20)
            hours = 84 * 24
            values = invented.electricity(84, homes=20, seed=3)
            values[0, -40:], values[1, -40:] = 0.0, np.nan
            since = deed.at - timedelta(hours=hours)
            public.load_readings(deed, delivery_of(Source.ELECTRICITY, values, since=since))
        for home in Home.objects.order_by("pk")[:2]:
            self.go(deeds, home)
        with acting(deeds.machine()) as deed:
            public.sweep(deed)
        kinds = {alert.home_id: alert.kind for alert in Alert.objects.all()}
        first = Home.objects.order_by("pk").first().pk
        assert kinds == {first: AlertKind.SUPPLY_CUT, first + 1: AlertKind.FEED_LOST}

    def test_life_before_the_day_of_return_is_told_once_and_ends_the_journey(self, deeds, town):
        trip = self.go(deeds, town[2], since=18, until=28)
        for _round in range(2):
            with acting(deeds.machine()) as deed:
                public.sweep(deed)
                told = confirming.confirm_block(deed, 0)
        assert told.returns == 0
        alert = Alert.objects.get(kind=AlertKind.TRIP_RETURN)
        assert (alert.home_id, alert.grade) == (town[2].pk, Grade.WATCH)
        assert Episode.objects.get(pk=alert.episode_id)
        trip.refresh_from_db()
        assert trip.returned_at is not None
        assert [entry.payload["early"] for entry in Entry.objects.filter(tag="wellbeing:trip:ended")] == [True]

    def test_who_does_not_come_back_is_missed_once_beside_what_stands_open(self, deeds, town):
        self.go(deeds, town[0], since=20, until=22)
        later = replace(deeds.machine(), at=moment(23, 12))
        quiet = {town[0].pk: moment(20, 17)}
        with acting(later) as deed:
            values = invented.unattended(27)[None, :]
            public.load_readings(deed, delivery_of(Source.ELECTRICITY, values, since=moment(22, 9)))
            public.sweep(deed)
            Alert.objects.filter(home=town[0]).delete()
            assert trips.watch_returns(deed, 0, signs=quiet) == 1
            assert trips.watch_returns(deed, 0, signs=quiet) == 0
            row = trips_running(deed, [town[0].person_id])[town[0].person_id]
        alert = Alert.objects.get(kind=AlertKind.TRIP_OVERDUE)
        assert (alert.grade, alert.reasons[0]["code"]) == (Grade.UNKNOWN, "trip-overdue")
        assert row.state is TripState.OVERDUE

    def test_nobody_is_overdue_while_readings_of_those_hours_may_still_come(self, deeds, town):
        self.go(deeds, town[0], since=20, until=22)
        with acting(deeds.machine()) as deed:
            public.sweep(deed)
        with acting(replace(deeds.machine(), at=moment(23, 12))) as deed:
            assert trips.watch_returns(deed, 0, signs={town[0].pk: moment(20, 17)}) == 0

    def test_a_return_in_time_ends_it_without_a_word(self, deeds, town):
        self.go(deeds, town[0], since=18, until=22)
        with acting(replace(deeds.machine(), at=moment(22, 20))) as deed:
            assert trips.watch_returns(deed, 0, signs={town[0].pk: moment(22, 18)}) == 0
        assert not Alert.objects.exists()
        assert Trip.objects.get().returned_at == moment(22, 18)


@pytest.mark.django_db
class TestSaying:
    @pytest.fixture
    def home(self, deeds):
        with acting(deeds.machine()) as deed:
            live_in(deed, 1, choice=Choice(mode=ContactMode.TEXT))
        return Home.objects.get()

    @pytest.mark.parametrize("who", ["haneul", "head"])
    def test_an_officer_writes_down_who_said_it_and_how(self, deeds, home, who):
        with acting(getattr(deeds, who)()) as deed:
            trips.announce_trip(deed, home_id=home.pk, told=announced())
            row = trips_of_home(deed, home.pk)[0]
        assert (row.who_word, row.how_word, row.state) == ("가족", "전화나 창구에서 들음", TripState.ON)
        payload = Entry.objects.get(tag="wellbeing:trip:announced").payload
        assert (payload["said_by"], payload["until_on"]) == ("family", "2026-06-25")

    @pytest.mark.parametrize("who", ["doyun", "jiu"])
    def test_another_dong_and_another_office_are_outside(self, deeds, home, who):
        with acting(getattr(deeds, who)()) as deed, pytest.raises(Refused, match="home-not-found"):
            trips.announce_trip(deed, home_id=home.pk, told=announced())
        assert not Trip.objects.exists()

    def test_a_newer_word_about_the_same_days_replaces_the_older(self, deeds, home):
        with acting(deeds.haneul()) as deed:
            trips.announce_trip(deed, home_id=home.pk, told=announced())
            trips.announce_trip(deed, home_id=home.pk, told=announced(Span(SPAN.from_on, date(2026, 6, 27))))
            assert [row.until_on.day for row in trips_of_home(deed, home.pk)] == [27]
        assert Trip.objects.filter(withdrawn_at=None).count() == 1

    def test_who_is_away_is_not_asked_and_is_asked_again_afterwards(self, deeds, home):
        Home.objects.update(since_on=date(2026, 6, 10))
        with acting(deeds.haneul()) as deed:
            trips.announce_trip(deed, home_id=home.pk, told=announced())
        with acting(deeds.machine()) as deed:
            assert confirming.confirm_block(deed, 0, signs={}).asked == 0
        with acting(replace(deeds.machine(), at=moment(26, 9))) as deed:
            assert confirming.confirm_block(deed, 0, signs={}).asked == 1

    def call(self, deeds, home, told):
        with acting(deeds.machine()) as deed:
            made = Call.objects.create(home=home, person_id=home.person_id, mode=ContactMode.AI_CALL, asked_at=deed.at)
            calling.answer_call(deed, call_id=made.pk, result=told.result, told=told)

    @pytest.mark.parametrize(("days", "until"), [("5", date(2026, 6, 27)), (None, date(2026, 6, 23))])
    def test_a_key_in_the_machines_call_is_enough_and_without_days_it_is_asked_again_soon(
        self, deeds, home, days, until
    ):
        answers = {"well": "yes", "away": "away"} | ({"days": days} if days else {})
        self.call(deeds, home, calling.told_of(Fact(result=Result.ANSWERED_OK, answers=answers)))
        trip = Trip.objects.get()
        assert (trip.until_on, trip.said_by, trip.said_how) == (until, "person", "machine")

    @pytest.mark.parametrize("result", [CallResult.REFUSED, CallResult.ANSWERED_UNCLEAR, CallResult.INTERRUPTED])
    def test_a_call_that_did_not_end_well_says_nothing_about_a_journey(self, deeds, home, result):
        self.call(deeds, home, calling.Told(result=result, answers={"away": "away", "days": "5"}))
        assert not Trip.objects.exists()

    def test_the_button_in_the_text(self, deeds, home):
        with acting(deeds.machine()) as deed:
            made = Call.objects.create(home=home, person_id=home.person_id, mode=ContactMode.TEXT, asked_at=deed.at)
            with pytest.raises(Refused, match="trip-is-over"):
                confirming.answer_by_link(
                    deed, call_id=made.pk, result=CallResult.ANSWERED_OK, away_until=date(2026, 6, 21)
                )
            confirming.answer_by_link(
                deed, call_id=made.pk, result=CallResult.ANSWERED_OK, away_until=date(2026, 6, 24)
            )
        assert (Trip.objects.get().said_how, Call.objects.get().result) == ("link", "answered_ok")

    def test_a_silence_that_looks_like_a_journey_is_asked_about_in_the_first_call_only(self, deeds, home):
        with acting(deeds.machine()):
            alert = Alert(reasons=[{"code": "silent-electricity", "params": {}}, {"code": "looks-away", "params": {}}])
        assert [calling._script(alert, turn) for turn in (0, 1)] == ["travel", "check"]
        assert calling._script(Alert(reasons=[{"code": "silent-electricity", "params": {}}]), 0) == "check"
        assert calling._script(None, 0) == "weekly"

    def test_the_page_writes_ends_and_takes_back(self, enter, deeds):
        with acting(deeds.machine()) as deed:
            live_in(deed, 1)
        page, home = enter("김하늘"), Home.objects.get()
        address = f"/wellbeing/homes/{home.enrolment_id}/trips/"
        given = {"from_on": "2026-06-20", "until_on": "2026-06-25", "said_by": "guardian", "said_how": "desk"}
        assert page.post(address, {**given, "until_on": "2026-06-19"}).status_code == 422
        assert page.post(address, given).status_code == 302
        shown = page.get(address).content.decode()
        assert "보호자" in shown
        assert "집을 비우심" in shown
        trip = Trip.objects.get()
        assert page.post(f"{address}{trip.pk}/over/", {"said": "back"}).status_code == 302
        assert page.post(f"{address}{trip.pk}/over/", {"said": "back"}).status_code == 404
        assert "돌아오심" in page.get(address).content.decode() or "일찍" in page.get(address).content.decode()
        assert enter("최지우").get(address).status_code in (403, 404)
