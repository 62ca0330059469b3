"""A neighbour's report from a phone, without login; and what the finder may look up."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.network import public as network
from chomchom.notices import public as notices
from chomchom.notices.public import Recipient
from chomchom.outreach.actions.checks import as_intake
from chomchom.outreach.actions.receive import receive_signal
from chomchom.outreach.actions.texts import kept_photo, plain_memo
from chomchom.outreach.models import Episode, Report, StatusTry
from chomchom.outreach.rules.arrivals import SignalIn
from chomchom.outreach.rules.reports import (
    ReportStatus,
    check_report,
    check_report_rate,
    finder_of,
    plain_phone,
    report_status,
)
from chomchom.outreach.rules.words import Door, EpisodeState, FinderKind, Seen
from chomchom.rulebook.dongs import is_dong
from chomchom.rulebook.public import whole
from chomchom.store.acting import require, widened
from chomchom.store.constraints import refusing
from chomchom.store.sealing import blind

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportIn:
    """What the page sends. `idem_key` makes a second press one report; `sender` tells one phone from another."""

    idem_key: UUID
    sender: str
    dong: str = ""
    place: str = ""
    seen: frozenset[Seen] = frozenset()
    memo: str = ""
    phone: str = ""
    wants_answer: bool = False
    photo: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSent:
    """The number and the code the finder keeps. The code is shown once; a repeated press shows only the number."""

    number: str
    code: str
    finder: FinderKind


def send_report(deed: Deed, report: ReportIn) -> ReportSent:
    """Take in a report. Raises the codes of `rules.reports`, `dong-not-of-city`, `memo-too-long`, `photo-unreadable`."""
    require(deed)
    phone = plain_phone(report.phone)
    memo = plain_memo(report.memo)
    check_report(place=report.place, seen=report.seen, memo=memo, wants_answer=report.wants_answer, phone=phone)
    if report.dong and not is_dong(report.dong):
        raise Refused("dong-not-of-city")
    with widened(deed, because="neighbour-report"):
        known = Report.objects.select_related("signal").filter(idem_key=report.idem_key).first()
        if known is not None:
            return ReportSent(number=known.number, code="", finder=FinderKind(known.signal.finder_kind))
        sender = blind("report-sender", report.sender)
        _check_rate(deed, sender)
        return _take_in(as_intake(deed), report, sender=sender, phone=phone, memo=memo)


def _check_rate(deed: Deed, sender: bytes) -> None:
    last_hour = Report.objects.filter(received_at__gt=deed.at - HOUR)
    check_report_rate(
        from_here=last_hour.filter(sender_key=sender).count(),
        in_city=last_hour.count(),
        most_from_here=whole("outreach.reports_an_hour_from_one", on=deed.day),
        most_in_city=whole("outreach.reports_an_hour_in_city", on=deed.day),
    )


def _take_in(deed: Deed, report: ReportIn, *, sender: bytes, phone: str, memo: str) -> ReportSent:
    neighbour = network.neighbour_by_phone(deed, phone) if phone else None
    finder = finder_of(str(neighbour.kind) if neighbour else None)
    received = receive_signal(
        deed,
        SignalIn(
            door=Door.REPORT,
            source_id=f"report:{report.idem_key}",
            occurred_at=deed.at,
            dong=report.dong,
            address=report.place.strip(),
            seen=report.seen,
            note=memo,
            finder_kind=finder,
            finder_id=neighbour.id if neighbour else None,
        ),
    )
    code = f"{secrets.randbelow(10**6):06d}"
    row = Report(
        signal_id=received.signal_id,
        idem_key=report.idem_key,
        received_at=deed.at,
        sender_key=sender,
        phone=phone,
        phone_key=blind("phone", phone) if phone else None,
        neighbour_id=neighbour.id if neighbour else None,
        wants_answer=report.wants_answer,
        photo=kept_photo(report.photo),
    )
    _numbered(deed, row, code)
    if report.wants_answer:
        notices.tell(
            deed,
            to=Recipient.phone(phone, "finder"),
            template="report-received",
            about_kind="report",
            about_id=row.pk,
            idem_key=f"report-received:{row.pk}",
        )
    return ReportSent(number=row.number, code=code, finder=finder)


def _numbered(deed: Deed, row: Report, code: str) -> None:
    """Give the report a number that can be said on the telephone: day and five digits."""
    for attempt in range(5):
        row.number = f"{deed.day:%y%m%d}-{secrets.randbelow(10**5):05d}"
        row.code_key = blind("report-code", f"{row.number}:{code}")
        try:
            with refusing("outreach_report_number_key", "report-number-taken"):
                row.save(force_insert=True)
            return
        except Refused:
            if attempt == 4:
                raise


def look_up_report(deed: Deed, *, number: str, code: str, sender: str) -> ReportStatus | None:
    """접수됨 or 확인됨 by number and code; None for a wrong pair, which is counted. Raises `too-many-tries`."""
    require(deed)
    with widened(deed, because="neighbour-report"):
        key = blind("report-sender", sender)
        tries = StatusTry.objects.filter(sender_key=key, at__gt=deed.at - HOUR).count()
        if tries >= whole("outreach.status_tries_an_hour", on=deed.day):
            raise Refused("too-many-tries")
        found = Report.objects.filter(number=number.strip(), code_key=blind("report-code", f"{number.strip()}:{code}"))
        report = found.select_related("signal__episode").first()
        if report is None:
            StatusTry.objects.create(sender_key=key, at=deed.at)
            return None
        return status_of(report)


def status_of(report: Report) -> ReportStatus:
    """The status of a report; a joined episode is followed to the one that goes on."""
    episode: Episode = report.signal.episode
    return report_status(EpisodeState(episode.state))
