"""Links to resources outside the network: written down once, agreed to, and counted by what came of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.referrals import actions, rules
from chomchom.referrals.models import OutsideReferral
from chomchom.referrals.reads.outside import outside_page
from chomchom.referrals.rules import Outcome, OutsideFacts, OutsideWay
from chomchom.store.acting import acting
from tests.conftest import MONDAY
from tests.desks import log_in

TODAY = MONDAY.date()
FINE = OutsideFacts(resource="느티 떡집", way=OutsideWay.CALLED, agreed=True, linked_on=TODAY, today=TODAY)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"resource": "  "}, "outside-needs-resource"),
        ({"resource": "가" * 81}, "outside-needs-resource"),
        ({"agreed": False}, "outside-needs-agreement"),
        ({"linked_on": TODAY + timedelta(days=1)}, "outcome-in-the-future"),
    ],
)
def test_one_spoiled_condition_is_enough(change, code):
    rules.check_outside(FINE)
    with pytest.raises(Refused, match=code):
        rules.check_outside(replace(FINE, **change))


def test_who_was_only_told_where_to_go_need_not_have_agreed_to_anything():
    rules.check_outside(replace(FINE, way=OutsideWay.TOLD, agreed=False))
    with pytest.raises(Refused, match="outcome-before-start"):
        rules.check_outside_outcome(
            Outcome.HELPED_FULL, happened_on=TODAY - timedelta(days=1), linked_on=TODAY, today=TODAY
        )


def wanted(town, **change) -> actions.OutsideIn:
    said = {"idem_key": uuid4(), "person_id": town.person, "need": "meals", "resource": "느티 떡집",
            "way": OutsideWay.CALLED, "agreed": True, "linked_on": TODAY, "over_criteria": True}  # fmt: skip
    return actions.OutsideIn(**{**said, **change})


def test_a_link_is_written_once_sealed_and_its_outcome_goes_into_the_ledger(town):
    said = wanted(town)
    with acting(town.deeds.haneul()) as deed:
        first = actions.link_outside(deed, said)
        assert actions.link_outside(deed, said) == first
        assert outside_page(deed, person_id=town.person).rows[0].outcome_known is False
        actions.end_outside(deed, outside_id=first, outcome=Outcome.HELPED_PART, happened_on=TODAY)
        row = outside_page(deed, person_id=town.person).rows[0]
    assert (row.resource, row.way_label, row.outcome_label) == ("느티 떡집", "대신 전화함", "일부 도움이 되었음")
    entries = Entry.objects.filter(stream=first).order_by("seq")
    assert [entry.tag for entry in entries] == ["referrals:outside:linked", "referrals:outside:ended"]
    assert [entry.payload.get("outcome") for entry in entries] == [None, "helped_part"]
    with connection.cursor() as cursor:
        cursor.execute("select row_to_json(r)::text from referrals_outsidereferral r")
        assert "떡집" not in cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("who", "code"),
    [(lambda d: d.seoyeon(), "outside-not-yours"), (lambda d: d.jiu(), "outside-not-yours"),
     (lambda d: d.doyun(), "no-such-person")],
    ids=["an agency", "the secretariat", "another dong"],
)  # fmt: skip
def test_nearest_misses_write_and_see_nothing(town, who, code):
    with acting(town.deeds.haneul()) as deed:
        made = actions.link_outside(deed, wanted(town))
    with pytest.raises(Refused, match=code), acting(who(town.deeds)) as deed:
        actions.link_outside(deed, wanted(town))
    with pytest.raises(Refused, match=code), acting(who(town.deeds)) as deed:
        outside_page(deed, person_id=town.person)
    with pytest.raises(Refused, match="outside-not-found"), acting(who(town.deeds)) as deed:
        actions.end_outside(deed, outside_id=made, outcome=Outcome.NOT_HELPED, happened_on=TODAY)
    assert OutsideReferral.objects.count() <= 1


@pytest.mark.parametrize(
    ("change", "code"),
    [({"need": "gold"}, "need-unknown"), ({"resource": "900101-1234568"}, "rrn"), ({"agreed": False}, "agreement"),
     ({"linked_on": date(2030, 1, 1)}, "future")],
)  # fmt: skip
def test_nothing_is_kept_of_what_is_refused(town, change, code):
    with pytest.raises(Refused, match=code), acting(town.deeds.haneul()) as deed:
        actions.link_outside(deed, wanted(town, **change))
    with acting(town.deeds.haneul()):
        assert OutsideReferral.objects.count() == 0


def test_an_officer_writes_it_down_and_says_later_what_came_of_it(town, client, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    officer = log_in(client, "김하늘")
    address = f"/referrals/outside/{town.person}/"
    assert officer.get(address).status_code == 200
    said = {
        "idem_key": str(uuid4()),
        "resource": "느티 떡집",
        "need": "meals",
        "way": "called",
        "linked_on": "2026-06-22",
    }
    assert officer.post(address, said).status_code == 422
    page = officer.post(address, {**said, "agreed": "on"}, follow=True)
    assert "느티 떡집" in page.content.decode()
    row = page.context["found"].rows[0]
    ended = officer.post(f"/referrals/outside/{row.id}/end/", {"outcome": "helped_full", "person": str(town.person)})
    assert ended.status_code == 302
    assert "도움이 되었음" in officer.get(address).content.decode()
