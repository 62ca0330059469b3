"""What happens in one room because something happened in another."""

from __future__ import annotations

from uuid import uuid4

from chomchom.accounts import actions
from chomchom.accounts.rules import GlassReason
from chomchom.flows.followers import tell_of_emergencies
from chomchom.notices.models import Notice
from chomchom.store.acting import acting
from tests.accounts.conftest import office as office
from tests.conftest import id_of


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
