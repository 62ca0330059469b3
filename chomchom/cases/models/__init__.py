"""The tables of cases, by subject."""

from __future__ import annotations

from chomchom.cases.models.case import (
    AftercareDate,
    Case,
    CaseNote,
    CasePause,
    CaseQuerySet,
    CaseStep,
    CriteriaCheck,
    SecondLook,
)
from chomchom.cases.models.forms import FormRecord
from chomchom.cases.models.plans import Check, Goal, GoalCheck, Plan, PlanService

__all__ = [
    "AftercareDate",
    "Case",
    "CaseNote",
    "CasePause",
    "CaseQuerySet",
    "CaseStep",
    "Check",
    "CriteriaCheck",
    "FormRecord",
    "Goal",
    "GoalCheck",
    "Plan",
    "PlanService",
    "SecondLook",
]
