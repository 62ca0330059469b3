"""Candidates for the plan: what they say, by which criteria they are judged, and what became of them.

후속 검토 and 추가 검토 are different answers: "look at it again in the next round" and "find out something first".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from chomchom.kernel.roles import Role
from chomchom.kernel.states import Move, StateTable
from chomchom.kernel.verdicts import Refused
from chomchom.planning.rules.tree import Placement


class CandidateState(StrEnum):
    """제안, 검토, 추가 검토, 후속 검토, 채택, 편입, 제외."""

    PROPOSED = "proposed"
    REVIEWING = "reviewing"
    MORE_REVIEW = "more_review"
    LATER_REVIEW = "later_review"
    ADOPTED = "adopted"
    MERGED = "merged"
    EXCLUDED = "excluded"


class Proposer(StrEnum):
    """Who proposed: a department, a member of the council, an agency, a citizen, the task force."""

    DEPARTMENT = "department"
    MEMBER = "member"
    AGENCY = "agency"
    CITIZEN = "citizen"
    TASK_FORCE = "task_force"


class CriteriaList(StrEnum):
    """Two lists that are kept apart: criteria to enter the plan, considerations for every review."""

    ENTRY = "entry"
    REVIEW = "review"


class CityList(StrEnum):
    """Which of the city's own lists an entry stands on."""

    CRITERION = "criterion"
    THEME = "theme"
    ROW = "row"


class ThemeKind(StrEnum):
    """A lasting theme of the plan, or an issue that came up."""

    THEME = "theme"
    ISSUE = "issue"


class Judgement(StrEnum):
    """How a criterion is met. `OPEN` is the honest beginning, never a no."""

    OPEN = "open"
    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"


_CITY = (Role.CITY_OFFICER, Role.COUNCIL_OFFICE)
_WAITING = frozenset({CandidateState.REVIEWING, CandidateState.MORE_REVIEW, CandidateState.LATER_REVIEW})
DECIDED = frozenset({CandidateState.ADOPTED, CandidateState.MERGED, CandidateState.EXCLUDED})

CANDIDATE_MOVES = StateTable(
    CandidateState,
    CandidateState.PROPOSED,
    (
        Move("take_up", frozenset({CandidateState.PROPOSED}), CandidateState.REVIEWING, who=_CITY),
        Move(
            "ask_more",
            frozenset({CandidateState.REVIEWING, CandidateState.LATER_REVIEW}),
            CandidateState.MORE_REVIEW,
            who=_CITY,
            reason=True,
        ),
        Move(
            "look_later",
            frozenset({CandidateState.REVIEWING, CandidateState.MORE_REVIEW}),
            CandidateState.LATER_REVIEW,
            who=_CITY,
            reason=True,
        ),
        Move(
            "take_up_again",
            frozenset({CandidateState.MORE_REVIEW, CandidateState.LATER_REVIEW}),
            CandidateState.REVIEWING,
            who=_CITY,
        ),
        Move("adopt", _WAITING, CandidateState.ADOPTED, who=_CITY, reason=True),
        Move("merge", _WAITING, CandidateState.MERGED, who=_CITY, reason=True),
        Move("exclude", _WAITING | {CandidateState.PROPOSED}, CandidateState.EXCLUDED, who=_CITY, reason=True),
        Move("reopen", DECIDED, CandidateState.REVIEWING, who=_CITY, reason=True),
    ),
)

DECIDING = frozenset({"adopt", "merge", "exclude"})
"""Moves that need the decision they rest on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionFacts:
    """One criterion in force and what was said of it."""

    code: str
    label: str
    judgement: Judgement = Judgement.OPEN
    text: str = ""
    evidence_id: UUID | None = None
    open_question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """On what a move rests: words, the council's decision or where it was decided, and where the work goes."""

    reason: str = ""
    decision_id: UUID | None = None
    decided_in: str = ""
    placement: Placement | None = None
    placed_in: UUID | None = None
    placed_area: str = ""


def in_force(*, from_on: date, until_on: date | None, on: date) -> bool:
    """Whether an entry of a dated code table stands on a day; the last day is included."""
    return from_on <= on and (until_on is None or on <= until_on)


def open_criteria(criteria: Iterable[CriterionFacts]) -> tuple[CriterionFacts, ...]:
    """The criteria nobody has judged yet."""
    return tuple(one for one in criteria if one.judgement is Judgement.OPEN)


def check_candidate(*, name: str, purpose: str) -> None:
    """A candidate says what it is called and what it is for; raises `candidate-needs-name`, `candidate-needs-purpose`."""
    if not name.strip():
        raise Refused("candidate-needs-name")
    if not purpose.strip():
        raise Refused("candidate-needs-purpose")


def check_judgement(judgement: Judgement, *, text: str, open_question: str) -> None:
    """Who says "not" or "partly" says why, and an open criterion says what is to be found out.

    Raises `criterion-needs-words` and `criterion-needs-question`.
    """
    if judgement in (Judgement.PARTLY, Judgement.NOT_MET) and not text.strip():
        raise Refused("criterion-needs-words")
    if judgement is Judgement.OPEN and not open_question.strip():
        raise Refused("criterion-needs-question")


def check_placement(placement: Placement | None, *, placed_in: UUID | None, placed_area: str) -> None:
    """Part of another project names it, another area's names the area; an own one names neither.

    Raises `candidate-needs-host`, `candidate-needs-area`, `candidate-own-has-host`.
    """
    if placement is Placement.PART_OF and placed_in is None:
        raise Refused("candidate-needs-host")
    if placement is Placement.OTHER_AREA and not placed_area.strip():
        raise Refused("candidate-needs-area")
    if placement is Placement.OWN and (placed_in is not None or placed_area.strip()):
        raise Refused("candidate-own-has-host")


def check_candidate_move(
    move: str,
    current: CandidateState,
    *,
    decided: Decided,
    criteria: Iterable[CriterionFacts],
    in_plan: bool,
) -> CandidateState:
    """The candidate's next state.

    To adopt, every criterion is judged and the placement is said; to merge, the project that takes it in is named.
    Raises `wrong-state`, `candidate-move-needs-reason`, `candidate-needs-decision`, `candidate-criteria-open` (named),
    `candidate-needs-placement`, `candidate-needs-host`, `candidate-needs-area`, and `candidate-already-in-plan`.
    """
    target = CANDIDATE_MOVES.target(move, current)
    if move == "reopen" and in_plan:
        raise Refused("candidate-already-in-plan")
    if CANDIDATE_MOVES.move(move).reason and not decided.reason.strip():
        raise Refused("candidate-move-needs-reason")
    if move in DECIDING and decided.decision_id is None and not decided.decided_in.strip():
        raise Refused("candidate-needs-decision")
    if move == "adopt":
        if left := open_criteria(criteria):
            raise Refused("candidate-criteria-open", criteria=", ".join(one.label for one in left))
        if decided.placement is None:
            raise Refused("candidate-needs-placement")
        check_placement(decided.placement, placed_in=decided.placed_in, placed_area=decided.placed_area)
    if move == "merge" and decided.placed_in is None:
        raise Refused("candidate-needs-host")
    return target


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """What the matrix leaves empty: themes nothing serves, and things that serve no theme."""

    themes: tuple[str, ...]
    things: tuple[str, ...]


def gaps(*, themes: Iterable[str], things: Iterable[str], marks: Mapping[str, frozenset[str]]) -> Gaps:
    """The gaps of a matrix; `marks` maps a thing to the codes of the themes it serves."""
    served = frozenset(code for codes in marks.values() for code in codes)
    return Gaps(
        themes=tuple(code for code in themes if code not in served),
        things=tuple(thing for thing in things if not marks.get(thing)),
    )
