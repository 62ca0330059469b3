"""S13: three leave in one week, each with a reason and a next step; a withdrawal stops sharing at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chomchom.enrolment import public as enrolment
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.people import public as people
from chomchom.store.acting import acting
from chomchom.wellbeing import public
from chomchom.wellbeing.models import Feed, Home
from chomchom.wellbeing.public import ProvinceRow
from tests.conftest import id_of
from tests.wellbeing import town

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 6, 26)
REASON, STEP = enrolment.DropOutReason, enrolment.NextStep


def test_nobody_leaves_without_a_decision_and_the_report_adds_up(deeds):
    with acting(deeds.machine()) as deed:
        town.live_in(deed, 5)
        ids = {home.pk: home.enrolment_id for home in Home.objects.all()}
    first, second, third, *_ = (ids[pk] for pk in sorted(ids))
    friday = replace(deeds.haneul(), at=deeds.at + timedelta(days=4))
    machine = replace(deeds.machine(), at=friday.at)
    with acting(machine) as deed:
        told = public.province_day(
            deed,
            [
                ProvinceRow(
                    number="P1", day=FRIDAY - timedelta(days=1), grade="정상", change="left", reason="잦은 전화"
                ),
                ProvinceRow(number="P2", day=FRIDAY - timedelta(days=1), grade="정상", change="left", reason="알뜰폰"),
            ],
        )
    assert told.leaving == 2
    with acting(friday) as deed:
        assert len(public.leaver_rows(deed)) == 2
        with pytest.raises(Refused, match="leaving-needs-next-step"):
            public.stop_watching(deed, enrolment_id=first, reason=REASON.CALL_FATIGUE, next_step=None)
        public.stop_watching(deed, enrolment_id=first, reason=REASON.CALL_FATIGUE, next_step=STEP.HONORARY)
        public.stop_watching(deed, enrolment_id=second, reason=REASON.CARRIER_LIMIT, next_step=STEP.OTHER_DEVICE)
        public.stop_watching(
            deed, enrolment_id=third, reason=REASON.DECEASED, next_step=STEP.NONE, named_by=id_of("김하늘")
        )
        assert public.leaver_rows(deed) == []
        report = enrolment.leavers(deed, programme="wellbeing", since=date(2026, 6, 22), until=FRIDAY)
    assert {(one.reason, one.people) for one in report} == {("call_fatigue", 1), ("carrier_limit", 1), ("deceased", 1)}
    assert Home.objects.filter(active=True).count() == 2
    assert not Feed.objects.filter(home__active=False, meter_key__isnull=False).exists()
    left = Entry.objects.filter(tag="enrolment:person:left")
    assert left.count() == 3
    assert all(entry.payload["next_step"] for entry in left)


def test_a_withdrawn_consent_stops_sharing_with_the_centre_at_once(deeds, posted_centre):
    with acting(deeds.machine()) as deed:
        town.live_in(deed, 1)
    person = Home.objects.get().person_id
    with acting(deeds.haneul()) as deed:
        optional = people.give_consent(
            deed, person_id=person, purpose="site_check", recipient=posted_centre, fields=["name", "contact"],
            until_on=date(2027, 3, 31),
        )  # fmt: skip

        def basis():
            return people.sharing_basis(
                deed, person_id=person, recipient=posted_centre, purpose="site_check", on=deed.day
            )

        assert basis() is not None
        people.withdraw_consent(deed, consent_id=optional)
        assert basis() is None
        assert enrolment.enrolments(deed, person_id=person)[0].state == "active"


@pytest.fixture
def posted_centre(deeds):
    """하늘종합사회복지관 as a body."""
    from chomchom.accounts import public as accounts

    with acting(deeds.machine()) as deed:
        return accounts.found_agency(
            deed, name="하늘종합사회복지관", kind=accounts.AgencyKind.WELFARE_CENTRE, sector="private"
        )
