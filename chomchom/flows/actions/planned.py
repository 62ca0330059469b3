"""What the council decided, made in the plan: a new name, an end, a next form, indicators to be written; and proposals
that become candidates. The council keeps what was decided, the plan keeps what came of it; each names the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from chomchom.council import public as council
from chomchom.flows import sentences
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.planning import public as planning

CRITERION = {
    "necessity": "need",
    "sustainability": "four_years",
    "collectable": "collectable",
    "measurable": "measurable",
    "partnership": "partnership",
}
"""A criterion as a proposal asks for it, and as the register of candidates keeps it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One change of a decision on its way into the plan."""

    asked: council.AskedChange
    project: planning.ProjectLine
    into: UUID | None
    term_id: UUID | None

    @property
    def reason(self) -> str:
        """Why, in the plan's history: what the council said."""
        return self.asked.reason.strip()[:300] or self.asked.name


def apply_change(
    deed: Deed,
    *,
    change_id: UUID,
    project_id: UUID | None = None,
    into: UUID | None = None,
    term_id: UUID | None = None,
) -> UUID | None:
    """Make in the plan what an approved decision asks for, and say so to the council; what came of it.

    `project_id` is the project it is about, `into` the one it joins (a merger), `term_id` the plan of its next form.
    Raises `decision-change-gone` where it was made meanwhile or its decision amended, `change-needs-a-project`,
    `merger-needs-a-project`, `change-needs-a-plan`, and what the plan and the council refuse.
    """
    asked = next(iter(council.decision_changes(deed, change_ids=[change_id])), None)
    if asked is None:
        raise Refused("decision-change-gone")
    kind = council.ChangeKind(asked.kind)
    made = None
    if kind in _DEEDS:
        if project_id is None:
            raise Refused("change-needs-a-project")
        line = planning.project_page(deed, project_id).line
        made = _DEEDS[kind](deed, Made(asked=asked, project=line, into=into, term_id=term_id))
    council.mark_change_applied(deed, change_id=change_id, applied_to=made)
    return made


def _rename(deed: Deed, one: Made) -> UUID:
    planning.rename(
        deed, project_id=one.project.id, name=one.asked.to, reason=one.reason, seen_version=one.project.version,
        decision_id=one.asked.decision_id,
    )  # fmt: skip
    return one.project.id


def _close(deed: Deed, one: Made) -> UUID:
    becoming = _becoming(one, planning.LineageKind.CLOSES)
    planning.close(deed, project_id=one.project.id, becoming=becoming, seen_version=one.project.version)
    return one.project.id


def _convert(deed: Deed, one: Made) -> UUID:
    if one.term_id is None:
        raise Refused("change-needs-a-plan")
    [made] = planning.hand_over(
        deed, project_ids=[one.project.id], term_id=one.term_id, names=[one.asked.to],
        becoming=_becoming(one, planning.LineageKind.CONVERTS),
    )  # fmt: skip
    return made


def _merge(deed: Deed, one: Made) -> UUID:
    if one.into is None:
        raise Refused("merger-needs-a-project")
    becoming = _becoming(one, planning.LineageKind.MERGES)
    planning.lead_into(deed, project_ids=[one.project.id], target_id=one.into, becoming=becoming)
    return one.into


def _add_indicator(deed: Deed, one: Made) -> UUID:
    return planning.draft_indicator(
        deed, project_id=one.project.id, name=one.asked.to, owner_name=one.asked.owner_name, due_on=one.asked.due_on,
        decision_id=one.asked.decision_id,
    )  # fmt: skip


def _becoming(one: Made, kind: planning.LineageKind) -> planning.Becoming:
    return planning.Becoming(kind=kind, reason=one.reason, on=one.asked.decided_on, decision_id=one.asked.decision_id)


_DEEDS: dict[council.ChangeKind, Callable[[Deed, Made], UUID]] = {
    council.ChangeKind.RENAME: _rename,
    council.ChangeKind.CLOSE: _close,
    council.ChangeKind.CONVERT: _convert,
    council.ChangeKind.MERGE: _merge,
    council.ChangeKind.ADD_INDICATOR: _add_indicator,
}
"""What the plan can make by itself; an overlap or a place is looked at by a person, who then says that it was done."""


def enter_said(deed: Deed, *, meeting_id: UUID, key: str, project_id: UUID | None) -> UUID:
    """Write down in the plan what a meeting claimed of a project, so that somebody finds its evidence; pressed twice,
    the same claim. Raises `said-gone`, `change-needs-a-project`, and what the council and the plan refuse."""
    found = council.claimed(deed, meeting_id)
    row = next((one for one in found.rows if one.key == key), None)
    if row is None:
        raise Refused("said-gone")
    if project_id is None:
        raise Refused("change-needs-a-project")
    where = sentences.said_in(found.body_name, found.day, row.line)
    given = planning.ClaimIn(text=row.text[:500], said_in=where[:120], meeting_id=meeting_id, project_id=project_id)
    return planning.enter_claim(deed, given=given)


def take_up(deed: Deed, *, proposal_id: UUID, term: int) -> UUID:
    """Make a candidate of a proposal; asked twice, the same candidate. Raises `proposal-not-found` and what both refuse."""
    row = council.proposal(deed, proposal_id)
    said = {one.name: one.text for one in row.fields}
    candidate_id = planning.candidate_from(
        deed, term=term, proposal_id=proposal_id, name=row.name, purpose=said.get("necessity", ""),
        target_group=said.get("target", ""), problem=said.get("problem", ""), means=said.get("means", ""),
        proposer_name=row.organisation, department=said.get("collector", "")[:80],
        criteria={CRITERION[name]: text for name, text in said.items() if name in CRITERION},
    )  # fmt: skip
    council.take_up_proposal(deed, proposal_id=proposal_id, candidate_id=candidate_id)
    return candidate_id
