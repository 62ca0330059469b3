"""Tables of the plan, one file a subject."""

from __future__ import annotations

from chomchom.planning.models.budget import Budget
from chomchom.planning.models.lineage import Lineage
from chomchom.planning.models.moneyfile import BudgetFile
from chomchom.planning.models.tables import ImportedTable, TableFile, TableRow
from chomchom.planning.models.tree import CrossLink, Priority, Project, ProjectName, Strategy, Term
from chomchom.planning.models.versions import PlanVersion

__all__ = [
    "Budget",
    "BudgetFile",
    "CrossLink",
    "ImportedTable",
    "Lineage",
    "PlanVersion",
    "Priority",
    "Project",
    "ProjectName",
    "Strategy",
    "TableFile",
    "TableRow",
    "Term",
]
