"""What an opinion, a decision or a task is about, and how two papers are seen to speak of the same project."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from chomchom.council.rules.lines import clean, key
from chomchom.kernel.codes import as_kept, as_shown, numbers_of
from chomchom.kernel.verdicts import Refused

LONGEST_NAME, LONGEST_CODE = 120, 20
_LAST = (10**6,)


class Subject(StrEnum):
    """What is spoken about."""

    PROJECT = "project"  # 세부사업
    CANDIDATE = "candidate"  # 신규 후보
    ISSUE = "issue"  # 핵심 이슈
    PLAN = "plan"  # the plan as a whole


DECIDED = frozenset({Subject.PROJECT, Subject.CANDIDATE})
"""What a decision can be about."""


def code_kept(printed: str) -> str:
    """A project's code as every room keeps it: `Ⅰ-4-10`, `I-4-10` and `l – 4 - 10` are `1-4-10`.

    A text that is no code of the plan is kept as it is, without its blanks.
    """
    numbers = numbers_of(clean(printed))
    return as_kept(numbers) if numbers else clean(printed).replace(" ", "")[:LONGEST_CODE]


def code_shown(kept: str) -> str:
    """The form on screens and papers: `Ⅰ-4-10`; what is no code stays as it is."""
    return as_shown(kept) if numbers_of(kept) else kept


def code_order(kept: str) -> tuple[tuple[int, ...], str]:
    """By number, not by letters: 1-4-2 before 1-4-10, and what has no code last."""
    return numbers_of(kept) or _LAST, kept


def said(kept: str, name: str) -> str:
    """Code and name as people say them, either alone where the other is missing."""
    return f"{code_shown(kept)} {name}".strip()


def subject_key(subject: Subject, *, code: str, name: str) -> str:
    """By what two records are known to be about the same thing: the code, else the name without blanks and dots."""
    if subject is Subject.PLAN:
        return "plan"
    if code and subject is not Subject.ISSUE:
        return f"code:{code_kept(code)}"
    return f"{'issue' if subject is Subject.ISSUE else 'name'}:{key(name)[:LONGEST_NAME]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What something is about: a project by code or id, a candidate or issue by name, or the plan."""

    subject: Subject
    code: str = ""
    name: str = ""
    subject_id: UUID | None = None

    def columns(self) -> dict[str, object]:
        """The columns of a table that speaks of it. Raises `subject-needs-a-name`."""
        name, code = self.name.strip()[:LONGEST_NAME], code_kept(self.code)
        if self.subject is not Subject.PLAN and not (name or (code and self.subject is Subject.PROJECT)):
            raise Refused("subject-needs-a-name")
        return {
            "subject": self.subject,
            "subject_id": self.subject_id,
            "code": code,
            "name": name,
            "key": subject_key(self.subject, code=code, name=name),
        }
