"""The plan's front desk."""

from __future__ import annotations

from chomchom.planning.actions import asks, candidates, existing, library, lists, overlaps, reviews
from chomchom.planning.actions.budget import write_budgets
from chomchom.planning.actions.candidates import candidate_from
from chomchom.planning.actions.indicators import approve_definition, draft_indicator, take_over, write_definition
from chomchom.planning.actions.library import ClaimIn, EvidenceIn, enter_claim, enter_evidence
from chomchom.planning.actions.lineage import Becoming, close, hand_over, lead_into, rename
from chomchom.planning.actions.results import EnteredIn, compute_result, enter_result, move_results
from chomchom.planning.actions.reviews import QuoteIn, quote_opinions
from chomchom.planning.actions.steps import StepIn, note_chapter, note_step
from chomchom.planning.actions.targets import plan_stage, reach_stage, set_target
from chomchom.planning.actions.tree import (
    ProjectIn,
    change_project,
    confirm_project,
    enter_priority,
    enter_project,
    enter_strategy,
    enter_term,
    place_project,
)
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
from chomchom.planning.rules.definitions import (
    DataSource,
    DefinitionIn,
    Direction,
    FigureKind,
    IndicatorType,
    LowerMethod,
)
from chomchom.planning.rules.evidence import EvidenceKind, Figure
from chomchom.planning.rules.lineage import LineageKind
from chomchom.planning.rules.moneyfile import MoneyLine
from chomchom.planning.rules.pairs import PairVerdict, Thing, ThingKind
from chomchom.planning.rules.tree import Placement, ProjectKind, ProjectState, RunBy

__all__ = [
    "Answer", "Becoming", "Book", "BookFigure", "BookProject", "BookTerm", "CandidateState", "Chapter", "ClaimIn",
    "CriteriaList", "DataSource", "Decided", "DefinitionIn", "Direction", "EnteredIn", "EvidenceIn",
    "EvidenceKind", "Figure", "FigureKind", "Found", "IndicatorType", "Judgement", "LineageKind", "LowerMethod",
    "Money", "MoneyLine", "MoneySource", "Outline", "PairVerdict", "Placement", "ProjectIn", "ProjectKind",
    "ProjectLine", "ProjectPage", "ProjectState", "Proposer", "QuoteIn", "RunBy", "Step", "StepIn", "TermRow",
    "ThemeKind", "Thing", "ThingKind", "all_programmes", "approve_definition", "arithmetic_line", "asks", "book",
    "book_terms", "candidate_from", "candidates", "change_project", "claimed_texts", "close", "compute_result", "confirm_project",
    "draft_indicator", "enter_claim", "enter_evidence", "enter_priority", "enter_project", "enter_result",
    "enter_strategy", "enter_term", "evidence_value", "execution_line", "existing", "hand_over", "lead_into",
    "library", "lists", "move_results", "note_chapter", "note_step", "outline", "overlaps", "percent",
    "place_project", "plan_stage", "project_page", "quote_opinions", "reach_stage", "record_version", "rename",
    "reviews", "round_page", "search", "set_target", "take_over", "terms", "write_budgets", "write_definition",
]  # fmt: skip
