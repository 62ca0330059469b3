"""What happens in one room because something happened in another."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from chomchom.accounts import actions
from chomchom.accounts.rules import GlassReason
from chomchom.flows.followers import (
    end_what_lost_its_consent,
    keep_people_in_step,
    tell_of_emergencies,
    tell_of_heavy_reading,
)
from chomchom.notices.models import Notice
from chomchom.people import public as people
from chomchom.referrals import public as referrals
from chomchom.referrals.models import Referral
from chomchom.store.acting import acting
from tests.accounts.conftest import office as office
from tests.conftest import id_of
from tests.referrals.conftest import CENTRE
from tests.referrals.conftest import town as town


def test_an_emergency_reaches_the_privacy_officer_and_the_team_head_once(office, deeds):
    with acting(deeds.haneul()) as deed:
        actions.open_emergency(deed, subject_id=uuid4(), because=GlassReason.RESCUE_ASKED, note="119가 물어 옴")
    for _ in range(2):
        with acting(deeds.machine("tell-emergencies")) as deed:
            tell_of_emergencies(deed)
    assert set(Notice.objects.values_list("account_id", flat=True)) == {id_of("보호책임자"), id_of("팀장")}
    assert Notice.objects.count() == 2


def test_a_head_is_not_told_of_the_own_opening(office, deeds):
    with acting(deeds.head()) as deed:
        actions.open_emergency(deed, subject_id=uuid4(), because=GlassReason.NIGHT_COVER, note="야간 당직입니다")
    with acting(deeds.machine("tell-emergencies")) as deed:
        assert tell_of_emergencies(deed) == 1
    assert set(Notice.objects.values_list("account_id", flat=True)) == {id_of("보호책임자")}


def test_an_open_episode_holds_its_person_until_it_ends(db, deeds):
    from chomchom.outreach import public as outreach
    from chomchom.people.models import Hold
    from tests.flows.test_web import resident, silence

    person_id = resident(deeds.machine())
    episode_id = silence(deeds.machine(), person_id)
    for _ in range(2):
        with acting(deeds.machine("keep-people")) as deed:
            keep_people_in_step(deed)
    assert list(Hold.objects.values_list("person_id", "subject_id")) == [(person_id, episode_id)]
    with acting(deeds.haneul()) as deed:
        outreach.close(deed, episode_id=episode_id, outcome=outreach.Outcome.SAFE, how_known=outreach.HowKnown.MET)
    with acting(deeds.machine("keep-people")) as deed:
        keep_people_in_step(deed)
    assert not Hold.objects.exists()


def test_a_death_starts_the_time_of_keeping_and_a_stay_in_hospital_does_not(db, deeds):
    from chomchom.flows.actions import close_episode
    from chomchom.outreach import public as outreach
    from tests.flows.test_web import resident, silence

    gone, ill = resident(deeds.machine()), resident(deeds.machine(), "한별솔", number=2)
    first, second = silence(deeds.machine(), gone), silence(deeds.machine(), ill, number=2)
    with acting(deeds.haneul()) as deed:
        close_episode(
            deed, episode_id=first, outcome=outreach.Outcome.DECEASED, how_known=outreach.HowKnown.PUBLIC_RECORD
        )
        close_episode(deed, episode_id=second, outcome=outreach.Outcome.HOSPITAL, how_known=outreach.HowKnown.HOSPITAL)
        assert people.card(deed, gone).ended_on == deed.day
        assert people.card(deed, ill).ended_on is None


def _opens(deed, times: int) -> None:
    from chomchom.accounts import public as accounts

    with acting(deed):
        accounts.note_access_many(
            deed,
            opened=[accounts.Opened(subject_id=uuid4(), record_id=None) for _ in range(times)],
            record_kind="person",
            purpose="person-page",
        )


def test_who_opens_more_than_the_city_allows_is_brought_before_the_privacy_officer_once(office, deeds):
    from chomchom.rulebook.public import whole

    limit = whole("accounts.views_an_hour", on=deeds.haneul().day)
    _opens(deeds.haneul(), limit)
    with acting(deeds.machine("tell-heavy-reading")) as deed:
        assert tell_of_heavy_reading(deed) == 0
    _opens(deeds.haneul(), 1)
    for _ in range(2):
        with acting(deeds.machine("tell-heavy-reading")) as deed:
            assert tell_of_heavy_reading(deed) == 1
    [notice] = Notice.objects.all()
    assert (notice.account_id, notice.template) == (id_of("보호책임자"), "heavy-reading")


# Consents taken back -------------------------------------------------------------------------------------------------


def follow_withdrawals(deeds) -> int:
    with acting(deeds.machine("end-lost-consents")) as deed:
        return end_what_lost_its_consent(deed)


def withdraw(deeds, consent_id) -> None:
    with acting(deeds.haneul()) as deed:
        people.withdraw_consent(deed, consent_id=consent_id)


def test_a_consent_taken_back_ends_the_open_referral_and_both_sides_hear_of_it(town, deeds):
    referral_id = town.send()
    withdraw(deeds, town.consent)
    for _ in range(2):
        follow_withdrawals(deeds)
    ended = Referral.objects.get(pk=referral_id)
    assert (ended.state, ended.reason) == ("withdrawn", "consent_withdrawn")
    told = sorted(Notice.objects.exclude(template="referral-received").values_list("template", flat=True))
    assert told == ["consent-withdrawn", "referral-consent-withdrawn", "referral-withdrawn"]


def test_a_referral_with_another_basis_goes_on(town, deeds):
    referral_id = town.send()
    with acting(deeds.haneul()) as deed:
        people.give_consent(
            deed, person_id=town.person, purpose="referral", recipient=CENTRE, fields=["name", "contact", "reason"],
            until_on=date(2027, 3, 31),
        )  # fmt: skip
    withdraw(deeds, town.consent)
    assert follow_withdrawals(deeds) == 1
    assert Referral.objects.get(pk=referral_id).state == "sent"


def test_another_agencys_referral_and_one_that_is_over_stay(town, deeds):
    referral_id = town.send()
    with acting(deeds.haneul()) as deed:
        referrals.withdraw(deed, referral_id=referral_id, code="moved")
    withdraw(deeds, town.consent)
    follow_withdrawals(deeds)
    assert Referral.objects.get(pk=referral_id).reason == "moved"
