"""The plan's front desk."""

from __future__ import annotations

from chomchom.planning.actions.asks import (  # isort: skip
    DataRequestIn, ProvinceRequestIn, answer_data, answer_province_request, ask_data, enter_province_request,
    send_province_request,
)  # fmt: skip
from chomchom.planning.actions.budget import write_budgets

from chomchom.planning.actions.candidates import (  # isort: skip
    AnswerIn, CandidateIn, candidate_from, judge, mark_themes, move_candidate, propose,
)  # fmt: skip
from chomchom.planning.actions.existing import confirm_existing, upload_existing
from chomchom.planning.actions.indicators import approve_definition, draft_indicator, take_over, write_definition
from chomchom.planning.actions.library import ClaimIn, EvidenceIn, FileIn, enter_claim, enter_evidence
from chomchom.planning.actions.lineage import Becoming, close, hand_over, lead_into, rename
from chomchom.planning.actions.lists import add_theme
from chomchom.planning.actions.overlaps import StatedIn, judge_pair, state_overlap
from chomchom.planning.actions.results import EnteredIn, compute_result, enter_result, move_results

from chomchom.planning.actions.reviews import (  # isort: skip
    QuoteIn, RoundIn, assign_rows, move_card, open_round, quote_opinions, write_row,
)  # fmt: skip
from chomchom.planning.actions.steps import StepIn, note_chapter, note_step
from chomchom.planning.actions.targets import plan_stage, reach_stage, set_target

from chomchom.planning.actions.tree import (  # isort: skip
    ProjectIn, change_project, confirm_project, enter_priority, enter_project, enter_strategy, enter_term,
    place_project,
)  # fmt: skip
from chomchom.planning.actions.versions import record_version
from chomchom.planning.reads.book import Book, BookFigure, BookProject, BookTerm, book, book_terms, percent
from chomchom.planning.reads.existing import all_programmes
from chomchom.planning.reads.library import claimed_texts, evidence_value
from chomchom.planning.reads.project import ProjectPage, project_page
from chomchom.planning.reads.reviews import round_page
from chomchom.planning.reads.said import arithmetic_line, execution_line
from chomchom.planning.reads.tree import Found, Outline, ProjectLine, TermRow, outline, search, terms
from chomchom.planning.rules.asks import Answer
from chomchom.planning.rules.budget import Money, MoneySource
from chomchom.planning.rules.calendar import Chapter, Step
from chomchom.planning.rules.candidates import CandidateState, CriteriaList, Decided, Judgement, Proposer, ThemeKind

from chomchom.planning.rules.definitions import (  # isort: skip
    DataSource, DefinitionIn, Direction, FigureKind, IndicatorType, LowerMethod,
)  # fmt: skip
from chomchom.planning.rules.evidence import EvidenceKind, Figure
from chomchom.planning.rules.lineage import LineageKind
from chomchom.planning.rules.moneyfile import MoneyLine
from chomchom.planning.rules.pairs import PairVerdict, Thing, ThingKind
from chomchom.planning.rules.tree import Placement, ProjectKind, ProjectState, RunBy

__all__ = [
    "Answer", "AnswerIn", "Becoming", "Book", "BookFigure", "BookProject", "BookTerm", "CandidateIn", "CandidateState",
    "Chapter", "ClaimIn", "CriteriaList", "DataRequestIn", "DataSource", "Decided", "DefinitionIn", "Direction",
    "EnteredIn", "EvidenceIn", "EvidenceKind", "Figure", "FigureKind", "FileIn", "Found", "IndicatorType", "Judgement",
    "LineageKind", "LowerMethod", "Money", "MoneyLine", "MoneySource", "Outline", "PairVerdict", "Placement",
    "ProjectIn", "ProjectKind", "ProjectLine", "ProjectPage", "ProjectState", "Proposer", "ProvinceRequestIn",
    "QuoteIn", "RoundIn", "RunBy", "StatedIn", "Step", "StepIn", "TermRow", "ThemeKind", "Thing", "ThingKind",
    "add_theme", "all_programmes", "answer_data", "answer_province_request", "approve_definition", "arithmetic_line",
    "ask_data", "assign_rows", "book", "book_terms", "candidate_from", "change_project", "claimed_texts", "close",
    "compute_result", "confirm_existing", "confirm_project", "draft_indicator", "enter_claim", "enter_evidence",
    "enter_priority", "enter_project", "enter_province_request", "enter_result", "enter_strategy", "enter_term",
    "evidence_value", "execution_line", "hand_over", "judge", "judge_pair", "lead_into", "mark_themes",
    "move_candidate", "move_card", "move_results", "note_chapter", "note_step", "open_round", "outline", "percent",
    "place_project", "plan_stage", "project_page", "propose", "quote_opinions", "reach_stage", "record_version",
    "rename", "round_page", "search", "send_province_request", "set_target", "state_overlap", "take_over", "terms",
    "upload_existing", "write_budgets", "write_definition", "write_row",
]  # fmt: skip
