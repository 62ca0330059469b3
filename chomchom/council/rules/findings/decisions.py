"""The conclusions against the discussion: labels, names, codes, and who does what by when."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from chomchom.council.rules.body import ITEM
from chomchom.council.rules.facts import deciding_section, printed_code, split_code
from chomchom.council.rules.findings.projects import name_of
from chomchom.council.rules.lines import Line, key
from chomchom.council.rules.shape import Candidate, Decision, Finding, Minutes, Review

SHOWN = 40  # letters of an action that its finding quotes
# Korean data: somebody who acts
OWNER = re.compile(
    r"담당자?\s*[:：]|주무관|팀장|[가-힣](?:팀|과|국|기관|센터|협의체|사무국|분과|위원|위원장|복지관|시설)(?:들)?(?:은|는|이|가|에서)\s"
)
# Korean data: a day, or an event that has one
MEETING = re.compile(r"제\s*\d+\s*차\s*[가-힣A-Za-z ]{0,14}?회의|다음\s*회의|차기\s*회의")
# Korean data: a day, or an event that has one
DUE = re.compile(r"\d{1,2}\s*월\s*(?:\d{1,2}\s*일|말|초|중)|\d{4}\s*\.\s*\d{1,2}|까지|상반기|하반기|" + MEETING.pattern)


def _body_of(minutes: Minutes, decision: Decision) -> tuple[Review | Candidate | None, str]:
    """What was discussed under this decision, and where it stands."""
    for index, review in enumerate(minutes.reviews):
        if (decision.code and review.code == decision.code) or key(review.name) == key(decision.name):
            return review, f"review:{index}"
    for index, candidate in enumerate(minutes.candidates):
        if key(candidate.name) == key(decision.name):
            return candidate, f"candidate:{index}"
    return None, ""


def _deciding_lines(minutes: Minutes, body: Review | Candidate, place: str) -> list[int]:
    row = deciding_section(body.sections)
    return minutes.lines_of(place if row is None else f"{place}:{row}")


def labels(minutes: Minutes, _: Sequence[Line]) -> Iterator[Finding]:
    """A decision without a label, and one project with two."""
    within: dict[str, list[int]] = defaultdict(list)
    for index, decision in enumerate(minutes.decisions):
        within[decision.code or key(decision.name)].append(index)
        where = minutes.lines_of(f"decision:{index}")
        if not decision.label:
            yield Finding("decision-without-label", where, {"project": name_of(decision)})
            continue
        body, place = _body_of(minutes, decision)
        if body is not None and body.disposition and not agree(body.disposition, decision.label):
            told = {"project": name_of(decision), "body": body.disposition, "label": decision.label}
            yield Finding("two-labels", [*_deciding_lines(minutes, body, place), *where], told)
    for indexes in within.values():
        printed = list(dict.fromkeys(minutes.decisions[index].label for index in indexes))
        if len({key(label) for label in printed}) > 1:
            told = {"project": name_of(minutes.decisions[indexes[0]]), "body": printed[0], "label": printed[1]}
            yield Finding("two-labels", minutes.lines_of(*(f"decision:{index}" for index in indexes)), told)


def agree(body: str, label: str) -> bool:
    """Whether the words of the discussion say the same as the label: 전환 검토 fits 종결/전환, 지속 검토 does not fit 보류."""
    one, two = key(body), key(label)
    # Korean data: a word every label has, and one that changes its meaning
    review, hold = "검토", "보류"
    return one == two or one.replace(review, "") in two or (two in one and hold not in one)


def missing(minutes: Minutes, _: Sequence[Line]) -> Iterator[Finding]:
    """Decided without discussion, discussed without decision; silent where the paper has only one of the two."""
    if not minutes.decisions or not (minutes.reviews or minutes.candidates):
        return
    decided = {place for _, place in (_body_of(minutes, decision) for decision in minutes.decisions)}
    for index, decision in enumerate(minutes.decisions):
        if not _body_of(minutes, decision)[1]:
            where = minutes.lines_of(f"decision:{index}")
            yield Finding("decision-without-discussion", where, {"project": name_of(decision)})
    for index, review in enumerate(minutes.reviews):
        if f"review:{index}" not in decided:
            where = minutes.lines_of(f"review:{index}")
            yield Finding("discussion-without-decision", where, {"project": name_of(review)})
    for index, candidate in enumerate(minutes.candidates):
        if f"candidate:{index}" not in decided:
            where = minutes.lines_of(f"candidate:{index}")
            yield Finding("discussion-without-decision", where, {"project": candidate.name})


def names(minutes: Minutes, _: Sequence[Line]) -> Iterator[Finding]:
    """One project whose name in the discussion is not the name in the table."""
    for index, decision in enumerate(minutes.decisions):
        body, place = _body_of(minutes, decision)
        if body is not None and body.name != decision.name:
            told = {"body": body.name, "table": decision.name}
            yield Finding("project-named-two-ways", minutes.lines_of(place, f"decision:{index}"), told)


def codes(_: Minutes, lines: Sequence[Line]) -> Iterator[Finding]:
    """One code printed in two ways."""
    printed: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        for cell in line.filled:
            inside = cell[cell.index("□") :] if "□" in cell else cell
            item = ITEM.match(inside)
            text = item[1] if item else inside
            code = split_code(text)[0]
            if code:
                printed[code][printed_code(text)].append(line.no)
    for code, ways in printed.items():
        if len(ways) > 1:
            where = sorted({number for numbers in ways.values() for number in numbers})
            yield Finding("code-variants", where, {"code": code, "ways": " / ".join(ways)})


def actions(minutes: Minutes, _: Sequence[Line]) -> Iterator[Finding]:
    """What is to be done without somebody who does it, or without a day or event by which."""
    todo = [(f"follow_up:{index}", text) for index, text in enumerate(minutes.follow_up)]
    todo += [(f"decision:{index}", one.direction) for index, one in enumerate(minutes.decisions) if one.direction]
    for place, text in todo:
        owner, due = OWNER.search(text), DUE.search(text)
        told = {"words": text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"}
        if not owner and not due:
            yield Finding("action-without-owner-or-date", minutes.lines_of(place), told)
        elif not owner:
            yield Finding("action-without-owner", minutes.lines_of(place), told)
        elif not due:
            yield Finding("action-without-date", minutes.lines_of(place), told)


def dates(minutes: Minutes, _: Sequence[Line]) -> Iterator[Finding]:
    """One matter put off to two different meetings."""
    for index, decision in enumerate(minutes.decisions):
        body, place = _body_of(minutes, decision)
        row = deciding_section(body.sections) if body is not None else None
        if body is None or row is None:
            continue
        one = {" ".join(found.split()) for found in MEETING.findall(" ".join(body.sections[row].bullets))}
        two = {" ".join(found.split()) for found in MEETING.findall(decision.direction)}
        if one and two and not {key(word) for word in one} & {key(word) for word in two}:
            told = {"project": name_of(decision), "body": ", ".join(sorted(one)), "table": ", ".join(sorted(two))}
            where = [*_deciding_lines(minutes, body, place), *minutes.lines_of(f"decision:{index}")]
            yield Finding("action-two-meetings", where, told)
