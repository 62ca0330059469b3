"""What a meeting decides: one main kind, what it asks for beside, what it changes in the plan, and when it is clear.

The kinds are the city's own dated list; a coarse class follows from the kind, so that figures count over years in
which the list was different. Source of the kinds and of the modifiers: minutes of the committees (practice 11).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from chomchom.council.rules.findings.decisions import agree
from chomchom.council.rules.lines import key
from chomchom.council.rules.subjects import Subject, said
from chomchom.kernel.verdicts import Refused


class Coarse(StrEnum):
    """What becomes of a project in the next plan, in five words that outlive the city's list; the strongest first."""

    CLOSE_AND_CONVERT = "close_and_convert"
    HOLD = "hold"
    FURTHER_REVIEW = "further_review"
    CONTINUE_WITH_BETTER_INDICATORS = "continue_with_better_indicators"
    CONTINUE = "continue"


STRENGTH = {one: place for place, one in enumerate(Coarse)}


class Modifier(StrEnum):
    """What a decision asks for beside its main kind."""

    RENAME = "rename"  # 명칭 변경
    REDESIGN = "redesign"  # 재설계
    INDICATORS = "indicators"  # 지표 보완
    OVERLAP = "overlap"  # 중복 확인
    PLACEMENT = "placement"  # 배치 확인


# Korean data: the modifiers as minutes print them
PRINTED_MODIFIERS = {
    "명칭 변경": Modifier.RENAME, "재설계": Modifier.REDESIGN, "지표 보완": Modifier.INDICATORS,
    "중복 확인": Modifier.OVERLAP, "배치 확인": Modifier.PLACEMENT,
}  # fmt: skip
_PRINTED = {modifier: words for words, modifier in PRINTED_MODIFIERS.items()}


def printed_modifier(modifier: str) -> str:
    """The words of a modifier as minutes print them."""
    return _PRINTED[Modifier(modifier)]


class ChangeKind(StrEnum):
    """What a decision changes in the plan."""

    RENAME = "rename"
    CONVERT = "convert"
    MERGE = "merge"
    CLOSE = "close"
    ADD_INDICATOR = "add_indicator"
    CHECK_OVERLAP = "check_overlap"
    CHECK_PLACEMENT = "check_placement"


NAMES_SOMETHING = frozenset({ChangeKind.RENAME, ChangeKind.CONVERT, ChangeKind.MERGE, ChangeKind.ADD_INDICATOR})
"""Changes that have to say to what: the new name, the project it becomes or joins, the indicator."""

ASKED_FOR = {
    Modifier.RENAME: ChangeKind.RENAME,
    Modifier.INDICATORS: ChangeKind.ADD_INDICATOR,
    Modifier.OVERLAP: ChangeKind.CHECK_OVERLAP,
    Modifier.PLACEMENT: ChangeKind.CHECK_PLACEMENT,
}
"""Which change a modifier announces; a redesign changes nothing by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One row of the city's list of kinds. It may be used from its first to its last day."""

    code: str
    label: str
    coarse: Coarse
    subjects: frozenset[Subject]
    from_on: date
    until_on: date | None = None

    def usable(self, subject: Subject, *, on: date) -> bool:
        """Whether somebody may decide this on a day about such a thing."""
        in_time = self.from_on <= on and (self.until_on is None or on <= self.until_on)
        return in_time and subject in self.subjects


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that changes in the plan. A draft indicator is asked of somebody by a day or an event."""

    kind: ChangeKind
    to: str = ""
    owner: str = ""
    due_on: date | None = None
    due_event: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """A decision as rules and papers look at it."""

    subject: Subject
    code: str
    name: str
    kind: Kind | None
    modifiers: tuple[Modifier, ...] = ()
    label_in_body: str = ""
    label_in_table: str = ""
    other_labels: tuple[str, ...] = ()
    resolved_label: str = ""
    section_kind: str = ""
    summary: str = ""
    direction: str = ""
    changes: tuple[Change, ...] = field(default_factory=tuple)


def modifiers_named(words: Iterable[str]) -> tuple[Modifier, ...]:
    """The modifiers a paper names, in the order of our list; words we do not know are left out."""
    named = {PRINTED_MODIFIERS[word] for word in words if word in PRINTED_MODIFIERS}
    return tuple(one for one in Modifier if one in named)


def coarse_of(kind: Kind | None, modifiers: Iterable[Modifier]) -> Coarse | None:
    """The coarse class: the kind's own; who goes on and is to be measured better goes on with better indicators."""
    if kind is None:
        return None
    if kind.coarse is Coarse.CONTINUE and Modifier.INDICATORS in set(modifiers):
        return Coarse.CONTINUE_WITH_BETTER_INDICATORS
    return kind.coarse


def main_kind(label: str, kinds: Sequence[Kind], *, subject: Subject, on: date) -> Kind | None:
    """The kind a printed label means: the strongest one it names; among equals the one that says what comes after.

    종결/전환 is a conversion, 보류·지속 검토 a hold. None where the label names none of the city's kinds.
    """
    plain = key(label)
    named = [one for one in kinds if one.usable(subject, on=on) and key(one.label) in plain]
    # A kind whose words lie inside another's that is named too was not meant itself.
    named = [one for one in named if not any(_inside(one, other) for other in named)]
    if not named:
        return None
    return min(named, key=lambda one: (STRENGTH[one.coarse], -plain.index(key(one.label))))


def _inside(one: Kind, other: Kind) -> bool:
    return one is not other and key(one.label) in key(other.label)


def labels_of(decision: DecisionFacts) -> list[str]:
    """Every label somebody printed for this decision, once each, as printed."""
    found: dict[str, str] = {}
    for label in (decision.label_in_body, decision.label_in_table, *decision.other_labels):
        if label.strip():
            found.setdefault(key(label), label.strip())
    return list(found.values())


def two_labels(decision: DecisionFacts) -> tuple[str, str] | None:
    """Two labels that do not say the same and that nobody has resolved yet; None where all is clear.

    The words of the discussion may be shorter than the table's (전환 검토 fits 종결/전환); two rows of one table may not.
    """
    if decision.resolved_label:
        return None
    body, table = decision.label_in_body.strip(), decision.label_in_table.strip()
    if body and table and not agree(body, table):
        return body, table
    for other in decision.other_labels:
        if key(other) != key(table or body):
            return table or body, other.strip()
    return None


def label_of(decision: DecisionFacts) -> str:
    """The one label body and table are printed with: the resolved one, the table's, the body's, else the kind's own."""
    printed = decision.resolved_label or decision.label_in_table or decision.label_in_body
    if printed:
        return printed
    if decision.kind is None:
        return ""
    better = Modifier.INDICATORS in decision.modifiers
    return f"{decision.kind.label}/{_PRINTED[Modifier.INDICATORS]}" if better else decision.kind.label


class Trouble(StrEnum):
    """Why a meeting's decisions cannot be approved yet; its sentence stands in sentences.py."""

    TWO_LABELS = "decision-has-two-labels"
    NO_KIND = "decision-has-no-kind"
    NO_DRAFT_INDICATORS = "decision-needs-draft-indicators"
    DRAFT_WITHOUT_OWNER_OR_DATE = "draft-indicator-needs-owner-and-date"
    CHANGE_MISSING = "decision-change-is-missing"


def troubles_of(decision: DecisionFacts) -> Iterator[tuple[Trouble, dict[str, object]]]:
    """What still stands in the way of approving one decision, each with what its sentence needs to say."""
    told: dict[str, object] = {"project": said(decision.code, decision.name)}
    two = two_labels(decision)
    if two is not None:
        yield Trouble.TWO_LABELS, {**told, "one": two[0], "other": two[1]}
    if decision.kind is None:
        yield Trouble.NO_KIND, told
    drafts = [one for one in decision.changes if one.kind is ChangeKind.ADD_INDICATOR]
    if Modifier.INDICATORS in decision.modifiers and not drafts:
        yield Trouble.NO_DRAFT_INDICATORS, told
    for draft in drafts:
        if not draft.owner.strip() or (draft.due_on is None and not draft.due_event.strip()):
            yield Trouble.DRAFT_WITHOUT_OWNER_OR_DATE, {**told, "indicator": draft.to}
    asked = {one.kind for one in decision.changes}
    if Modifier.RENAME in decision.modifiers and ChangeKind.RENAME not in asked:
        yield Trouble.CHANGE_MISSING, told


def check_can_be_approved(decisions: Iterable[DecisionFacts]) -> None:
    """Raises the first trouble: `decision-has-two-labels`, `decision-has-no-kind`, `decision-needs-draft-indicators`,
    `draft-indicator-needs-owner-and-date`, `decision-change-is-missing`."""
    for decision in decisions:
        for trouble, told in troubles_of(decision):
            raise Refused(trouble.value, **told)


def check_kind_fits(kind: Kind, *, subject: Subject, on: date) -> None:
    """Raises `decision-kind-not-in-use` for a kind that is over, not yet in use, or for something else."""
    if not kind.usable(subject, on=on):
        raise Refused("decision-kind-not-in-use", kind=kind.label)


def check_change(change: Change) -> None:
    """Raises `change-needs-a-target` for a change that does not say to what."""
    if change.kind in NAMES_SOMETHING and not change.to.strip():
        raise Refused("change-needs-a-target")


MOST_CHANGES = 20


def check_changes(changes: Sequence[Change]) -> None:
    """Raises `change-needs-a-target`, `changes-contradict` (two new names, or closed and merged), `too-many-changes`."""
    if len(changes) > MOST_CHANGES:
        raise Refused("too-many-changes", most=MOST_CHANGES)
    for change in changes:
        check_change(change)
    names = {key(one.to) for one in changes if one.kind is ChangeKind.RENAME}
    ends = {one.kind for one in changes} & {ChangeKind.CLOSE, ChangeKind.MERGE, ChangeKind.CONVERT}
    if len(names) > 1 or len(ends) > 1:
        raise Refused("changes-contradict")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDecision:
    """One row of the table of conclusions and the lines under the project, from one and the same record."""

    section_kind: str
    name: str
    summary: str
    direction: str
    body: tuple[str, ...]


def printed(decision: DecisionFacts) -> PrintedDecision:
    """A decision as papers print it. Body and table carry the same label, because both are made here."""
    label = label_of(decision)
    words = decision.direction.strip()
    # Korean data: how minutes say that something was decided
    settled = f"본 사업은 {label}(으)로 정리함." if label else ""
    return PrintedDecision(
        section_kind=decision.section_kind,
        name=said(decision.code, decision.name),
        summary=decision.summary,
        direction=" ".join(part for part in (f"{label}." if label else "", words) if part),
        body=tuple(part for part in (settled, words) if part),
    )


def check_can_be_amended(*, approved: bool, already_amended: bool, reason: str) -> None:
    """Before approval a decision is simply written; afterwards only an amendment with a reason stands beside it.

    Raises `decision-not-approved-yet`, `decision-already-amended`, `amendment-needs-a-reason`.
    """
    if not approved:
        raise Refused("decision-not-approved-yet")
    if already_amended:
        raise Refused("decision-already-amended")
    if not reason.strip():
        raise Refused("amendment-needs-a-reason")


def check_can_be_written(*, approved: bool, goes_round: bool = False) -> None:
    """Raises `decision-is-approved`: an approved decision is never edited; and `decision-goes-round` while minutes are
    being signed, because a signature was given to what stood there."""
    if approved:
        raise Refused("decision-is-approved")
    if goes_round:
        raise Refused("decision-goes-round")
