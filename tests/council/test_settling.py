"""What became of the items of a meeting: who says it, when, and that carried ones head the next agenda."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from chomchom.council.actions import planning
from chomchom.council.actions.planning import ItemIn, MeetingIn
from chomchom.council.actions.settling import settle_item
from chomchom.council.models import AgendaItem, Meeting
from chomchom.council.reads.proposals import proposals
from chomchom.council.rules.meetings import ITEM_STATES, ItemOrigin, ItemState
from chomchom.council.sentences import ITEM_MOVES
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.store.acting import acting
from tests.council.hall import FRIDAY

pytestmark = pytest.mark.django_db

AFTER = FRIDAY + timedelta(hours=4)
NEXT = FRIDAY + timedelta(days=28)


def item_of(council) -> AgendaItem:
    return AgendaItem.objects.get(meeting_id=council.meeting)


def settle(deed, council, move: str, item_id: UUID | None = None) -> ItemState:
    return settle_item(deed, meeting_id=council.meeting, item_id=item_id or item_of(council).pk, move=move)


def planned(deed, council) -> UUID:
    return planning.plan_meeting(deed, MeetingIn(body_id=council.body, starts_at=NEXT, place="시청 회의실"))


@pytest.mark.parametrize(
    ("moves", "after"),
    [
        (("discuss",), "discussed"),
        (("decide",), "decided"),
        (("discuss", "decide", "close"), "closed"),
        (("discuss", "carry"), "carried"),
        (("close", "reopen", "carry"), "carried"),
    ],
)
def test_an_item_goes_from_word_to_word(council, deeds, walk, moves, after):
    walk("held")
    with acting(deeds.jiu(at=AFTER)) as deed:
        for move in moves:
            settle(deed, council, move)
    item = item_of(council)
    assert item.state == after
    events = list(Entry.objects.filter(tag="council:item:settled").order_by("seq"))
    states = [one.payload["state"] for one in events]
    assert states == [ITEM_STATES.move(move).target for move in moves]
    assert [one.payload["was"] for one in events] == ["raised", *states[:-1]]
    assert states[-1] == after
    assert events[-1].payload["item_id"] == str(item.pk)
    assert "신규" not in str(events[-1].payload)


def test_every_pair_outside_the_table_is_refused_and_changes_nothing(council, deeds, walk):
    walk("held")
    refused = 0
    for state in ItemState:
        for move in ITEM_MOVES:
            if state in ITEM_STATES.move(move).sources:
                continue
            AgendaItem.objects.update(state=state)
            with acting(deeds.jiu(at=AFTER)) as deed, pytest.raises(Refused, match="wrong-state"):
                settle(deed, council, move)
            assert item_of(council).state == state
            refused += 1
    assert refused == len(ItemState) * len(ITEM_MOVES) - sum(len(move.sources) for move in ITEM_STATES.moves())
    assert not Entry.objects.filter(tag="council:item:settled").exists()


@pytest.mark.parametrize("state", ["planned", "called", "circulated", "approved", "published", "cancelled"])
def test_before_the_meeting_and_once_the_minutes_go_round_nothing_is_said(council, deeds, state):
    Meeting.objects.filter(pk=council.meeting).update(state=state)
    with acting(deeds.jiu(at=AFTER)) as deed, pytest.raises(Refused, match="agenda-settled-elsewhen"):
        settle(deed, council, "discuss")
    assert item_of(council).state == "raised"


def test_only_the_office_says_it_and_only_of_this_meeting_s_items(council, deeds, walk):
    walk("draft")
    with acting(deeds(Role.COUNCIL_MEMBER, name="강마루", at=AFTER)) as deed:
        with pytest.raises(Refused, match="council-office-only"):
            settle(deed, council, "discuss")
    with acting(deeds.jiu(at=AFTER)) as deed:
        other = planned(deed, council)
        foreign = planning.add_item(deed, meeting_id=other, item=ItemIn(title="다른 회의의 안건"))
        for item_id in (uuid4(), foreign):
            with pytest.raises(Refused, match="item-not-found"):
                settle(deed, council, "discuss", item_id)


def test_a_carried_item_heads_the_next_agenda_and_is_not_taken_back_from_under_it(council, deeds, walk):
    walk("held")
    with acting(deeds.jiu(at=AFTER)) as deed:
        following = planned(deed, council)
        assert proposals(deed, following) == []
        settle(deed, council, "carry")
        (found,) = proposals(deed, following)
        assert (found.origin_id, found.title) == (item_of(council).pk, "신규 사업 후보")
        on_next = planning.add_item(
            deed,
            meeting_id=following,
            item=ItemIn(title=found.title, origin=ItemOrigin.DECISION, origin_id=found.origin_id),
        )
        assert proposals(deed, following) == []
    with acting(deeds.jiu(at=AFTER)) as deed, pytest.raises(Refused, match="item-stands-on-next-agenda"):
        settle(deed, council, "reopen", found.origin_id)
    with acting(deeds.jiu(at=AFTER)) as deed:
        planning.take_item_off(deed, meeting_id=following, item_id=on_next)
        assert settle(deed, council, "reopen") == "raised"
        assert proposals(deed, following) == []


def test_the_page_has_a_button_for_each_word_that_may_be_said(council, come_in, walk):
    walk("held")
    office = come_in(Role.COUNCIL_OFFICE, name="최지우")
    page, press = (
        reverse("council:meeting", args=[council.meeting]),
        reverse("council:item_settle", args=[council.meeting, item_of(council).pk]),
    )
    before = office.get(page).content.decode()
    assert [name for name in ITEM_MOVES if f'value="{name}"' in before] == ["discuss", "decide", "carry", "close"]
    answer = office.post(press, {"move": "carry"}, follow=True)
    after = answer.content.decode()
    assert "다음 회의의 ‘열려 있는 일’에 나옵니다" in after
    assert [name for name in ITEM_MOVES if f'value="{name}"' in after] == ["reopen"]
    assert office.post(press, {"move": "carry"}).status_code == 409
    assert office.post(press, {"move": "vanish"}).status_code == 409
    member = come_in(Role.COUNCIL_MEMBER, name="강마루")
    assert press not in member.get(page).content.decode()
    assert member.post(press, {"move": "reopen"}).status_code == 403
    assert item_of(council).state == "carried"
