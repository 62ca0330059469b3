"""How one project becomes another, and where it came from."""

from __future__ import annotations

from enum import StrEnum


class LineageKind(StrEnum):
    """What happened to a project on its way into the next plan or inside one."""

    KEEPS = "keeps"
    RENAMES = "renames"
    MERGES = "merges"
    SPLITS = "splits"
    CONVERTS = "converts"
    CLOSES = "closes"
