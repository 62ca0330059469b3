"""The plan's front desk."""

from __future__ import annotations

from chomchom.planning.rules.budget import MoneySource
from chomchom.planning.rules.lineage import LineageKind
from chomchom.planning.rules.tree import Placement, ProjectKind, ProjectState, RunBy

__all__ = ["LineageKind", "MoneySource", "Placement", "ProjectKind", "ProjectState", "RunBy"]
