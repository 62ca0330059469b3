"""The approval line: boxes in their order, each signed by the account it names. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from chomchom.kernel.verdicts import Refused


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the line."""

    no: int
    account_id: UUID | None
    approved: bool


def next_box(line: Sequence[Box]) -> Box | None:
    """The first box that is not signed; None where all are."""
    return next((box for box in sorted(line, key=lambda one: one.no) if not box.approved), None)


def check_may_sign(line: Sequence[Box], account_id: UUID) -> Box:
    """The box whose turn it is, if it is this account's. Raises `nothing-to-approve`, `step-names-nobody`,
    `not-your-step` (another's box, or one's own before its turn)."""
    box = next_box(line)
    if box is None:
        raise Refused("nothing-to-approve")
    if box.account_id is None:
        raise Refused("step-names-nobody")
    if box.account_id != account_id:
        raise Refused("not-your-step")
    return box
