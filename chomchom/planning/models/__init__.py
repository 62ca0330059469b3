"""Tables of the plan, one file a subject."""

from __future__ import annotations

from chomchom.planning.models.budget import Budget
from chomchom.planning.models.candidates import (
    Candidate,
    CandidateMove,
    Criterion,
    CriterionAnswer,
    Theme,
    ThemeMark,
)
from chomchom.planning.models.evidence import Claim, Evidence, ProvinceRequest
from chomchom.planning.models.existing import (
    DataRequest,
    ExistingImport,
    ExistingProgramme,
    ExistingRow,
    FacetWord,
    PairJudgement,
    StatedOverlap,
)
from chomchom.planning.models.indicators import (
    Definition,
    Indicator,
    Reckoned,
    Result,
    ResultEntries,
    Stage,
    Target,
)
from chomchom.planning.models.lineage import Lineage
from chomchom.planning.models.moneyfile import BudgetFile
from chomchom.planning.models.reviews import (
    CardEntry,
    CardMove,
    CardQuote,
    ReviewCard,
    ReviewRound,
    RoundRow,
    RowKind,
)
from chomchom.planning.models.steps import ChapterWritten, StepDone
from chomchom.planning.models.tables import ImportedTable, TableFile, TableRow
from chomchom.planning.models.tree import CrossLink, Priority, Project, ProjectName, Strategy, Term
from chomchom.planning.models.versions import PlanVersion

__all__ = [
    "Budget",
    "BudgetFile",
    "Candidate",
    "CandidateMove",
    "CardEntry",
    "CardMove",
    "CardQuote",
    "ChapterWritten",
    "Claim",
    "Criterion",
    "CriterionAnswer",
    "CrossLink",
    "DataRequest",
    "Definition",
    "Evidence",
    "ExistingImport",
    "ExistingProgramme",
    "ExistingRow",
    "FacetWord",
    "ImportedTable",
    "Indicator",
    "Lineage",
    "PairJudgement",
    "PlanVersion",
    "Priority",
    "Project",
    "ProjectName",
    "ProvinceRequest",
    "Reckoned",
    "Result",
    "ResultEntries",
    "ReviewCard",
    "ReviewRound",
    "RoundRow",
    "RowKind",
    "Stage",
    "StatedOverlap",
    "StepDone",
    "Strategy",
    "TableFile",
    "TableRow",
    "Target",
    "Term",
    "Theme",
    "ThemeMark",
]
