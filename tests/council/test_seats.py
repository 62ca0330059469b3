"""Bodies held against the ordinance, seats and their terms, and who may change them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from chomchom.council import access
from chomchom.council.actions import bodies as acts
from chomchom.council.actions.bodies import BodyIn, ReachIn, SeatIn, StepIn
from chomchom.council.models import LineStep, Seat
from chomchom.council.reads import bodies as reads
from chomchom.council.rules import seats as rules
from chomchom.council.rules.bodies import BodyKind, SeatKind, SeatRole
from chomchom.council.rules.seats import Ordinance, SeatFacts
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.store.acting import acting
from tests.conftest import MONDAY

DAY = MONDAY.date()
RULE = Ordinance(least=10, most=12, meetings=6, gender_tenths=6, warning_days=60)
OPEN = SeatFacts(
    kind=SeatKind.APPOINTED, role=SeatRole.MEMBER, gender="woman", starts_on=date(2025, 7, 1), ends_on=date(2027, 6, 30)
)


def body(women: int = 5, men: int = 5, **changes) -> list[SeatFacts]:
    """A body of that many women and men, the first one chair."""
    seats = [replace(OPEN, gender="woman", **changes)] * women + [replace(OPEN, gender="man", **changes)] * men
    return [replace(seats[0], role=SeatRole.CHAIR), *seats[1:]]


def codes(seats, *, held: int = 6, on: date = DAY, founded_on: date = date(2020, 1, 1)) -> list[str]:
    return [fault.code for fault in rules.faults(seats, RULE, on=on, held=held, founded_on=founded_on)]


def test_a_body_by_the_ordinance_has_no_faults():
    assert codes(body()) == []


@pytest.mark.parametrize(
    ("seats", "fault"),
    [
        (body(5, 4), "too-few"),
        (body(6, 7), "too-many"),
        (body(7, 3), "too-many-woman"),
        (body(3, 7), "too-many-man"),
        ([replace(seat, role=SeatRole.MEMBER) for seat in body()], "no-chair"),
        ([*body(), replace(OPEN, ends_on=date(2026, 6, 21), starts_on=date(2024, 6, 22))], "term-over"),
        ([*body(), replace(OPEN, gender="", role=SeatRole.MEMBER)], "gender-unsaid"),
        ([*body()[:-1], replace(OPEN, gender="man", ends_on=DAY + timedelta(days=60))], "term-ends-soon"),
    ],
)
def test_one_thing_that_does_not_keep_the_ordinance_is_named(seats, fault):
    assert codes(seats) == [fault]


def test_six_of_ten_are_allowed_and_a_followed_or_given_up_seat_is_no_fault():
    assert codes(body(6, 4)) == []
    over = replace(OPEN, ends_on=date(2026, 6, 21), starts_on=date(2024, 6, 22))
    assert codes([*body(), replace(over, followed=True), replace(over, given_up=True)]) == []


def test_secretariat_observers_and_guests_are_no_members():
    for role in (SeatRole.SECRETARIAT, SeatRole.OBSERVER, SeatRole.GUEST, SeatRole.SPEAKER):
        assert codes([*body(5, 4), replace(OPEN, role=role)]) == ["too-few"]


@pytest.mark.parametrize(
    ("on", "since", "due"),
    [
        (date(2026, 12, 31), date(2020, 1, 1), 6),
        (date(2026, 3, 1), date(2020, 1, 1), 0),
        (date(2026, 3, 2), date(2020, 1, 1), 1),
        (date(2026, 12, 31), date(2026, 7, 2), 3),
        (date(2026, 12, 31), date(2027, 1, 5), 0),
        (date(2024, 12, 31), date(2020, 1, 1), 6),
    ],
)
def test_meetings_are_due_evenly_over_the_year_a_body_stood(on, since, due):
    assert rules.meetings_due(6, on=on, since=since) == due


def test_fewer_meetings_than_an_even_year_is_a_fault():
    assert codes(body(), held=1) == ["meetings-behind"]
    assert codes(body(), held=2) == []


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 7, 1), date(2028, 6, 30)),
        (date(2024, 2, 29), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2028, 2, 29)),
    ],
)
def test_a_term_of_two_years_ends_on_the_day_before(first, last):
    assert rules.term_end(first, 2) == last


def test_an_appointed_seat_has_a_term_and_not_a_day_more():
    first = date(2026, 7, 1)
    rules.check_seat_dates(SeatKind.APPOINTED, first, date(2028, 6, 30), years=2)
    rules.check_seat_dates(SeatKind.EX_OFFICIO, first, None, years=2)
    for kind, end, code in (
        (SeatKind.APPOINTED, date(2028, 7, 1), "seat-term-too-long"),
        (SeatKind.APPOINTED, None, "seat-needs-a-term"),
        (SeatKind.EX_OFFICIO, date(2026, 6, 30), "seat-dates-do-not-add-up"),
    ):
        with pytest.raises(Refused, match=code):
            rules.check_seat_dates(kind, first, end, years=2)


def test_the_table_of_the_study_is_the_rulebook():
    wanted = {"representative": (10, 40, 4), "working": (10, 40, 4), "subcommittee": (0, 20, 6), "dong": (10, 0, 6)}
    for kind, numbers in wanted.items():
        found = reads.ordinance_of(kind, DAY)
        assert (found.least, found.most, found.meetings) == numbers


# actions


@pytest.mark.django_db
def test_a_chair_is_renewed_once_and_a_member_again_and_again(council, deeds):
    with acting(deeds.jiu()) as deed:
        first = acts.renew_seat(deed, seat_id=council.seats["강마루"])
        again = Seat.objects.get(pk=first)
        assert (again.starts_on, again.ends_on) == (date(2028, 6, 22), date(2030, 6, 21))
        assert again.renews_id == council.seats["강마루"]
        with pytest.raises(Refused, match="chair-renewed-enough"):
            acts.renew_seat(deed, seat_id=first)
        with pytest.raises(Refused, match="seat-already-renewed"):
            acts.renew_seat(deed, seat_id=council.seats["강마루"])
        member = acts.renew_seat(deed, seat_id=council.seats["노을빛"])
        acts.renew_seat(deed, seat_id=member)
        with pytest.raises(Refused, match="seat-has-no-term"):
            acts.renew_seat(deed, seat_id=council.seats["반여울"])


@pytest.mark.django_db
def test_a_seat_that_was_given_up_stays_in_the_history_and_is_not_renewed(council, deeds):
    seat = council.seats["노을빛"]
    with acting(deeds.jiu()) as deed:
        with pytest.raises(Refused, match="seat-dates-do-not-add-up"):
            acts.end_seat(deed, seat_id=seat, last_day=DAY - timedelta(days=1))
        acts.end_seat(deed, seat_id=seat, last_day=DAY)
        with pytest.raises(Refused, match="seat-was-given-up"):
            acts.renew_seat(deed, seat_id=seat)
        tomorrow = reads.body(deed, council.body, on=DAY + timedelta(days=1))
        assert "노을빛" not in [row.name for row in tomorrow.seats]
        assert [row.name for row in tomorrow.past] == ["노을빛"]
        assert tomorrow.line.members == 4
    with acting(deeds.jiu(at=MONDAY + timedelta(days=1))) as deed, pytest.raises(Refused, match="seat-is-over"):
        acts.end_seat(deed, seat_id=seat, last_day=DAY)
    tags = Entry.objects.filter(stream=council.body).values_list("tag", flat=True)
    assert "council:seat:ended" in tags


CHANGES = {
    "found": lambda deed, c: acts.found_body(deed, BodyIn(kind=BodyKind.TASK_FORCE, name="새 모임", founded_on=DAY)),
    "seat": lambda deed, c: acts.add_seat(
        deed, body_id=c.body, seat=SeatIn(person_name="소나기", kind=SeatKind.APPOINTED, starts_on=DAY)
    ),
    "end": lambda deed, c: acts.end_seat(deed, seat_id=c.seats["노을빛"], last_day=DAY),
    "reach": lambda deed, c: acts.change_reach(deed, seat_id=c.seats["노을빛"], reach=ReachIn(phone="031-000-0000")),
    "renew": lambda deed, c: acts.renew_seat(deed, seat_id=c.seats["노을빛"]),
    "count": lambda deed, c: acts.set_attendance_rule(
        deed, body_id=c.body, counted=[SeatRole.MEMBER], from_on=DAY, source="세칙"
    ),
    "line": lambda deed, c: acts.set_line(deed, body_id=c.body, steps=[StepIn("담당")]),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", CHANGES)
def test_only_the_office_and_the_city_change_bodies(council, deeds, name):
    change = CHANGES[name]
    near = [
        deeds(Role.COUNCIL_MEMBER, name="강마루"),
        deeds.head(),
        deeds.jiu(link_id=council.body),
        deeds(Role.PROGRAMME_OFFICER, whole_city=True),
    ]
    for spoiled in near:
        with acting(spoiled) as deed, pytest.raises(Refused, match="council-office-only"):
            change(deed, council)
    with acting(deeds(Role.CITY_OFFICER, whole_city=True)) as deed:
        change(deed, council)


@pytest.mark.django_db
def test_how_to_reach_a_member_is_for_the_office_and_the_member(council, deeds):
    own = Seat.objects.get(pk=council.seats["강마루"])
    assert access.may_reach(deeds.jiu(), own)
    assert access.may_reach(deeds(Role.COUNCIL_MEMBER, name="강마루"), own)
    assert not access.may_reach(deeds(Role.COUNCIL_MEMBER, name="남의위원"), own)
    assert not access.may_reach(deeds(Role.RESEARCHER, name="강마루"), own)
    assert not access.may_reach(deeds.jiu(link_id=own.pk), own)


@pytest.mark.django_db
def test_a_line_is_kept_in_order_and_bad_lines_are_refused_whole(council, deeds):
    with acting(deeds.jiu()) as deed:
        for steps, code in (
            ([], "line-is-empty"),
            ([StepIn(f"칸{n}") for n in range(9)], "line-too-long"),
            ([StepIn("담당"), StepIn("담당")], "line-names-twice"),
        ):
            with pytest.raises(Refused, match=code):
                acts.set_line(deed, body_id=council.body, steps=steps)
        assert LineStep.objects.filter(body_id=council.body).count() == 4
        acts.set_line(deed, body_id=council.body, steps=[StepIn("담당"), StepIn("위원장")])
    assert list(LineStep.objects.filter(body_id=council.body).values_list("no", "title")) == [
        (1, "담당"),
        (2, "위원장"),
    ]


@pytest.mark.django_db
def test_a_dong_council_needs_its_dong_and_a_name_stands_once(council, deeds):
    with acting(deeds.jiu()) as deed:
        for kind, dong in ((BodyKind.DONG, ""), (BodyKind.DONG, "1111111111"), (BodyKind.WORKING, "4127151000")):
            with pytest.raises(Refused, match="body-needs-its-dong"):
                acts.found_body(deed, BodyIn(kind=kind, name="가", founded_on=DAY, dong=dong))
        with pytest.raises(Refused, match="body-name-taken"):
            acts.found_body(deed, BodyIn(kind=BodyKind.SUBCOMMITTEE, name="통합사례관리분과", founded_on=DAY))
        acts.found_body(deed, BodyIn(kind=BodyKind.DONG, name="일동 협의체", founded_on=DAY, dong="4127151000"))


@pytest.mark.django_db
def test_how_somebody_is_reached_is_written_anew_and_the_ledger_learns_neither(council, come_in):
    seat = Seat.objects.get(pk=council.seats["노을빛"])
    office = come_in(Role.COUNCIL_OFFICE, name="최지우")
    where = reverse("council:seat_reach", args=[seat.pk])
    assert "노을빛 님에게 어떻게 알릴까요?" in office.get(where).content.decode()
    told = {"post": "새 관장", "phone": "031-000-0000", "email": "new@example.org", "account_id": ""}
    assert office.post(where, told).status_code == 302
    seat.refresh_from_db()
    assert (seat.post, str(seat.phone), str(seat.email)) == ("새 관장", "031-000-0000", "new@example.org")
    assert "031" not in str(Entry.objects.get(tag="council:seat:reached").payload)
    assert office.post(where, told | {"email": "no address"}).status_code == 422
    Seat.objects.filter(pk=seat.pk).update(starts_on="2020-01-01", ends_on="2020-12-31")
    assert office.post(where, told | {"post": "옛 관장"}).status_code != 302
    seat.refresh_from_db()
    assert seat.post == "새 관장"
