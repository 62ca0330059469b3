"""What is still open and could head the next agenda: tasks, carried items, decisions that wait, missing resources."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.translation import gettext as _

from chomchom.council import access
from chomchom.council.models import AgendaItem, Decision, Meeting
from chomchom.council.reads.asking import proposals as proposed_programmes
from chomchom.council.reads.tasks import OpenAction, open_actions_for_agenda
from chomchom.council.rules.agenda import Proposed, Rank, in_order
from chomchom.council.rules.asking import ProposalState
from chomchom.council.rules.deciding import Coarse
from chomchom.council.rules.meetings import ItemOrigin, ItemState, MeetingState
from chomchom.council.rules.subjects import said
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.outreach import public as outreach
from chomchom.store.acting import require
from chomchom.ui.times import official

Source = Callable[[Deed, UUID], Iterable[Proposed]]
MOST_DEFICITS, MOST_PROPOSALS = 3, 10


def proposals(deed: Deed, meeting_id: UUID) -> list[Proposed]:
    """What the office may put on this meeting's agenda, most pressing first, without what stands on it already.

    Raises `meeting-not-found`, `council-office-only`.
    """
    require(deed)
    access.check_office(deed)
    meeting = access.load_meeting(deed, meeting_id)
    return in_order(_free(meeting, [one for source in SOURCES for one in source(deed, meeting.body_id)]))


def _free(meeting: Meeting, found: Iterable[Proposed]) -> list[Proposed]:
    """Without what stands on this agenda or on that of another meeting of the body to come."""
    waiting = AgendaItem.objects.filter(
        meeting__body_id=meeting.body_id, meeting__state__in=[MeetingState.PLANNED, MeetingState.CALLED]
    )
    taken = set(waiting.exclude(origin_id=None).values_list("origin_id", flat=True))
    return [one for one in found if one.origin_id not in taken]


def carried(deed: Deed, body_id: UUID) -> list[Proposed]:
    """Items of past meetings that were put off to the next one. One query."""
    rows = AgendaItem.objects.filter(meeting__body_id=body_id, state=ItemState.CARRIED).select_related("meeting")
    taken = AgendaItem.objects.filter(meeting__body_id=body_id).exclude(origin_id=None).values("origin_id")
    return [
        Proposed(
            rank=Rank.ITEM_CARRIED_OVER,
            origin=ItemOrigin.DECISION,
            origin_id=row.pk,
            title=row.title,
            why=_("%(title)s %(n)s차에서 넘긴 안건") % {"title": row.meeting.title, "n": row.meeting.session_no or ""},
        )
        for row in rows.exclude(pk__in=taken)
    ]


def tasks(deed: Deed, body_id: UUID) -> list[Proposed]:
    """Open tasks of the body: those without owner or day first, then what is late, then by day."""
    return [
        Proposed(
            rank=Rank.ACTION_WITHOUT_OWNER_OR_DATE if one.lacks else Rank.ACTION_CARRIED_OVER,
            origin=ItemOrigin.ACTION,
            origin_id=one.action_id,
            title=one.text[:300],
            why=_why(one),
        )
        for one in open_actions_for_agenda(deed, body_id)
    ]


def _why(task: OpenAction) -> str:
    """What is missing of a task, or that it is late or carried over."""
    if task.lacks:
        return " · ".join((_("할 일"), *task.lacks))
    return _("기한이 지난 할 일") if task.late else _("넘어온 할 일")


WAITING = (Coarse.HOLD, Coarse.FURTHER_REVIEW)


def decisions(_deed: Deed, body_id: UUID) -> list[Proposed]:
    """Projects and candidates whose last decision of this body held them or was to look again. One query."""
    rows = Decision.objects.filter(meeting__body_id=body_id, amended_by=None)
    last: dict[str, Decision] = {}
    for row in rows.select_related("kind", "meeting").order_by("meeting__starts_at", "position"):
        last[row.key] = row
    return [
        Proposed(
            rank=Rank.DECISION_WAITING,
            origin=ItemOrigin.DECISION,
            origin_id=row.pk,
            title=said(row.code, row.name)[:300],
            why=_("%(day)s 결정: %(kind)s")
            % {"day": official(row.meeting.starts_at.astimezone(SEOUL).date()), "kind": row.kind.label_ko},
        )
        for row in last.values()
        if row.kind is not None and row.coarse in WAITING
    ]


def deficits(deed: Deed, _body_id: UUID) -> list[Proposed]:
    """The needs that were missing most often this year. The register gives figures, no rows."""
    found = outreach.deficits(deed, first=date(deed.day.year, 1, 1), last=deed.day)
    return [
        Proposed(
            rank=Rank.DEFICIT,
            origin=ItemOrigin.DEFICIT,
            origin_id=uuid5(NAMESPACE_URL, f"deficit:{deed.day.year}:{row.need_label}:{row.dong_name}"),
            title=_("%(dong)s의 부족 자원: %(need)s") % {"dong": row.dong_name, "need": row.need_label},
            why=_("올해 %(n)d번 드릴 곳이 없었습니다 (공적 기준 초과 %(over)d번)") % {"n": row.total, "over": row.over},
        )
        for row in found[:MOST_DEFICITS]
    ]


def handed_in(deed: Deed, _body_id: UUID) -> list[Proposed]:
    """Programmes that were proposed and not answered yet."""
    return [
        Proposed(
            rank=Rank.PROPOSAL,
            origin=ItemOrigin.PROPOSAL,
            origin_id=row.id,
            title=_("사업 제안 검토: %(name)s") % {"name": row.name},
            why=_("제안 %(number)s %(who)s") % {"number": row.number, "who": row.organisation},
        )
        for row in proposed_programmes(deed, state=ProposalState.RECEIVED, size=MOST_PROPOSALS).rows
    ]


SOURCES: tuple[Source, ...] = (tasks, carried, decisions, deficits, handed_in)
