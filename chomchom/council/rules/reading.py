"""Reading minutes from end to end: lines in, records, corrections and findings out, as plain JSON values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from chomchom.council.rules.corrections import corrections_in
from chomchom.council.rules.findings import findings_in
from chomchom.council.rules.grammar import read_lines
from chomchom.council.rules.lines import Line
from chomchom.council.rules.shape import Finding, Minutes


def read_minutes(lines: Sequence[Line], *, photos: int = 0) -> Minutes:
    """Everything that can be read from the lines, with proposals and findings."""
    minutes = read_lines(lines, photos=photos)
    minutes.corrections = corrections_in(lines, minutes)
    minutes.findings = findings_in(lines, minutes)
    return minutes


def as_json(minutes: Minutes, *, say: Callable[[Finding], str]) -> dict[str, Any]:
    """The records as plain values in their published shape; where they stood is left out. `say` words a finding."""
    found = asdict(minutes)
    del found["where"], found["headings"], found["form"]
    for decision in found["decisions"]:
        decision["class"] = decision.pop("class_")
    found["findings"] = [{"code": one.code, "lines": one.lines, "text": say(one)} for one in minutes.findings]
    return found
