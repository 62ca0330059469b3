"""Sending and moving a referral: gates, sides, races, grants and what the ledger and the inbox hear of it."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection

from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.notices.models import Delivery, Notice
from chomchom.people import public as people
from chomchom.referrals import access, actions, reads
from chomchom.referrals.models import Referral, Step
from chomchom.store.acting import acting
from tests.conftest import id_of
from tests.referrals.conftest import CENTRE, OTHER_CENTRE, build_town


def tags() -> list[str]:
    return [tag for tag in Entry.objects.order_by("seq").values_list("tag", flat=True) if tag.startswith("referrals:")]


def state_of(referral_id) -> str:
    return Referral.objects.get(pk=referral_id).state


def test_sending_writes_the_row_the_clocks_the_entry_and_one_message(town):
    referral_id = town.send(origin_kind="episode", origin_id=id_of("확인 건"))
    sent = Referral.objects.get(pk=referral_id)
    assert sent.state == "sent"
    assert sent.shared == ["name", "contact", "address"]
    assert str(sent.ask) == "반찬 두 번 부탁드립니다."
    assert sent.answer_due_at.isoformat() == "2026-06-25T09:00:00+00:00"  # Thursday 18:00 in Seoul
    assert tags() == ["referrals:referral:sent"]
    entry = Entry.objects.get(tag="referrals:referral:sent")
    assert entry.payload["origin_id"] == str(id_of("확인 건"))
    assert entry.dong == "4127151000"
    assert "강바다" not in str(entry.payload)
    told = Notice.objects.get(agency_id=CENTRE)
    assert (told.template, told.path) == ("referral-received", f"/referrals/{referral_id}/")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"service_id": "elsewhere"}, "service-elsewhere"),
        ({"over_criteria": True}, "service-not-over-criteria"),
        ({"ask": "   "}, "referral-needs-ask"),
        ({"ask": "가" * 401}, "referral-ask-too-long"),
        ({"ask": "주민번호 900101-1234567"}, "rrn-not-kept"),
        ({"person_id": "second", "service_id": "by_link"}, "referral-needs-basis"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_one_missing_condition_is_enough_to_refuse_and_writes_nothing(town, changes, code):
    wanted = {key: getattr(town, value) if key.endswith("_id") else value for key, value in changes.items()}
    before = Entry.objects.count()
    with pytest.raises(Refused, match=code):
        town.send(**wanted)
    assert Referral.objects.count() == 0
    assert Entry.objects.count() == before
    assert Notice.objects.count() == 0


def test_the_refusal_names_the_agency_that_has_no_consent(town):
    with pytest.raises(Refused) as no:
        town.send(person_id=town.second, service_id=town.by_link)
    assert no.value.facts == {"agency": "바다종합사회복지관"}


def test_a_second_referral_names_the_agency_only_to_who_may_see_the_first(town):
    town.send()
    with pytest.raises(Refused, match="referral-already-sent-to"):
        town.send()
    others = town.deeds(Role.AGENCY_WORKER, name="다른 기관", agency_id=OTHER_CENTRE)
    with acting(town.deeds.machine()) as deed:
        people.open_to(deed, person_id=town.person, holder=OTHER_CENTRE, purpose="referral")
    with pytest.raises(Refused, match=r"^referral-already-sent$"):
        town.send(others)


def test_an_ended_referral_does_not_block_a_new_one(town):
    first = town.send()
    town.do(town.deeds.haneul(), "withdraw", first, code="not_needed")
    assert town.send() != first


def test_the_whole_way_from_asking_to_an_outcome(town):
    referral_id = town.send()
    agency = town.deeds.seoyeon()
    for name in ("accept", "start"):
        town.do(agency, name, referral_id)
    town.do(agency, "hold", referral_id, code="person_away")
    town.do(agency, "resume", referral_id)
    town.do(agency, "complete", referral_id)
    town.do(agency, "report_outcome", referral_id, outcome="helped_part", source="provider")
    town.do(town.deeds.haneul(), "report_outcome", referral_id, outcome="helped_full", source="person")
    assert tags() == [
        f"referrals:{tag}"
        for tag in (
            "referral:sent",
            "referral:accepted",
            "referral:started",
            "referral:held",
            "referral:resumed",
            "referral:completed",
            "outcome:reported",
            "outcome:reported",
        )
    ]
    found = Referral.objects.get(pk=referral_id)
    assert found.outcome_known
    assert found.responsible_id == CENTRE
    assert found.access_until == town.deeds.at + timedelta(days=30)


def test_responsibility_stays_with_the_lead_until_somebody_accepts(town):
    referral_id = town.send()
    assert Referral.objects.get(pk=referral_id).responsible_id == id_of("김하늘")
    town.do(town.deeds.seoyeon(), "waitlist", referral_id)
    assert Referral.objects.get(pk=referral_id).responsible_id == id_of("김하늘")
    town.do(town.deeds.seoyeon(), "accept", referral_id)
    assert Referral.objects.get(pk=referral_id).responsible_id == CENTRE


def test_a_decline_is_a_proposal_that_the_lead_decides(town):
    referral_id = town.send()
    town.do(town.deeds.seoyeon(), "propose_decline", referral_id, code="no_capacity", note="6월은 꽉 찼습니다.")
    assert state_of(referral_id) == "decline_proposed"
    assert Notice.objects.filter(account_id=id_of("김하늘"), template="referral-decline-proposed").exists()
    town.do(town.deeds.haneul(), "ask_again", referral_id, note="한 주 뒤라도 괜찮습니다.")
    assert state_of(referral_id) == "sent"
    town.do(town.deeds.seoyeon(), "propose_decline", referral_id, code="no_capacity")
    town.do(town.deeds.haneul(), "confirm_decline", referral_id, code="no_capacity")
    found = Referral.objects.get(pk=referral_id)
    assert (found.state, found.reason, found.declined_by) == ("declined", "no_capacity", "provider")


def test_a_person_who_refuses_is_not_the_providers_no(town):
    referral_id = town.send()
    town.do(town.deeds.seoyeon(), "propose_decline", referral_id, code="person_refused")
    assert Referral.objects.get(pk=referral_id).declined_by == "person"


def test_want_of_capacity_enters_the_register_by_need_and_dong(town):
    referral_id = town.send()
    town.do(town.deeds.seoyeon(), "propose_decline", referral_id, code="no_capacity")
    town.do(town.deeds.haneul(), "confirm_decline", referral_id, code="no_capacity")
    for deed, many in (
        (town.deeds.haneul(), 1),
        (town.deeds.doyun(), 0),
        (town.deeds.jiu(), 1),
        (town.deeds.seoyeon(), 0),
    ):
        with acting(deed):
            found = reads.unmet(deed)
        assert [row.count for row in found] == [1] * many, deed.roles
        assert all((row.need, row.why) == ("meals", "no_capacity") for row in found)


def test_a_persons_no_is_no_lack_of_resources(town):
    referral_id = town.send()
    town.do(town.deeds.seoyeon(), "propose_decline", referral_id, code="person_refused")
    town.do(town.deeds.haneul(), "confirm_decline", referral_id, code="person_refused")
    with acting(town.deeds.jiu()) as deed:
        assert reads.unmet(deed) == []


@pytest.mark.parametrize("end", ["withdraw", "void", "declined", "expire"])
def test_the_receivers_access_ends_with_the_referral(town, end):
    referral_id = town.send()
    agency = town.deeds.seoyeon()
    with acting(agency):
        assert access.visible_to(agency).filter(pk=referral_id).exists()
        assert people.cards(agency, [town.person])
    if end == "declined":
        town.do(agency, "propose_decline", referral_id, code="area")
        town.do(town.deeds.haneul(), "confirm_decline", referral_id, code="area")
    elif end == "expire":
        late = town.later(days=60)
        with acting(late.deeds.machine()) as deed:
            assert actions.expire(deed, referral_id=referral_id)
    else:
        town.do(town.deeds.haneul(), end, referral_id, code="other")
    with acting(agency):
        assert not access.visible_to(agency).filter(pk=referral_id).exists()
        assert not people.cards(agency, [town.person])
        with pytest.raises(Refused, match="referral-not-found"):
            access.load_referral(agency, referral_id)


def test_another_referral_at_the_same_agency_keeps_the_person_open(town):
    first = town.send()
    with acting(town.deeds.head()) as deed:
        from chomchom.network import public as network

        second_service = network.register_service(
            deed, network.ServiceIn(agency_id=CENTRE, name="말벗", need="company", whole_city=True)
        )
    second = town.send(service_id=second_service)
    town.do(town.deeds.haneul(), "withdraw", first, code="not_needed")
    agency = town.deeds.seoyeon()
    with acting(agency):
        assert people.cards(agency, [town.person])
        assert access.load_referral(agency, second)


def test_after_completion_the_receiver_reads_thirty_days_and_no_longer(town):
    referral_id = town.send()
    for name in ("accept", "start", "complete"):
        town.do(town.deeds.seoyeon(), name, referral_id)
    for days, sees in ((29, True), (31, False)):
        agency = town.later(days=days).deeds.seoyeon()
        with acting(agency):
            assert access.visible_to(agency).filter(pk=referral_id).exists() is sees, days


def test_a_withdrawn_consent_closes_the_referral_to_the_agency_at_once(town):
    referral_id = town.send()
    officer = town.deeds.haneul()
    with acting(officer):
        people.withdraw_consent(officer, consent_id=town.consent)
    agency = town.deeds.seoyeon()
    with acting(agency):
        assert not access.visible_to(agency).exists()
    with acting(officer):
        assert reads.referral_page(officer, referral_id).row.state == "sent"


def test_a_question_goes_to_the_sender_and_the_answer_back(town):
    referral_id = town.send()
    town.do(town.deeds.seoyeon(), "ask_question", referral_id, text="저염식이 필요하신가요?")
    with acting(town.deeds.haneul()) as deed:
        row = reads.sent_list(deed, part=reads.ListFilter.MINE).rows[0]
        assert row.display == "question"
    town.do(town.deeds.haneul(), "answer_question", referral_id, text="네, 저염식입니다.")
    with acting(town.deeds.seoyeon()) as deed:
        assert [word.text for word in reads.referral_page(deed, referral_id).words] == [
            "저염식이 필요하신가요?",
            "네, 저염식입니다.",
        ]


def test_a_draft_blocks_nobody_and_tells_nobody(town):
    officer = town.deeds.haneul()
    wanted = actions.ReferralIn(person_id=town.person, service_id=town.meals, urgency="normal", ask="나중에 보낼 것")
    with acting(officer):
        draft = actions.draft(officer, wanted)
    town.send()
    assert Notice.objects.filter(agency_id=CENTRE).count() == 1
    with pytest.raises(Refused, match="referral-already-sent-to"):
        town.do(officer, "send_draft", draft)
    with acting(town.deeds.seoyeon()) as agency:
        assert not access.visible_to(agency).filter(pk=draft).exists()


def test_a_service_by_link_is_told_by_mail_with_a_link_and_no_name(town):
    town.send(service_id=town.by_link)
    told = Notice.objects.get(agency_id=OTHER_CENTRE)
    assert str(told.secret).startswith("/referrals/answer/")
    ways = Delivery.objects.filter(notice=told).order_by("position")
    assert [way.channel for way in ways] == ["email", "sms"]
    assert [str(way.address) for way in ways] == ["care@example.kr", "010-5555-0001"]


def both(first, second) -> list[object]:
    """Run two deeds at the same moment in two real transactions and collect what came of each."""
    barrier = threading.Barrier(2)
    results: list[object] = [None, None]

    def run(place: int, deed) -> None:
        try:
            barrier.wait(timeout=10)
            results[place] = deed()
        except Refused as refusal:
            results[place] = refusal.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, deed)) for place, deed in enumerate((first, second))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


@pytest.mark.usefixtures("real_db")
def test_of_two_workers_who_answer_at_once_one_wins_and_the_other_gets_a_sentence(freeze, deeds):
    freeze(deeds.at)
    town = build_town()
    referral_id = town.send()
    found = both(
        lambda: town.do(town.deeds.seoyeon(), "accept", referral_id),
        lambda: town.do(town.deeds.seoyeon(), "propose_decline", referral_id, code="no_capacity"),
    )
    assert sorted(found, key=str) == [None, "referral-answered-already"]
    assert Step.objects.filter(referral_id=referral_id).exclude(move="send").count() == 1


@pytest.mark.usefixtures("real_db")
def test_of_two_officers_who_send_at_once_one_wins(freeze, deeds):
    freeze(deeds.at)
    town = build_town()
    found = both(lambda: town.send(), lambda: town.send(town.deeds.head()))
    assert len([one for one in found if one in ("referral-already-sent", "referral-already-sent-to")]) == 1
    assert Referral.objects.filter(state="sent").count() == 1
    assert Notice.objects.filter(agency_id=CENTRE).count() == 1


def test_a_slip_of_the_hand_stays_but_no_figure_counts_it(town):
    from chomchom.ledger.public import facts

    referral_id = town.send()
    town.do(town.deeds.seoyeon(), "accept", referral_id)
    town.do(town.deeds.haneul(), "void", referral_id, code="wrong_person")
    assert state_of(referral_id) == "voided"
    standing = [entry.tag for entry in facts(stream=referral_id)]
    assert set(standing) == {"referrals:referral:voided"}
