"""The promise of each channel under faults (A01, A02, A06, A07, A11–A13, A17, C01)."""

from __future__ import annotations

import json
import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection

from chomchom.accounts.models import Account, Posting
from chomchom.kernel.deeds import SEOUL
from chomchom.ledger.models import Entry
from chomchom.notices import jobs, reads
from chomchom.notices.actions import delivering, telling
from chomchom.notices.models import Delivery, Notice
from chomchom.notices.public import Recipient
from chomchom.notices.rules import ClosedBecause
from chomchom.store.acting import acting, machine_acting
from tests.conftest import MONDAY, Deeds, id_of
from tests.notices.conftest import AGENCY, say

pytestmark = pytest.mark.usefixtures("office")
PHONE = Recipient.phone("010-1234-5678", "통장")


def run(ports, **more) -> int:
    return jobs.deliver_due(ports.ways(), **more)


def test_a_message_goes_once_by_the_first_way(deeds, ports):
    say(deeds.haneul(), PHONE)
    assert run(ports) == 1
    assert run(ports) == 0
    assert len(ports.alimtalk.seen) == 1
    assert ports.sms.tries == []
    assert "새 소식이 있습니다" in next(iter(ports.alimtalk.seen.values()))


def test_the_same_key_is_one_message(deeds, ports):
    first = say(deeds.haneul(), PHONE, idem_key="referral:7")
    assert say(deeds.haneul(), PHONE, idem_key="referral:7") == first
    run(ports)
    assert (Notice.objects.count(), len(ports.alimtalk.seen)) == (1, 1)


def test_a_message_of_a_rolled_back_deed_was_never_told(deeds, ports):
    with pytest.raises(ZeroDivisionError), acting(deeds.haneul()) as deed:
        telling.tell(deed, to=PHONE, template="news", about_kind="test", about_id=id_of("x"), idem_key="never")
        raise ZeroDivisionError
    assert run(ports) == 0


def test_an_unknown_template_is_an_error_and_not_a_message(deeds):
    with pytest.raises(KeyError):
        say(deeds.haneul(), PHONE, template="dear-mr-kim")


def test_a_worker_that_dies_before_sending_loses_nothing(deeds, ports, freeze):
    """A01: claimed, then gone. The lease runs out and somebody else sends."""
    say(deeds.haneul(), PHONE)
    with machine_acting("notices") as deed:
        assert len(delivering.claim_due(deed)) == 1
    assert run(ports) == 0, "the lease holds"
    freeze(MONDAY + timedelta(seconds=31))
    assert run(ports) == 1
    assert len(ports.alimtalk.seen) == 1


def test_a_worker_that_dies_between_send_and_mark_shows_a_person_one_message(deeds, ports, freeze):
    """A02: the second send carries the same key."""
    say(deeds.haneul(), PHONE)
    with machine_acting("notices") as deed:
        one = delivering.claim_due(deed)[0]
    ports.alimtalk.send(key=one.key, address=one.address, text=one.text)
    freeze(MONDAY + timedelta(seconds=31))
    assert run(ports) == 1
    assert len(ports.alimtalk.tries) == 2
    assert len(ports.alimtalk.seen) == 1


def test_four_workers_claim_one_message_once(deeds, ports):
    """A07, and A06: two schedulers are only more of the same."""
    say(deeds.haneul(), PHONE)
    barrier = threading.Barrier(4)
    claims: list[int] = []

    def work() -> None:
        try:
            barrier.wait(timeout=10)
            claims.append(run(ports))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=30)
    assert sorted(claims) == [0, 0, 0, 1]
    assert len(ports.alimtalk.tries) == 1


@pytest.mark.parametrize("fault", ["down", "broken"])
def test_when_the_first_channel_is_down_the_second_is_used_within_two_minutes(deeds, ports, freeze, fault):
    """A11."""
    ports.alimtalk.fault = fault
    say(deeds.haneul(), PHONE)
    for seconds in range(0, 121, 5):
        freeze(MONDAY + timedelta(seconds=seconds))
        run(ports)
    assert len(ports.sms.seen) == 1
    assert ports.alimtalk.seen == {}


def test_a_provider_that_hangs_is_given_up_in_time(deeds, ports, freeze):
    """A11: hang."""
    ports.alimtalk.fault = "hang"
    say(deeds.haneul(), PHONE)
    assert run(ports, patience=0.1) == 0
    assert Delivery.objects.get(channel="alimtalk").trouble == "timeout"
    freeze(MONDAY + timedelta(seconds=90))
    assert run(ports, patience=0.1) == 1
    assert len(ports.sms.seen) == 1
    ports.alimtalk.stop.set()


def test_a_message_that_was_taken_but_never_arrives_goes_by_the_other_way_too(deeds, ports, freeze):
    """A11: accepted and lost."""
    ports.alimtalk.fault = "lost"
    say(deeds.haneul(), PHONE)
    run(ports)
    freeze(MONDAY + timedelta(seconds=90))
    run(ports)
    assert (len(ports.alimtalk.tries), len(ports.sms.seen)) == (1, 1)


def test_when_both_are_down_the_message_stays_red_until_somebody_says_how_it_was_told(deeds, ports, freeze):
    """A12."""
    ports.alimtalk.fault = ports.sms.fault = "down"
    notice_id = say(deeds.haneul(), PHONE, urgent=True)
    for minutes in (0, 2, 10, 60, 600):
        freeze(MONDAY + timedelta(minutes=minutes))
        run(ports)
    later = Deeds(MONDAY + timedelta(minutes=600))
    for deed in (later.desk(), later.haneul()):
        with acting(deed):
            row = reads.undelivered(deed)[0]
        assert row.red
        assert "010" not in row.ways
    assert row.attempts > 4
    with acting(later.doyun()) as deed:
        assert reads.undelivered(deed) == []
    with acting(later.desk()) as deed:
        telling.close_notice(deed, notice_id=notice_id, because=ClosedBecause.TOLD_BY_VOICE)
        assert reads.undelivered(deed) == []
    ports.alimtalk.fault = ports.sms.fault = ""
    freeze(MONDAY + timedelta(minutes=700))
    assert run(ports) == 0, "closed is closed"


def test_a_disabled_recipient_is_passed_over_at_once_and_the_gap_is_in_the_ledger(deeds, ports):
    """A13: the account is switched off, the next one is told in the same run."""
    Account.objects.filter(pk=id_of("김하늘")).update(is_active=False)
    say(deeds.desk(), Recipient.account(id_of("김하늘")), or_to=[Recipient.account(id_of("이도윤"))])
    assert run(ports) == 1
    assert id_of("이도윤").hex[:6] in next(iter(ports.email.seen.values()))
    gap = Entry.objects.get(tag="notices:recipient:skipped")
    assert gap.payload["trouble"] == "disabled"


def test_a_wrong_number_is_not_tried_again(deeds, ports, freeze):
    """A13: the next way comes at once."""
    ports.alimtalk.fault = "wrong"
    say(deeds.haneul(), PHONE)
    run(ports)
    assert len(ports.sms.seen) == 1
    freeze(MONDAY + timedelta(hours=1))
    run(ports)
    assert len(ports.alimtalk.tries) == 1


def test_an_agency_without_addresses_is_red_at_once(deeds, ports):
    say(deeds.haneul(), Recipient.agency(AGENCY))
    run(ports)
    with acting(deeds.desk()) as deed:
        assert [row.red for row in reads.undelivered(deed)] == [True]


def test_an_account_without_address_reads_the_inbox_and_nothing_is_red(deeds, ports):
    Account.objects.filter(pk=id_of("김하늘")).update(email="")
    say(deeds.desk(), Recipient.account(id_of("김하늘")), or_to=[Recipient.account(id_of("이도윤"))])
    run(ports)
    assert ports.email.tries == []
    with acting(deeds.desk()) as deed:
        assert reads.undelivered(deed) == []
    assert not Entry.objects.filter(tag="notices:recipient:skipped").exists()


def test_an_agency_without_addresses_whose_people_log_in_is_told_in_the_inbox(deeds, ports):
    Posting.objects.create(
        account_id=id_of("이도윤"), role="agency_worker", agency_id=AGENCY, from_on=MONDAY.date(),
        given_by=id_of("이도윤"), given_at=MONDAY,
    )  # fmt: skip
    say(deeds.haneul(), Recipient.agency(AGENCY))
    run(ports)
    with acting(deeds.desk()) as deed:
        assert reads.undelivered(deed) == []


def test_quiet_hours_hold_an_ordinary_message_and_let_an_urgent_one_through(deeds, ports, freeze):
    night = datetime(2026, 6, 22, 22, tzinfo=SEOUL)
    freeze(night)
    say(Deeds(night).haneul(), PHONE, idem_key="ordinary")
    assert run(ports) == 0
    say(Deeds(night).haneul(), PHONE, idem_key="urgent", urgent=True)
    assert run(ports) == 1
    freeze(datetime(2026, 6, 23, 8, tzinfo=SEOUL))
    assert run(ports) == 1


def test_a_message_for_later_waits_across_a_restart(deeds, ports, freeze):
    """A17: nothing but the row remembers."""
    say(deeds.haneul(), PHONE, after=MONDAY + timedelta(hours=3))
    connection.close()
    assert run(ports) == 0
    freeze(MONDAY + timedelta(hours=3))
    assert run(ports) == 1


def test_a_muted_city_sends_nothing_and_loses_nothing(deeds, ports, owner, freeze):
    owner.execute("update store_city set muted_until = %s", [MONDAY + timedelta(hours=2)])
    say(deeds.haneul(), Recipient.account(id_of("이도윤")))
    assert run(ports) == 0
    with acting(deeds.doyun()) as deed:
        assert reads.unread_count(deed) == 1, "the inbox is the message itself"
    freeze(MONDAY + timedelta(hours=3))
    assert run(ports) == 1


def test_the_link_and_the_code_are_wiped_when_the_message_arrived(deeds, ports):
    say(deeds.haneul(), PHONE, secret="/referrals/answer/token/")
    assert "token" in str(Notice.objects.get().secret)
    run(ports)
    assert "token" in next(iter(ports.alimtalk.seen.values()))
    assert str(Notice.objects.get().secret) == ""


def test_a_mail_that_may_come_twice_says_so(deeds, ports, freeze):
    ports.email.fault = "down"
    say(deeds.haneul(), Recipient.email("someone@example.kr"))
    run(ports)
    ports.email.fault = ""
    freeze(MONDAY + timedelta(minutes=5))
    run(ports)
    assert "두 번 갈 수 있습니다" in next(iter(ports.email.seen.values()))


def test_the_real_ports_write_files_and_honour_the_key(deeds, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    say(deeds.haneul(), PHONE)
    say(deeds.haneul(), Recipient.email("someone@example.kr"), idem_key="mail")
    assert jobs.deliver_due() == 2
    texts = [json.loads(file.read_text()) for file in (settings.OUTBOX_DIR / "alimtalk").glob("*.json")]
    assert [text["to"] for text in texts] == ["010-1234-5678"]
    mails = list((settings.OUTBOX_DIR / "mail").glob("*"))
    assert len(mails) == 1
    phone = jobs.channels.ports()["alimtalk"]
    for _time in range(3):
        phone.send(key="same", address="010", text="한 번")
    assert len(list((settings.OUTBOX_DIR / "alimtalk").glob("same.json"))) == 1


def test_a_drill_can_break_the_folder_port(deeds, freeze, settings):
    settings.OUTBOX_DIR.mkdir(parents=True, exist_ok=True)
    (settings.OUTBOX_DIR / "faults.json").write_text('{"alimtalk": "down"}')
    say(deeds.haneul(), PHONE)
    assert jobs.deliver_due() == 0
    freeze(MONDAY + timedelta(seconds=90))
    assert jobs.deliver_due() == 1
    assert list((settings.OUTBOX_DIR / "sms").glob("*.json"))


def test_after_two_days_off_the_first_way_still_gets_its_time(deeds, ports, freeze):
    """All ways are long due when the house comes back; one person gets one message, not one by each way."""
    say(deeds.haneul(), PHONE)
    freeze(MONDAY + timedelta(days=2))
    run(ports)
    run(ports)
    assert (len(ports.alimtalk.seen), ports.sms.tries) == (1, [])


def test_a_late_message_takes_the_second_way_when_the_first_stays_silent(deeds, ports, freeze):
    say(deeds.haneul(), PHONE)
    ports.alimtalk.fault = "down"
    freeze(MONDAY + timedelta(days=2))
    run(ports)
    assert ports.sms.tries == []
    freeze(MONDAY + timedelta(days=2, seconds=91))
    run(ports)
    assert len(ports.sms.tries) == 1


def _waiting_runs() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from procrastinate_jobs where task_name = 'notices.deliver' and status = 'todo'"
        )
        return cursor.fetchone()[0]


def test_a_kept_message_wakes_the_delivery_once(deeds):
    with acting(deeds.haneul()) as deed:
        for number in range(3):
            telling.tell(
                deed,
                to=PHONE,
                template="news",
                about_kind="test",
                about_id=id_of("x"),
                idem_key=f"k{number}",
                urgent=True,
            )
        assert _waiting_runs() == 0
    assert _waiting_runs() == 1
    say(deeds.haneul(), PHONE, idem_key="later")
    assert _waiting_runs() == 1


def test_a_message_for_later_wakes_nobody(deeds):
    say(deeds.haneul(), PHONE, after=MONDAY + timedelta(days=2))
    assert _waiting_runs() == 0


def test_a_message_of_a_rolled_back_deed_wakes_nobody(deeds):
    with pytest.raises(ZeroDivisionError), acting(deeds.haneul()) as deed:
        telling.tell(deed, to=PHONE, template="news", about_kind="test", about_id=id_of("x"), idem_key="never")
        raise ZeroDivisionError
    assert _waiting_runs() == 0
