"""The front desk of outreach: hand in signals, log attempts, ask for visits, end episodes, read the board."""

from __future__ import annotations

from chomchom.outreach.access import PRINTS, visible_ids
from chomchom.outreach.actions.answers import Answered, report_site_check
from chomchom.outreach.actions.attempts import log_attempt
from chomchom.outreach.actions.checks import ask_site_check, withdraw_site_check
from chomchom.outreach.actions.closing import (
    close,
    confirm_answered,
    mark_case_opened,
    mark_referred,
    regrade,
    take_on,
)
from chomchom.outreach.actions.incidents import end_incident
from chomchom.outreach.actions.linking import link_person
from chomchom.outreach.actions.overdue import bring_back_overdue, clear_expired, wake_watched
from chomchom.outreach.actions.receive import receive_many, receive_signal
from chomchom.outreach.actions.register import GoodsIn, consult, enter_activities, enter_deficit, link_goods
from chomchom.outreach.actions.reports import ReportIn, send_report
from chomchom.outreach.actions.rounds import destroy_rounds
from chomchom.outreach.actions.searchkeys import reindex
from chomchom.outreach.reads.board import BoardCounts, BoardFilters, BoardPage, BoardRow, board, printed_list
from chomchom.outreach.reads.episodes import EpisodeLine, EpisodeRow, TimelineRow, episode, episodes_of, timeline
from chomchom.outreach.reads.outcomes import Shown, Try, shown_by, tries_of
from chomchom.outreach.reads.registers import DeficitRow, deficits
from chomchom.outreach.reads.standing import Standing, episode_standing
from chomchom.outreach.reads.visits import VisitorOption, visitors_for
from chomchom.outreach.rules.arrivals import Received, SignalIn
from chomchom.outreach.rules.closing import BY_HAND
from chomchom.outreach.rules.register import ActivityKind, ActivityLine, ActorKind, LinkResult, Payer, Resource
from chomchom.outreach.rules.words import (
    AttemptResult,
    Channel,
    CheckResult,
    Door,
    DropoutReason,
    EpisodeState,
    FinderKind,
    Grade,
    HowKnown,
    NextStep,
    Outcome,
    Reason,
    Seen,
    VisitorKind,
)
from chomchom.outreach.sentences import how_rare, labels, reason_sentence

__all__ = [
    "BY_HAND", "PRINTS", "ActivityKind", "ActivityLine", "ActorKind", "Answered", "AttemptResult", "BoardCounts", "BoardFilters", "BoardPage", "BoardRow", "Channel",
    "CheckResult", "DeficitRow", "Door", "DropoutReason", "EpisodeLine", "EpisodeRow", "EpisodeState", "FinderKind", "GoodsIn", "Grade",
    "HowKnown", "LinkResult", "NextStep", "Outcome", "Payer", "Reason", "Received", "ReportIn", "Resource", "Seen", "Shown", "SignalIn", "Standing", "TimelineRow", "Try", "VisitorKind", "VisitorOption",
    "ask_site_check", "board", "bring_back_overdue", "clear_expired", "close", "confirm_answered", "consult",
    "deficits", "destroy_rounds", "end_incident", "enter_activities", "enter_deficit", "episode", "episode_standing", "episodes_of", "how_rare", "labels", "link_goods", "link_person", "log_attempt",
    "mark_case_opened", "mark_referred", "printed_list", "reason_sentence", "receive_many", "receive_signal", "regrade", "reindex",
    "report_site_check", "send_report", "shown_by", "take_on", "timeline", "tries_of", "visible_ids", "visitors_for", "wake_watched", "withdraw_site_check",
]  # fmt: skip
