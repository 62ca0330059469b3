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
from chomchom.cases.models.conferences import Attendee, CaseTask, Conference, ConferenceItem, Opinion
from chomchom.cases.models.duty import Absence, Handover
from chomchom.cases.models.forms import FormRecord
from chomchom.cases.models.plans import Check, Goal, GoalCheck, Plan, PlanService

__all__ = [
    "Absence",
    "AftercareDate",
    "Attendee",
    "Case",
    "CaseNote",
    "CasePause",
    "CaseQuerySet",
    "CaseStep",
    "CaseTask",
    "Check",
    "Conference",
    "ConferenceItem",
    "CriteriaCheck",
    "FormRecord",
    "Goal",
    "GoalCheck",
    "Handover",
    "Opinion",
    "Plan",
    "PlanService",
    "SecondLook",
]
