"""Who is told what by the plan's reviews; a message says only that there is news, the page says what."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid5

from chomchom.kernel.deeds import Deed
from chomchom.notices import public as notices
from chomchom.notices.public import Recipient
from chomchom.planning.models import CardEntry, DataRequest, ReviewCard
from chomchom.planning.rules.asks import DataState
from chomchom.planning.rules.reviews import CardState, RoundState
from chomchom.rulebook.public import whole
from chomchom.store.acting import require


def card_path(card_id: UUID) -> str:
    """Where a card is filled."""
    return f"/plan/reviews/cards/{card_id}/"


def tell_card(deed: Deed, card: ReviewCard, *, to: UUID, template: str, key: str) -> None:
    """Tell one person of a card; the same key tells once."""
    notices.tell(
        deed,
        to=Recipient.account(to),
        template=template,
        about_kind="review_card",
        about_id=card.pk,
        idem_key=f"{template}:{uuid5(card.pk, f'{to}:{key}')}",  # one word for person and occasion
        path=card_path(card.pk),
    )


def remind(deed: Deed) -> int:
    """Remind whoever has an empty row or a data request that is nearly due or late: once before, once after its day.

    Looks at everything that waits, so that a missed day is made up by the next. Returns how many were told of.
    """
    require(deed)
    return _remind_rows(deed) + _remind_data(deed)


def _remind_rows(deed: Deed) -> int:
    soon = deed.day + timedelta(days=whole("planning.review_remind_days", on=deed.day))
    waiting = CardEntry.objects.filter(
        card__round__state=RoundState.OPEN, card__state=CardState.WRITING, text="", excuse="", row__required=True,
        row__due_on__lte=soon, assignee_id__isnull=False,
    )  # fmt: skip
    count = 0
    for entry in waiting.select_related("card", "row").order_by("pk"):
        assert entry.assignee_id is not None  # asked for above
        late = entry.row.due_on < deed.day
        key = f"{entry.row.code}:{'late' if late else 'soon'}:{entry.row.due_on.isoformat()}"
        tell_card(deed, entry.card, to=entry.assignee_id, template="review-row-due", key=key)
        count += 1
    return count


def _remind_data(deed: Deed) -> int:
    soon = deed.day + timedelta(days=whole("planning.data_request_remind_days", on=deed.day))
    count = 0
    for asked in DataRequest.objects.filter(state=DataState.ASKED, due_on__lte=soon).order_by("pk"):
        late = asked.due_on < deed.day
        notices.tell(
            deed,
            to=Recipient.account(asked.owner_id),
            template="data-request-due",
            about_kind="data_request",
            about_id=asked.pk,
            idem_key=f"data-request-due:{asked.pk}:{'late' if late else 'soon'}:{asked.due_on.isoformat()}",
            path=f"/plan/data-requests/{asked.pk}/",
        )
        if asked.reminded_on is None or asked.reminded_on < deed.day:
            asked.reminded_on = deed.day
            asked.save(update_fields=["reminded_on"])
        count += 1
    return count
