"""Tables of the plan, one file a subject."""

from __future__ import annotations

from chomchom.planning.models.budget import Budget
from chomchom.planning.models.lineage import Lineage
from chomchom.planning.models.tables import ImportedTable, TableFile, TableRow
from chomchom.planning.models.tree import CrossLink, Priority, Project, ProjectName, Strategy, Term

__all__ = [
    "Budget",
    "CrossLink",
    "ImportedTable",
    "Lineage",
    "Priority",
    "Project",
    "ProjectName",
    "Strategy",
    "TableFile",
    "TableRow",
    "Term",
]
