"""A visitor's answer: from a page, from an offline queue, once per key, and also when it comes late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.events import About
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.outreach import access
from chomchom.outreach.actions import telling
from chomchom.outreach.actions.attempts import about_episode, apply_after
from chomchom.outreach.actions.checks import as_intake, lock_both
from chomchom.outreach.actions.receive import receive_signal
from chomchom.outreach.actions.texts import kept_photo, plain_memo
from chomchom.outreach.events import SiteCheckReported
from chomchom.outreach.models import Episode, SiteCheck, SiteCheckAnswer
from chomchom.outreach.rules.arrivals import SignalIn, minutes_since
from chomchom.outreach.rules.attempts import After
from chomchom.outreach.rules.checks import AT_THE_DOOR, MEANING, check_answer_is_whole, grade_after_check
from chomchom.outreach.rules.machine import CHECK_STATES
from chomchom.outreach.rules.words import (
    CheckResult,
    CheckState,
    Door,
    Grade,
    NotDone,
    Reason,
    VisitorKind,
)
from chomchom.rulebook.public import whole
from chomchom.store.acting import require, widened


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What became of an answer. `repeated`: the key was known; `more_wanted`: 119 was called, the rest comes later."""

    answer_id: UUID
    repeated: bool
    more_wanted: bool


def report_site_check(
    deed: Deed,
    *,
    site_check_id: UUID,
    idem_key: UUID,
    result: CheckResult,
    not_done: NotDone | None = None,
    memo: str = "",
    photo: bytes = b"",
    occurred_at: datetime | None = None,
) -> Answered:
    """Take a visitor's answer. Nothing but the result is needed; `called119` may come at any time.

    `occurred_at` is the phone's time of an answer that waited for the network; a clock that cannot be right is not
    believed. Raises `site-check-not-found`, `machine-may-not-visit`, `not-done-needs-reason`, `memo-too-long`,
    `photo-unreadable`, `site-check-already-answered`.
    """
    require(deed)
    access.check_may_report(deed, access.load_check(deed, site_check_id))
    check_answer_is_whole(result, not_done)
    text, picture = plain_memo(memo), kept_photo(photo)
    with widened(deed, because="visitor-answers"):
        episode, check = lock_both(site_check_id)
        known = SiteCheckAnswer.objects.filter(site_check=check, idem_key=idem_key).first()
        if known is not None:
            return Answered(answer_id=known.pk, repeated=True, more_wanted=check.state == CheckState.EMERGENCY)
        moment = _believed(occurred_at, asked_at=check.asked_at, now=deed.at)
        answer = SiteCheckAnswer(
            site_check=check, idem_key=idem_key, result=result, not_done=not_done or "", occurred_at=moment,
            received_at=deed.at, by=deed.actor_id, sector=deed.sector, memo=text, photo=picture,
        )  # fmt: skip
        _move_check(deed, check, result)
        answer.save()
        first_at_door = result in AT_THE_DOOR and episode.first_door_at is None
        about = about_episode(as_intake(deed), episode)
        _move_episode(deed, episode, answer)
        _record(deed, episode, check, answer, first_at_door=first_at_door, about=about)
        if result is not CheckResult.MET_OK or deed.actor_id != check.asked_by:
            urgent = episode.grade == Grade.SEVERE
            telling.tell_asker(deed, check, template="site-check-reported", key=answer.pk, urgent=urgent)
    return Answered(answer_id=answer.pk, repeated=False, more_wanted=check.state == CheckState.EMERGENCY)


def _believed(told: datetime | None, *, asked_at: datetime, now: datetime) -> datetime:
    return told if told is not None and asked_at <= told <= now else now


def _move_check(deed: Deed, check: SiteCheck, result: CheckResult) -> None:
    move = "report" if MEANING[result].final else "call_119"
    try:
        check.state = CHECK_STATES.target(move, CheckState(check.state))
    except Refused as refusal:
        raise Refused("site-check-already-answered") from refusal
    check.result = result
    check.ended_at = deed.at if MEANING[result].final else None
    if check.state == CheckState.EMERGENCY:
        check.due_at = deed.at + timedelta(minutes=whole("outreach.after_119_minutes", on=deed.day))
    check.save(update_fields=["state", "result", "ended_at", "due_at"])


def _move_episode(deed: Deed, episode: Episode, answer: SiteCheckAnswer) -> None:
    result = CheckResult(answer.result)
    meaning = MEANING[result]
    if result in AT_THE_DOOR and episode.first_door_at is None:
        episode.first_door_at = answer.occurred_at
        if episode.ended_at is not None:
            Episode.objects.filter(pk=episode.pk).update(first_door_at=answer.occurred_at)
    if episode.ended_at is not None:
        _late(deed, episode, answer)
        return
    grade = grade_after_check(Grade(episode.grade), result)
    apply_after(deed, episode, After(meaning.move, grade, meaning.reason, new_due=meaning.move == "worry"))
    if not meaning.final:
        episode.due_at = deed.at + timedelta(minutes=whole("outreach.after_119_minutes", on=deed.day))
    episode.in_incident = False
    episode.version += 1
    episode.save()


def _late(deed: Deed, episode: Episode, answer: SiteCheckAnswer) -> None:
    """An answer to an episode that was ended meanwhile: worrying news opens a new one, so that nothing is lost."""
    result = CheckResult(answer.result)
    if MEANING[result].move != "worry" or result in (CheckResult.NOT_DONE, CheckResult.MOVED, CheckResult.HOSPITAL):
        return
    receive_signal(
        as_intake(deed),
        SignalIn(
            door=Door.SITE_CHECK,
            source_id=f"site-check-answer:{answer.pk}",
            occurred_at=answer.occurred_at,
            dong=episode.dong,
            person_id=episode.person_id,
            household_id=episode.household_id,
            address=str(episode.place),
            reasons=(Reason(MEANING[result].reason),),
            grade=MEANING[result].at_least,
        ),
    )


def _record(
    deed: Deed, episode: Episode, check: SiteCheck, answer: SiteCheckAnswer, *, first_at_door: bool, about: About
) -> None:
    result = CheckResult(answer.result)
    event = SiteCheckReported(
        episode_id=episode.pk,
        site_check_id=check.pk,
        visitor=VisitorKind(check.visitor_kind),
        result=result,
        minutes_since_signal=minutes_since(episode.first_signal_at, answer.occurred_at),
        minutes_since_asked=minutes_since(check.asked_at, answer.occurred_at),
        at_door=result in AT_THE_DOOR,
        first_at_door=first_at_door,
        not_done=NotDone(answer.not_done) if answer.not_done else None,
    )
    occurred_on = answer.occurred_at.astimezone(SEOUL).date()
    ledger.record(deed, event, stream=episode.pk, about=about, occurred_on=occurred_on)
