"""What an opinion, a decision or a task is about, and how two papers are seen to speak of the same project."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from chomchom.council.rules.lines import clean, key
from chomchom.kernel.codes import roman
from chomchom.kernel.verdicts import Refused

_CODE = re.compile(r"([IVXlⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+|\d{1,2})((?:-\d{1,3}){1,3})")
_NUMERALS = {"I": 1, "V": 5, "X": 10}
LONGEST_NAME = 120


class Subject(StrEnum):
    """What is spoken about."""

    PROJECT = "project"  # 세부사업
    CANDIDATE = "candidate"  # 신규 후보
    ISSUE = "issue"  # 핵심 이슈
    PLAN = "plan"  # the plan as a whole


DECIDED = frozenset({Subject.PROJECT, Subject.CANDIDATE})
"""What a decision can be about."""


def code_in_one_form(printed: str) -> str:
    """A project's code as the house writes it: `1-4-10`, `Ⅰ-4-10` and `l – 4 – 10` are `I-4-10`.

    A text that is no code of the plan is kept as it is, without its blanks.
    """
    plain = re.sub(r"\s*[-–—]\s*", "-", clean(printed)).replace(" ", "")
    found = _CODE.fullmatch(plain)
    if not found:
        return plain[:20]
    return roman(found[1]) + "".join(f"-{int(part)}" for part in found[2].split("-") if part)


def code_in_numbers(code: str) -> str:
    """`I-4-10` as the plan keeps it: `1-4-10`; what is no code stays as it is."""
    found = _CODE.fullmatch(code_in_one_form(code))
    return f"{_number(found[1])}{found[2]}" if found else code


def _number(numeral: str) -> int:
    values = [_NUMERALS[sign] for sign in numeral]
    return sum(-one if one < max(values[place:]) else one for place, one in enumerate(values))


def code_order(code: str) -> tuple[tuple[int, ...], str]:
    """By number, not by letters: I-4-2 before I-4-10, and what has no code last."""
    found = _CODE.fullmatch(code_in_one_form(code)) if code else None
    if not found:
        return (10**6,), code
    return (_number(found[1]), *(int(part) for part in found[2].split("-") if part)), ""


def subject_key(subject: Subject, *, code: str, name: str) -> str:
    """By what two records are known to be about the same thing: the code, else the name without blanks and dots."""
    if subject is Subject.PLAN:
        return "plan"
    if code and subject is not Subject.ISSUE:
        return f"code:{code_in_one_form(code)}"
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
        name, code = self.name.strip()[:LONGEST_NAME], code_in_one_form(self.code) if self.code.strip() else ""
        if self.subject is not Subject.PLAN and not (name or (code and self.subject is Subject.PROJECT)):
            raise Refused("subject-needs-a-name")
        return {
            "subject": self.subject,
            "subject_id": self.subject_id,
            "code": code,
            "name": name,
            "key": subject_key(self.subject, code=code, name=name),
        }
