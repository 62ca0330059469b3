"""How an episode may end. Only a person ends it, and never without saying how it is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from chomchom.kernel.verdicts import Refused
from chomchom.outreach.rules.machine import EPISODE_STATES
from chomchom.outreach.rules.words import (
    AttemptResult,
    DropoutReason,
    EpisodeState,
    HowKnown,
    NextStep,
    Outcome,
)

MOVE_OF: dict[Outcome, str] = {
    Outcome.SAFE: "settle",
    Outcome.HELPED: "settle",
    Outcome.HOSPITAL: "settle",
    Outcome.MOVED: "settle",
    Outcome.DECEASED: "settle",
    Outcome.NOT_NEEDED: "settle",
    Outcome.WATCH: "watch",
    Outcome.UNREACHABLE: "watch",
    Outcome.REFUSED_HELP: "watch",
    Outcome.DROPPED_OUT: "drop_out",
    Outcome.REFERRED: "refer",
    Outcome.CASE_OPENED: "open_case",
    Outcome.JOINED: "join",
}

BY_HAND = (
    Outcome.SAFE,
    Outcome.HELPED,
    Outcome.HOSPITAL,
    Outcome.MOVED,
    Outcome.DECEASED,
    Outcome.NOT_NEEDED,
    Outcome.WATCH,
    Outcome.UNREACHABLE,
    Outcome.REFUSED_HELP,
    Outcome.DROPPED_OUT,
)
"""Outcomes an officer chooses on the closing form; a referral and a case set theirs themselves."""

NEEDS_HOW = frozenset(
    {Outcome.SAFE, Outcome.HELPED, Outcome.HOSPITAL, Outcome.MOVED, Outcome.DECEASED, Outcome.NOT_NEEDED}
)
NEEDS_DATE = frozenset({Outcome.WATCH, Outcome.UNREACHABLE, Outcome.REFUSED_HELP})
HEARSAY_IS_NOT_DEATH = frozenset({HowKnown.CALL, HowKnown.NEIGHBOUR, HowKnown.AREA})


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseFacts:
    """What is known when somebody presses close. `seen_version` is what the page showed, None where no page was."""

    state: EpisodeState
    by_person: bool
    version: int
    seen_version: int | None
    outcome: Outcome | None
    how_known: HowKnown | None = None
    last_result: AttemptResult | None = None
    watch_until: date | None = None
    today: date
    watch_days: int
    dropout: DropoutReason | None = None
    next_step: NextStep | None = None
    none_accepted: bool = False


def check_may_end(facts: CloseFacts) -> str:
    """Can it end this way, now? Gives the move."""
    if not facts.by_person:
        raise Refused("machine-may-not-close")
    if facts.outcome is None:
        raise Refused("close-needs-outcome")
    if facts.state not in EPISODE_STATES.move(MOVE_OF[facts.outcome]).sources:
        raise Refused("episode-already-ended")
    if facts.seen_version is not None and facts.seen_version != facts.version:
        raise Refused("episode-has-news")
    if facts.outcome in NEEDS_HOW:
        _check_how_known(facts)
    if facts.outcome in NEEDS_DATE:
        _check_watch_date(facts)
    if facts.outcome is Outcome.DROPPED_OUT:
        _check_dropout(facts)
    return MOVE_OF[facts.outcome]


def _check_how_known(facts: CloseFacts) -> None:
    if facts.how_known is None:
        raise Refused("close-needs-how-known")
    if (
        facts.outcome is Outcome.SAFE
        and facts.how_known is HowKnown.CALL
        and facts.last_result is AttemptResult.REFUSED
    ):
        raise Refused("refused-is-not-safe")
    if facts.outcome is Outcome.DECEASED and facts.how_known in HEARSAY_IS_NOT_DEATH:
        raise Refused("death-needs-proof")


def _check_watch_date(facts: CloseFacts) -> None:
    if facts.watch_until is None:
        raise Refused("watch-needs-date")
    if facts.watch_until <= facts.today:
        raise Refused("due-in-the-past")
    if facts.watch_until > facts.today + timedelta(days=facts.watch_days):
        raise Refused("watch-too-long", days=facts.watch_days)


def _check_dropout(facts: CloseFacts) -> None:
    if facts.dropout is None:
        raise Refused("dropout-needs-reason")
    if facts.next_step is None:
        raise Refused("dropout-needs-next-step")
    if facts.next_step is NextStep.NONE and not facts.none_accepted:
        raise Refused("none-needs-a-name")


def check_may_confirm(*, state: EpisodeState, by_person: bool) -> None:
    """Only an answered episode can be confirmed in a batch, and only by a person."""
    if not by_person:
        raise Refused("machine-may-not-close")
    if state is not EpisodeState.ANSWERED:
        raise Refused("not-answered")
