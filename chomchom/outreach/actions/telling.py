"""Who is told what by outreach: visitors, those who asked, and finders. A message says only that there is news."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.ledger import public as ledger
from chomchom.network import public as network
from chomchom.notices import public as notices
from chomchom.notices.public import Recipient
from chomchom.outreach.events import ReportTold
from chomchom.outreach.models import Episode, Report, SiteCheck
from chomchom.outreach.rules.words import FinderKind, Grade, VisitorKind

LINK_PURPOSE = "site-check"
LINK_LASTS = timedelta(days=3)
"""How long after its due time a visitor's link still takes an answer."""


def recipient_of(deed: Deed, *, kind: VisitorKind, visitor_id: UUID) -> Recipient:
    """How a visitor is told. A neighbour's number is read for this purpose, logged."""
    if kind is VisitorKind.AGENCY:
        return Recipient.agency(visitor_id)
    if kind is VisitorKind.NEIGHBOUR:
        number = network.neighbour_phone(deed, neighbour_id=visitor_id, purpose="site-check")
        return Recipient.phone(number, "neighbour")
    return Recipient.account(visitor_id)


def issue_link(deed: Deed, check: SiteCheck, *, holder: Recipient, until: datetime) -> tuple[UUID, str]:
    """The visitor's signed link: its id for grants and its token for the one message that carries it."""
    issued = notices.links.issue_with_id(
        deed,
        purpose=LINK_PURPOSE,
        subject_kind="site_check",
        subject_id=check.pk,
        holder=holder,
        until=until + LINK_LASTS,
    )
    return issued.id, issued.token


def tell_visitor(deed: Deed, check: SiteCheck, *, to: Recipient, token: str, grade: Grade) -> None:
    """There is a request; the link stands only in the outgoing message."""
    notices.tell(
        deed,
        to=to,
        template="site-check-asked",
        about_kind="site_check",
        about_id=check.pk,
        idem_key=f"site-check-asked:{check.pk}",
        urgent=grade is Grade.SEVERE,
        path=f"/visits/{check.pk}/",
        secret=f"/v/{token}/" if token else "",
    )


def tell_withdrawn(deed: Deed, check: SiteCheck) -> None:
    """The visit is not needed any more; urgent, because somebody may be on the way."""
    kind = VisitorKind(check.visitor_kind)
    notices.tell(
        deed,
        to=recipient_of(deed, kind=kind, visitor_id=check.visitor_id),
        template="site-check-withdrawn",
        about_kind="site_check",
        about_id=check.pk,
        idem_key=f"site-check-withdrawn:{check.pk}",
        urgent=True,
    )


def tell_asker(deed: Deed, check: SiteCheck, *, template: str, key: UUID, urgent: bool) -> None:
    """The answer is there, or did not come: whoever asked is told."""
    notices.tell(
        deed,
        to=Recipient.account(check.asked_by),
        template=template,
        about_kind="episode",
        about_id=check.episode_id,
        idem_key=f"{template}:{key}",
        urgent=urgent,
        path=f"/episodes/{check.episode_id}/",
    )


def tell_officers(deed: Deed, episode: Episode) -> None:
    """Somebody needs a human within the hour: the officers of the dong are told, or the desk where nobody holds it."""
    officers = accounts.who_holds(Role.DONG_OFFICER, episode.dong, deed.day) if episode.dong else ()
    for holder in officers or accounts.who_holds(Role.DESK, None, deed.day):
        notices.tell(
            deed,
            to=Recipient.account(holder.account_id),
            template="signal-severe",
            about_kind="episode",
            about_id=episode.pk,
            idem_key=f"signal-severe:{episode.pk}:{holder.account_id}",
            urgent=True,
            path=f"/episodes/{episode.pk}/",
        )


def tell_finders(deed: Deed, episode: Episode) -> None:
    """Everybody whose report met this episode and who wants to hear learns 확인됨, once."""
    waiting = Report.objects.filter(signal__episode=episode, wants_answer=True, told_at=None)
    for report in waiting.select_related("signal").select_for_update(of=("self",)):
        notices.tell(
            deed,
            to=Recipient.phone(str(report.phone), "finder"),
            template="report-checked",
            about_kind="report",
            about_id=report.pk,
            idem_key=f"report-checked:{report.pk}",
        )
        report.told_at = deed.at
        report.save(update_fields=["told_at"])
        event = ReportTold(report_id=report.pk, finder=FinderKind(report.signal.finder_kind))
        ledger.record(deed, event, stream=episode.pk)
