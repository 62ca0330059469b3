"""Calls as rows: leased, one caller at a time, answered by facts; nothing is lost and nothing is taken for well."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.notices.models import Notice
from chomchom.outreach.models import Attempt, Episode
from chomchom.store.acting import acting
from chomchom.telephony import Fact, LineFailed, Result, read_notice
from chomchom.telephony import Notice as VendorNotice
from chomchom.wellbeing import public, rounds
from chomchom.wellbeing.actions import confirming
from chomchom.wellbeing.actions.calling import Told
from chomchom.wellbeing.actions.contacts import answer_contact
from chomchom.wellbeing.models import Alert, Call, Home, Ringing, SweepFault
from chomchom.wellbeing.public import Choice, ContactMode
from chomchom.wellbeing.rules.words import CallResult
from tests.wellbeing.town import live_in, raise_one

ASKED = Choice(mode=ContactMode.AI_CALL, limit_hours=24, calls_a_week=7)


class Line:
    """A telephone for tests: takes its facts from a list and remembers who was rung."""

    longest_seconds, needs_number = 0, True

    def __init__(self, *facts):
        self.facts, self.rung = list(facts), []

    def ring(self, ring):
        self.rung.append(ring)
        fact = self.facts.pop(0) if self.facts else Fact(result=Result.NO_ANSWER)
        if isinstance(fact, Exception):
            raise fact
        return fact


@pytest.fixture
def clock(freeze, deeds):
    def to(**later):
        freeze(deeds.at + timedelta(**later))
        return replace(deeds.machine(), at=deeds.at + timedelta(**later))

    to()
    return to


def homes(deeds, count=1, choice=ASKED):
    with acting(deeds.machine()) as deed:
        live_in(deed, count, choice=choice, sources=())
    return list(Home.objects.order_by("pk"))


def confirm(deed):
    with acting(deed):
        return confirming.confirm_block(deed, 0)


@pytest.mark.django_db
class TestPolicy:
    def test_who_shows_no_sign_is_asked_once_and_an_answer_is_a_sign(self, deeds, clock):
        home = homes(deeds)[0]
        assert confirm(clock()).asked == 1
        assert confirm(clock()).asked == 0
        call = Call.objects.get()
        with acting(clock()) as deed:
            told = Told(result=CallResult.ANSWERED_OK, answers={"well": "yes"}, seconds=40)
            assert public.answer_call(deed, call_id=call.pk, result=CallResult.ANSWERED_OK, told=told)
        home.refresh_from_db()
        assert (home.confirmed_at, home.answered) == (deeds.at, 1)
        assert not Alert.objects.exists()
        assert confirm(clock(hours=29)).asked == 0, "a quarter longer after an answered call"
        assert confirm(clock(hours=48)).asked == 1
        assert Entry.objects.filter(tag="wellbeing:contact:made").count() == 1

    def test_three_unanswered_calls_become_an_alert_for_a_person(self, deeds, clock):
        homes(deeds)
        for turn in range(3):
            deed = clock(hours=2 * turn)
            assert confirm(deed).asked == 1
            with acting(deed):
                public.answer_call(deed, call_id=Call.objects.get(result="").pk, result=CallResult.NO_ANSWER)
            assert not Alert.objects.exists()
        assert confirm(clock(hours=6)).worried == 1
        alert = Alert.objects.get()
        assert (alert.kind, alert.grade) == ("unconfirmed", "unknown")
        assert [reason["code"] for reason in alert.reasons] == ["unconfirmed", "call-unanswered"]
        assert alert.ladder[0][0] == "desk_call"
        assert confirm(clock(hours=30)).asked == 0

    @pytest.mark.parametrize(
        ("told", "grade", "reason"),
        [
            (Told(result=CallResult.ANSWERED_NEEDS_HELP, said_help=True), "severe", "call-needs-help"),
            (Told(result=CallResult.REFUSED), "caution", "refused-contact"),
            (Told(result=CallResult.REFUSED, said_help=True), "severe", "call-needs-help"),
            (Told(result=CallResult.OUT_OF_SERVICE), "unknown", "number-dead"),
            (Told(result=CallResult.ANSWERED_UNCLEAR, wants_human=True), "unknown", "wants-human"),
        ],
    )
    def test_what_a_machine_cannot_mend_goes_to_a_person_at_once(self, deeds, clock, told, grade, reason):
        homes(deeds)
        confirm(clock())
        with acting(clock()) as deed:
            public.answer_call(deed, call_id=Call.objects.get().pk, result=told.result, told=told)
        alert = Alert.objects.get()
        assert (alert.grade, alert.reasons[0]["code"]) == (grade, reason)
        assert (Home.objects.get().machine_refused_at is not None) == (told.result is CallResult.REFUSED)

    def test_after_a_refusal_no_machine_asks_until_a_person_has_asked_how(self, deeds, clock):
        home = homes(deeds)[0]
        Home.objects.update(machine_refused_at=deeds.at)
        assert confirm(clock()).asked == 1
        assert Call.objects.get().mode == "desk_call"
        with acting(clock()) as deed:
            assert public.waiting_calls(deed) == []
        with acting(deeds.haneul()) as deed:
            public.change_choice(deed, home_id=home.pk, choice=ASKED)
        assert Home.objects.get().machine_refused_at is None

    def test_a_home_with_an_open_alert_is_left_to_its_ladder(self, deeds, clock):
        alert = raise_one(deeds, choice=ASKED)
        signs = {alert.home_id: deeds.at - timedelta(hours=99)}
        with acting(clock()) as deed:
            told = confirming.confirm_block(deed, 0, signs=signs)
        assert alert.home_id not in set(Call.objects.filter(alert=None).values_list("home_id", flat=True))
        assert told.asked == 2, "the two others, whose meters said nothing here"

    def test_the_meters_own_sign_of_life_needs_no_call(self, deeds, clock):
        raise_one(deeds, choice=Choice(mode=ContactMode.AI_CALL, limit_hours=24))
        assert confirm(clock()).asked == 0
        assert confirm(clock(hours=25)).asked == 2

    def test_who_rests_or_leaves_is_not_asked(self, deeds, clock):
        from chomchom.enrolment import public as enrolment

        home = homes(deeds)[0]
        with acting(deeds.haneul()) as deed:
            enrolment.pause(deed, enrolment_id=home.enrolment_id)
        assert confirm(clock()).asked == 0

    def test_the_number_of_queries_is_the_same_for_one_and_thirty(self, deeds, clock):
        homes(deeds, 31)
        counts = []
        for wanted in (1, 30):
            Home.objects.update(active=False)
            Home.objects.filter(pk__in=list(Home.objects.order_by("pk").values_list("pk", flat=True)[:wanted])).update(
                active=True
            )
            Call.objects.update(asked_at=deeds.at)
            with (
                acting(clock()) as deed,
                CaptureQueriesContext(
                    connection,
                ) as asked,
            ):
                Ringing.objects.bulk_create(
                    [Ringing(person_id=h.person_id, token=h.person_id, machine=True, by=h.person_id, since=deed.at,
                             until=deed.at + timedelta(hours=1)) for h in Home.objects.filter(active=True)],
                    ignore_conflicts=True,
                )  # fmt: skip
                assert confirming.confirm_block(deed, 0).asked == 0
            counts.append(len(asked))
        assert counts[0] == counts[1]


@pytest.mark.django_db
class TestByLink:
    def sent(self, deeds, clock):
        homes(deeds, choice=replace(ASKED, mode=ContactMode.TEXT))
        assert confirm(clock()).asked == 1
        call = Call.objects.get()
        assert (call.mode, call.result) == ("text", "")
        notice = Notice.objects.get(template="self-check")
        found = re.search(r"/wellbeing/well/([\w-]{43})/", str(notice.secret))
        assert found
        return call, f"/wellbeing/well/{found.group(1)}/"

    def test_looking_answers_nothing_and_one_press_answers(self, deeds, clock, client):
        _, address = self.sent(deeds, clock)
        assert client.get(address).status_code == 200
        assert Call.objects.get().result == ""
        assert client.post(address, {"said": "nonsense"}).status_code == 200
        assert Call.objects.get().result == ""
        assert "잘 계신 것으로" in client.post(address, {"said": "well"}).content.decode()
        assert client.post(address, {"said": "well"}).status_code == 200
        assert Call.objects.get().result == "answered_ok"
        assert Home.objects.get().confirmed_at == deeds.at
        assert Entry.objects.filter(tag="wellbeing:contact:made").count() == 1

    @pytest.mark.parametrize(("said", "grade"), [("help", "severe"), ("human", "unknown"), ("stop", "caution")])
    def test_the_other_buttons_call_a_person(self, deeds, clock, client, said, grade):
        _, address = self.sent(deeds, clock)
        assert client.post(address, {"said": said}).status_code == 200
        assert Alert.objects.get().grade == grade

    def test_help_pressed_after_well_is_not_lost(self, deeds, clock, client):
        _, address = self.sent(deeds, clock)
        client.post(address, {"said": "well"})
        client.post(address, {"said": "help"})
        client.post(address, {"said": "help"})
        assert Alert.objects.get().grade == "severe"
        assert Call.objects.get().result == "answered_ok"

    def test_a_text_nobody_answers_is_not_reached_and_its_link_is_too_old(self, deeds, clock, client):
        _, address = self.sent(deeds, clock)
        with acting(clock(minutes=179)) as deed:
            assert confirming.expire_links(deed) == 0
        with acting(clock(minutes=180)) as deed:
            assert confirming.expire_links(deed) == 1
        assert Call.objects.get().result == "no_answer"
        assert client.post(address, {"said": "well"}).status_code in (404, 410, 403)

    @pytest.mark.parametrize("purpose", ["site-check"])
    def test_another_links_holder_is_outside(self, deeds, clock, client, purpose):
        from chomchom.notices.public import Recipient, links

        call, _ = self.sent(deeds, clock)
        with acting(deeds.machine()) as deed:
            token = links.issue(
                deed, purpose=purpose, subject_kind="contact", subject_id=call.pk,
                holder=Recipient.phone("01000000000"), until=deed.at + timedelta(hours=1),
            )  # fmt: skip
        assert client.post(f"/wellbeing/well/{token}/", {"said": "well"}).status_code == 404
        assert Call.objects.get().result == ""


def waiting_call(deeds, clock):
    raise_one(deeds)
    with acting(clock()) as deed:
        public.take_due_steps(deed)
    return Call.objects.get()


@pytest.mark.django_db
class TestLease:
    def test_while_the_desk_rings_the_machine_does_not_and_the_other_way_round(self, deeds, clock):
        call = waiting_call(deeds, clock)
        person = Home.objects.get(pk=call.home_id).person_id
        with acting(deeds.desk()) as deed:
            public.begin_desk_call(deed, person_id=person)
            public.begin_desk_call(deed, person_id=person)
        with acting(clock()) as deed:
            assert public.lease_call(deed, call_id=call.pk) is None
        with pytest.raises(Refused, match="already-ringing"), acting(deeds.haneul()) as deed:
            public.begin_desk_call(deed, person_id=person)
        with acting(deeds.desk()) as deed:
            public.give_back_ringing(deed, person_id=person)
        with acting(clock()) as deed:
            assert public.lease_call(deed, call_id=call.pk) is not None
        with pytest.raises(Refused, match="already-ringing"), acting(deeds.desk()) as deed:
            public.begin_desk_call(deed, person_id=person)

    def test_a_desk_that_forgot_to_hang_up_blocks_nobody_for_long(self, deeds, clock):
        call = waiting_call(deeds, clock)
        with acting(deeds.desk()) as deed:
            public.begin_desk_call(deed, person_id=Home.objects.get(pk=call.home_id).person_id)
        with acting(clock(minutes=9)) as deed:
            assert public.lease_call(deed, call_id=call.pk) is None
        with acting(clock(minutes=10)) as deed:
            assert public.lease_call(deed, call_id=call.pk) is not None

    @pytest.mark.parametrize("who", ["doyun", "jiu", "privacy", "seoyeon"])
    def test_whose_person_it_is_not_may_not_ring(self, deeds, clock, who):
        person = Home.objects.get(pk=waiting_call(deeds, clock).home_id).person_id
        with pytest.raises(Refused), acting(getattr(deeds, who)()) as deed:
            public.begin_desk_call(deed, person_id=person)
        assert not Ringing.objects.exists()

    def test_a_call_that_waited_until_night_waits_for_the_morning(self, deeds, clock):
        call = waiting_call(deeds, clock)
        Alert.objects.update(grade="caution")
        with acting(clock(hours=13)) as deed:
            assert public.lease_call(deed, call_id=call.pk) is None
        with acting(clock(hours=23)) as deed:
            assert public.lease_call(deed, call_id=call.pk) is not None

    def test_only_so_many_lines_at_once(self, deeds, clock):
        raise_one(deeds, homes=6)
        with acting(clock()) as deed:
            public.take_due_steps(deed)
            taken = [public.lease_call(deed, call_id=pk, longest_seconds=60) for pk in public.waiting_calls(deed)]
        assert sum(ring is not None for ring in taken) == 4

    def test_a_worker_that_died_in_the_middle_leaves_a_lost_try_and_the_call_is_due_again(self, deeds, clock):
        call = waiting_call(deeds, clock)
        with acting(clock()) as deed:
            assert public.lease_call(deed, call_id=call.pk, longest_seconds=180)
        with acting(clock(seconds=200)) as deed:
            assert public.waiting_calls(deed) == []
        with acting(clock(seconds=210)) as deed:
            assert public.waiting_calls(deed) == [call.pk]
            assert public.lease_call(deed, call_id=call.pk, longest_seconds=180)
        assert list(Attempt.objects.values_list("result", flat=True)) == ["system_error"]
        assert Entry.objects.filter(tag="wellbeing:call:lost").count() == 1
        assert Call.objects.get().result == ""
        assert Episode.objects.get().state == "contacting"

    @pytest.mark.parametrize(
        "told",
        [Told(result=CallResult.REFUSED), Told(result=CallResult.ANSWERED_UNCLEAR, wants_human=True),
         Told(result=CallResult.ANSWERED_NEEDS_HELP, said_help=True)],
    )  # fmt: skip
    def test_who_asks_for_a_human_gets_one_at_once_and_no_machine_again(self, deeds, clock, told):
        call = waiting_call(deeds, clock)
        with acting(clock()) as deed:
            public.answer_call(deed, call_id=call.pk, result=told.result, told=told)
        alert = Alert.objects.get()
        assert alert.ladder[alert.step][0] == "desk_call"
        assert alert.due_at == deeds.at
        assert alert.state == "open"

    def test_help_said_beside_a_refusal_is_in_the_file_twice_over(self, deeds, clock):
        call = waiting_call(deeds, clock)
        fact = read_notice(VendorNotice("declined", help_asked="yes"))
        with acting(clock()) as deed:
            assert public.vendor_told(deed, call_id=call.pk, fact=fact, seconds=9)
            assert not public.vendor_told(deed, call_id=call.pk, fact=fact, seconds=9)
        assert sorted(Attempt.objects.values_list("result", flat=True)) == ["answered_needs_help", "refused"]

    @given(st.lists(st.sampled_from(sorted(CallResult)), min_size=1, max_size=5))
    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_no_sequence_of_results_ends_an_alert_or_lowers_its_grade(self, deeds, clock, results):
        if not Alert.objects.exists():
            raise_one(deeds)
        alert = Alert.objects.get()
        before = alert.grade
        rank = Episode.objects.get().grade_rank
        with acting(clock()) as deed:
            for result in results:
                number = Call.objects.count()
                made = Call.objects.create(alert=alert, home=alert.home, number=number, asked_at=deed.at)
                public.answer_call(deed, call_id=made.pk, result=CallResult(result))
                episode = Episode.objects.get()
                assert episode.grade_rank >= rank
                assert episode.ended_at is None
                rank = episode.grade_rank
        alert.refresh_from_db()
        assert (alert.state, alert.grade) == ("open", before)
        assert alert.due_at is not None


@pytest.mark.django_db
class TestDesk:
    def listed(self, deeds, clock):
        homes(deeds, choice=replace(ASKED, mode=ContactMode.DESK_CALL))
        assert confirm(clock()).asked == 1
        return Call.objects.get()

    def test_the_desk_writes_down_what_it_found(self, deeds, clock):
        call = self.listed(deeds, clock)
        with acting(deeds.haneul()) as deed:
            public.begin_desk_call(deed, person_id=Home.objects.get().person_id)
            told = Told(result=CallResult.ANSWERED_OK, staff_minutes=7, satisfaction=4)
            answer_contact(deed, call_id=call.pk, told=told)
        call.refresh_from_db()
        assert (call.result, call.staff_minutes, call.satisfaction) == ("answered_ok", 7, 4)
        assert Home.objects.get().confirmed_at == deeds.at
        assert not Ringing.objects.exists()
        with pytest.raises(Refused, match="contact-already-answered"), acting(deeds.haneul()) as deed:
            answer_contact(deed, call_id=call.pk, told=told)

    def test_an_officer_who_hears_of_need_raises_it(self, deeds, clock):
        call = self.listed(deeds, clock)
        with acting(deeds.haneul()) as deed:
            answer_contact(deed, call_id=call.pk, told=Told(result=CallResult.ANSWERED_NEEDS_HELP))
        assert Alert.objects.get().grade == "severe"

    @pytest.mark.parametrize("who", ["doyun", "jiu", "seoyeon", "privacy"])
    def test_nobody_else_does(self, deeds, clock, who):
        call = self.listed(deeds, clock)
        with pytest.raises(Refused, match="contact-not-found"), acting(getattr(deeds, who)()) as deed:
            answer_contact(deed, call_id=call.pk, told=Told(result=CallResult.ANSWERED_OK))
        assert Call.objects.get().result == ""

    @pytest.mark.parametrize(
        ("spoil", "code"),
        [({"staff_minutes": 241}, "minutes-impossible"), ({"staff_minutes": -1}, "minutes-impossible"),
         ({"satisfaction": 6}, "satisfaction-impossible")],
    )  # fmt: skip
    def test_impossible_figures_are_refused(self, deeds, clock, spoil, code):
        call = self.listed(deeds, clock)
        with pytest.raises(Refused, match=code), acting(deeds.haneul()) as deed:
            answer_contact(deed, call_id=call.pk, told=Told(result=CallResult.ANSWERED_OK, **spoil))

    def test_a_machines_call_is_not_the_desks_to_answer(self, deeds, clock):
        homes(deeds)
        confirm(clock())
        with pytest.raises(Refused, match="contact-not-found"), acting(deeds.haneul()) as deed:
            answer_contact(deed, call_id=Call.objects.get().pk, told=Told(result=CallResult.ANSWERED_OK))


def test_two_callers_who_begin_at_the_same_moment_are_one(real_db, deeds, freeze):
    freeze(deeds.at)
    raise_one(deeds, homes=3)
    rounds.run_steps()
    with acting(deeds.machine()):
        persons = list(Alert.objects.values_list("person_id", flat=True))
    gate, won, refused = threading.Barrier(4), [], []

    def caller(deed, name):
        gate.wait()
        for person in persons:
            try:
                with acting(deed):
                    public.begin_desk_call(deed, person_id=person)
                won.append((person, name))
            except Refused as refusal:
                refused.append(refusal.code)
        connection.close()

    def machine():
        gate.wait()
        line = Line(*[Fact(result=Result.ANSWERED_OK)] * 3)
        line.ring = lambda ring: won.append((ring.person_id, "machine")) or None  # it rings, and goes on ringing
        rounds.run_calls(phone=line)
        connection.close()

    callers = [(deeds.desk(), "desk"), (deeds.haneul(), "haneul"), (deeds.head(), "head")]
    threads = [threading.Thread(target=caller, args=one) for one in callers] + [threading.Thread(target=machine)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(person for person, _ in won) == sorted(persons), won
    assert set(refused) == {"already-ringing"}


def test_calls_over_a_real_line_go_side_by_side_and_each_once(real_db, deeds, freeze):
    freeze(deeds.at)
    raise_one(deeds, homes=6)
    rounds.run_steps()
    busy, most, lock = [0], [0], threading.Lock()

    class Slow(Line):
        longest_seconds = 60

        def ring(self, ring):
            assert ring.number.startswith("010")
            with lock:
                busy[0] += 1
                most[0] = max(most[0], busy[0])
            threading.Event().wait(0.2)
            with lock:
                busy[0] -= 1
            self.rung.append(ring.key)
            return Fact(result=Result.ANSWERED_OK, talked_seconds=3)

    line = Slow()
    made = rounds.run_calls(phone=line)
    made += rounds.run_calls(phone=line)
    assert made == 6
    assert len(set(line.rung)) == len(line.rung) == 6
    assert 2 <= most[0] <= 4
    with acting(deeds.machine()):
        assert not Ringing.objects.exists()


def test_a_line_that_fails_is_a_fault_and_no_word_about_anybody(real_db, deeds, freeze):
    freeze(deeds.at)
    raise_one(deeds)
    rounds.run_steps()
    assert rounds.run_calls(phone=Line(LineFailed("status 503"))) == 0
    with acting(deeds.machine()):
        assert not Attempt.objects.exists()
        assert not Ringing.objects.exists()
        assert SweepFault.objects.get().subject == "line"
    freeze(deeds.at + timedelta(minutes=1))
    assert rounds.run_calls(phone=Line(Fact(result=Result.BUSY))) == 1
    with acting(deeds.machine()):
        assert SweepFault.objects.get().solved_at is not None


def test_settings_that_are_not_whole_ring_nobody_and_say_so(real_db, deeds, freeze, settings):
    freeze(deeds.at)
    settings.TELEPHONY = {**settings.TELEPHONY, "line": "sip"}
    assert rounds.run_calls() == 0
    with acting(deeds.machine()):
        assert SweepFault.objects.get().subject == "settings"


def test_the_policys_round_asks_and_leaves_its_sign(real_db, deeds, freeze):
    freeze(deeds.at)
    with acting(deeds.machine()) as deed:
        live_in(deed, 2, choice=ASKED, sources=(public.Source.ELECTRICITY,))
    told = rounds.run_confirmations()
    assert (told.homes, told.asked) == (2, 2)
    assert rounds.run_confirmations().asked == 0
    assert {ContactMode.TEXT, ContactMode.APP} == confirming.BY_LINK
