"""Who sees which message: nearest misses, the inbox page, its bell and the wall list."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.notices import access, reads
from chomchom.notices.actions import telling
from chomchom.notices.public import Recipient, deed_of_link, links, tell
from chomchom.store.acting import acting
from tests.conftest import MONDAY, id_of

CENTRE, OTHER = id_of("하늘종합사회복지관"), id_of("바다종합사회복지관")


@pytest.fixture
def told(db, freeze, deeds):
    """One message to 김하늘, one to the centre."""
    freeze(MONDAY)
    with acting(deeds.desk()) as deed:
        for to, key in ((Recipient.account(id_of("김하늘")), "a"), (Recipient.agency(CENTRE), "b")):
            tell(deed, to=to, template="news", about_kind="t", about_id=id_of("t"), idem_key=key, path="/referrals/")


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (lambda d: d.haneul(), 1),
        (lambda d: d.doyun(), 0),
        (lambda d: d.seoyeon(), 1),
        (lambda d: d.seoyeon(agency_id=OTHER), 0),
        (lambda d: d(Role.CITY_OFFICER, name="공무원", agency_id=CENTRE), 0),
        (lambda d: d.head(), 0),
    ],
    ids=["own", "another officer", "own agency", "another agency", "officer posted at the body", "team head"],
)
def test_an_inbox_is_ones_own_or_ones_agencys(told, deeds, who, sees):
    deed = who(deeds)
    with acting(deed):
        assert access.visible_to(deed).count() == sees
        assert reads.unread_count(deed) == sees


def test_a_link_has_no_inbox_although_it_acts_for_an_agency(told, deeds):
    with acting(deeds.haneul()) as deed:
        token = links.issue(
            deed,
            purpose="test",
            subject_kind="t",
            subject_id=id_of("t"),
            holder=Recipient.agency(CENTRE),
            until=MONDAY.replace(year=2027),
        )
    with acting(deed_of_link(links.open(token, purpose="test"))) as deed:
        assert access.visible_to(deed).count() == 0
        assert reads.undelivered(deed) == []


def test_reading_somebody_elses_message_is_not_there(told, deeds):
    with acting(deeds.haneul()) as deed:
        own = access.visible_to(deed).get()
        assert telling.read_notice(deed, notice_id=own.pk) == "/referrals/"
        assert reads.unread_count(deed) == 0
    with pytest.raises(Refused, match="notice-not-found"), acting(deeds.doyun()) as deed:
        telling.read_notice(deed, notice_id=own.pk)


def test_one_reader_reads_for_the_agency(told, deeds):
    with acting(deeds.seoyeon()) as deed:
        assert telling.read_all(deed) == 1
    with acting(deeds(Role.AGENCY_LEAD, name="책임자", agency_id=CENTRE)) as deed:
        assert reads.unread_count(deed) == 0


def test_opening_the_record_reads_its_messages(told, deeds):
    with acting(deeds.haneul()) as deed:
        assert telling.read_about(deed, about_id=id_of("other")) == 0
        assert telling.read_about(deed, about_id=id_of("t")) == 1


def test_the_wall_list_is_for_the_desk_and_for_who_caused_it(told, deeds):
    seen = {"desk": deeds.desk(), "head": deeds.head(), "doyun": deeds.doyun(), "seoyeon": deeds.seoyeon()}
    found = {}
    for name, deed in seen.items():
        with acting(deed):
            found[name] = len(reads.undelivered(deed))
    assert found == {"desk": 2, "head": 2, "doyun": 0, "seoyeon": 0}


def test_the_inbox_costs_the_same_for_one_message_and_thirty(told, deeds):
    def queries() -> int:
        with acting(deeds.haneul()) as deed, CaptureQueriesContext(connection) as seen:
            reads.inbox(deed)
            reads.unread_count(deed)
        return len(seen)

    few = queries()
    with acting(deeds.desk()) as deed:
        for number in range(29):
            tell(
                deed,
                to=Recipient.account(id_of("김하늘")),
                template="news",
                about_kind="t",
                about_id=id_of("t"),
                idem_key=f"more {number}",
            )
    assert queries() == few
