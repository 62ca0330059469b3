"""Tables of the plan, one file a subject."""

from __future__ import annotations

from chomchom.planning.models.budget import Budget
from chomchom.planning.models.lineage import Lineage
from chomchom.planning.models.tree import CrossLink, Priority, Project, ProjectName, Strategy, Term

__all__ = ["Budget", "CrossLink", "Lineage", "Priority", "Project", "ProjectName", "Strategy", "Term"]
