"""S1: three alerts of a Sunday night; each gets its end from a person, and the day's numbers add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from chomchom.cases import public as cases
from chomchom.ledger.models import Entry
from chomchom.outreach import public as outreach
from chomchom.outreach.models import Episode
from chomchom.store.acting import acting
from chomchom.wellbeing import public
from chomchom.wellbeing.models import Alert
from chomchom.wellbeing.public import ProvinceRow
from tests.conftest import id_of
from tests.wellbeing import town
from tests.wellbeing.conftest import posted  # noqa: F401 - the office of this story

pytestmark = pytest.mark.django_db
SUNDAY = date(2026, 6, 21)


@pytest.mark.usefixtures("posted")
def test_three_alerts_of_the_night_end_as_phone_visit_with_a_case_and_a_dead_number(deeds):
    with acting(deeds.machine()) as deed:
        town.live_in(deed, 10)
        done = public.province_day(
            deed,
            [
                ProvinceRow(number="P1", day=SUNDAY, grade="주의", call="응답"),
                ProvinceRow(number="P2", day=SUNDAY, grade="심각", call="무응답", times=3),
                ProvinceRow(number="P3", day=SUNDAY, grade="주의", call="결번"),
                *(ProvinceRow(number=f"P{n}", day=SUNDAY, grade="정상") for n in range(4, 11)),
            ],
        )
    assert (done.raised, Alert.objects.count()) == (3, 3)
    by_home = {alert.home.pk: alert.episode_id for alert in Alert.objects.select_related("home")}
    answered, silent, dead = (by_home[home] for home in sorted(by_home))
    with acting(deeds.haneul()) as deed:
        rows = outreach.board(deed, outreach.BoardFilters()).rows
        assert rows[0].episode_id == silent
        assert outreach.confirm_answered(deed, episode_ids=[answered]) == 1
        outreach.log_attempt(
            deed, episode_id=silent, channel=outreach.Channel.PHONE, result=outreach.AttemptResult.NO_ANSWER
        )
        check = outreach.ask_site_check(
            deed, episode_id=silent, visitor_kind=outreach.VisitorKind.OFFICER, visitor_id=deed.actor_id
        )
    at_the_door = replace(deeds.haneul(), at=deeds.at + timedelta(minutes=75))
    with acting(at_the_door) as deed:
        outreach.report_site_check(
            deed,
            site_check_id=getattr(check, "site_check_id", check),
            result=outreach.CheckResult.MET_NEEDS_HELP,
            idem_key=uuid4(),
        )
        person = Episode.objects.get(pk=silent).person_id
        cases.take_in(deed, episode_id=silent, person_id=person)
        outreach.close(deed, episode_id=dead, outcome=outreach.Outcome.WATCH, watch_until=deed.day + timedelta(days=2))
    with acting(deeds.machine()) as deed:
        assert public.take_due_steps(deed).ended == 3

    def count(tag: str) -> int:
        return Entry.objects.filter(tag=tag).count()

    assert count("wellbeing:alert:raised") == 3
    ends = sorted(Episode.objects.values_list("outcome", flat=True))
    assert ends == ["case_opened", "safe", "watch"]
    assert Episode.objects.get(pk=answered).how_known == "call"
    assert Entry.objects.filter(tag="outreach:attempt:logged", payload__result="out_of_service").count() == 1
    assert not Alert.objects.filter(state="open").exists()
    assert id_of("김하늘") == Episode.objects.get(pk=answered).ended_by
