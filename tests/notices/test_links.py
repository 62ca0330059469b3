"""Signed links: only the hash is kept, GET changes nothing, five tries count, and one decision is one decision."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest

from chomchom.kernel.deeds import Sector
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.notices.models import Notice, SignedLink
from chomchom.notices.public import CodeAnswer, Recipient, deed_of_link, links
from chomchom.store.acting import acting
from tests.conftest import MONDAY
from tests.notices.conftest import AGENCY, SUBJECT

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def token(deeds) -> str:
    with acting(deeds.haneul()) as deed:
        return links.issue(
            deed,
            purpose="site-check",
            subject_kind="site_check",
            subject_id=SUBJECT,
            holder=Recipient.phone("010-1234-5678", "통장"),
            until=MONDAY + timedelta(days=2),
        )


def opened(token: str):
    return links.open(token, purpose="site-check")


def sent_code(link) -> str:
    with acting(deed_of_link(link)) as deed:
        links.send_code(deed, link)
    return str(Notice.objects.filter(template="code").latest("pk").secret)


def tried(link, code: str) -> CodeAnswer:
    with acting(deed_of_link(link)) as deed:
        return links.check_code(deed, link, code)


def test_the_token_is_long_random_and_stored_nowhere(token, owner):
    assert len(base64.urlsafe_b64decode(token + "=")) == 32
    row = owner.execute("select row_to_json(l)::text from notices_signedlink l").fetchone()[0]
    assert token not in row
    assert "1234-5678" not in row
    assert "통장" not in row


def test_opening_a_hundred_times_changes_nothing(token, owner):
    def state():
        return owner.execute("select md5(row_to_json(l)::text) from notices_signedlink l").fetchall()

    before = state()
    for _time in range(100):
        opened(token)
    assert state() == before


def test_a_link_is_for_one_purpose_and_ends_by_the_databases_clock(token, freeze):
    with pytest.raises(Refused, match="link-unknown"):
        links.open(token, purpose="referral-answer")
    with pytest.raises(Refused, match="link-unknown"):
        links.open(token[:-1] + "x", purpose="site-check")
    freeze(MONDAY + timedelta(days=2))
    with pytest.raises(Refused, match="link-too-old"):
        opened(token)


def test_the_deed_of_a_link_is_the_links_own_and_nothing_more(token, deeds):
    deed = deed_of_link(opened(token))
    assert (deed.roles, deed.holder, deed.agency_id, deed.areas) == (
        frozenset({Role.LINK}),
        deed.link_id,
        None,
        frozenset(),
    )
    assert (deed.sector, deed.at) == (Sector.NEIGHBOUR, MONDAY)


def test_the_right_code_opens_once(token):
    link = opened(token)
    code = sent_code(link)
    assert len(code) == 6
    assert tried(link, code) is CodeAnswer.RIGHT
    assert tried(link, code) is CodeAnswer.NONE_SENT


def test_five_wrong_tries_are_counted_for_good_and_a_new_code_starts_again(token):
    link = opened(token)
    code = sent_code(link)
    wrong = "123456" if code != "123456" else "654321"
    assert [tried(link, wrong) for _ in range(6)] == [CodeAnswer.WRONG] * 4 + [CodeAnswer.USED_UP] * 2
    assert tried(link, code) is CodeAnswer.USED_UP
    assert SignedLink.objects.get().code_tries == 5
    assert tried(link, sent_code(link)) is CodeAnswer.RIGHT


def test_a_code_lives_ten_minutes(token, freeze):
    code = sent_code(opened(token))
    freeze(MONDAY + timedelta(minutes=10))
    assert tried(opened(token), code) is CodeAnswer.TOO_OLD


def test_five_codes_a_day_and_then_no_more(token, freeze):
    for _time in range(5):
        sent_code(opened(token))
    with pytest.raises(Refused, match="link-codes-used-up"):
        sent_code(opened(token))
    freeze(MONDAY + timedelta(days=1, seconds=1))
    assert sent_code(opened(token))


def test_a_code_of_one_link_opens_no_other(token, deeds):
    with acting(deeds.haneul()) as deed:
        other = links.issue(
            deed, purpose="site-check", subject_kind="site_check", subject_id=SUBJECT,
            holder=Recipient.phone("010-9999-0000"), until=MONDAY + timedelta(days=2),
        )  # fmt: skip
    code = sent_code(opened(token))
    second = opened(other)
    while sent_code(second) == code:
        pass
    assert tried(second, code) is CodeAnswer.WRONG


def test_one_decision_a_link(token):
    link = opened(token)
    with acting(deed_of_link(link)) as deed:
        links.use(deed, link)
    with pytest.raises(Refused, match="link-already-used"), acting(deed_of_link(link)) as deed:
        links.use(deed, link)
    assert opened(token).used


def test_a_refused_deed_does_not_spend_the_link(token):
    link = opened(token)
    with pytest.raises(Refused, match="something-else"), acting(deed_of_link(link)) as deed:
        links.use(deed, link)
        raise Refused("something-else")
    assert not opened(token).used


def test_a_link_taken_back_opens_nothing(token, deeds):
    with acting(deeds.haneul()) as deed:
        assert len(links.revoke_for(deed, subject_id=SUBJECT)) == 1
    with pytest.raises(Refused, match="link-taken-back"):
        opened(token)


def test_renewing_goes_to_the_same_holder_and_ends_the_old_link(token, deeds, freeze):
    freeze(MONDAY + timedelta(days=3))
    old = links.too_old(token, purpose="site-check")
    assert old.holder.number == "010-1234-5678"
    with acting(deeds.machine()) as deed:
        fresh = links.renew(deed, old, until=MONDAY + timedelta(days=9))
    assert opened(fresh.token).subject_id == SUBJECT
    with pytest.raises(Refused, match="link-taken-back"):
        opened(token)
    with pytest.raises(Refused, match="link-taken-back"), acting(deeds.machine()) as deed:
        links.renew(deed, old, until=MONDAY + timedelta(days=9))


def test_a_session_stays_open_half_an_hour_and_only_for_its_link(token, freeze):
    link, session = opened(token), {}
    with pytest.raises(Refused, match="link-needs-code"):
        links.check_verified(session, link)
    links.remember(session, link)
    links.check_verified(session, link)
    assert not links.is_verified({}, link)
    freeze(MONDAY + timedelta(minutes=31))
    assert not links.is_verified(session, opened(token))


def test_a_body_with_mail_and_telephone_gets_its_code_on_the_telephone(deeds):
    with acting(deeds.haneul()) as deed:
        token = links.issue(
            deed, purpose="site-check", subject_kind="site_check", subject_id=SUBJECT,
            holder=Recipient.agency(AGENCY, email="care@example.kr", phone="010-5555-0001"),
            until=MONDAY + timedelta(days=2),
        )  # fmt: skip
    link = opened(token)
    assert link.holder_masked == "010-****-0001"
    sent_code(link)
    way = Notice.objects.get(template="code").deliveries.order_by("position").first()
    assert (way.channel, str(way.address)) == ("alimtalk", "010-5555-0001")
