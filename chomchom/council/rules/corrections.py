"""Slips of scanning and typing: what was printed, what was probably meant. Nothing is changed; a person accepts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from chomchom.council.rules.body import ITEM
from chomchom.council.rules.facts import printed_code, split_code
from chomchom.council.rules.lines import Line, key
from chomchom.council.rules.shape import Correction, Minutes

# Korean data: a term of the plan; nobody lives to see the tenth, so two digits are a slip
TERM, SOUND_TERM = re.compile(r"제\s*(\d)(\d)\s*기(?![가-힣]*관)"), re.compile(r"제\s*(\d)\s*기")
# Korean data: slips that scanners and typists make in council papers; an empty word means that only a person can say
SLIPS: tuple[tuple[str, str], ...] = (
    (r"산건", "안건"),
    (r"동협업체", "동협의체"),
    (r"(?<!동)협업체", "협의체"),
    (r"협의채", "협의체"),
    (r"실무본과", "실무분과"),
    (r"회의륵", "회의록"),
    (r"위왼", "위원"),
    (r"사희", "사회"),
    (r"시프런티어", "AI프런티어"),
    (r"행복이음", "행복e음"),
    (r"쉼어(?=\s)", ""),
    (r"[가-힣]{2,10}스마트(?=\s[가-힣])", ""),
)
# Korean data: a bold run left a space before the particle
PARTICLE_APART = re.compile(r"(후보|사업|대상|과제|방향)\s+(로|으로|를|을)(?=\s)")


def corrections_in(lines: Sequence[Line], minutes: Minutes) -> list[Correction]:
    """All proposals in the order of the lines; the same slip twice in a line is proposed twice."""
    return sorted([*_terms(lines), *_words(lines), *_codes(lines, minutes)], key=lambda one: one.line)


def impossible_terms(lines: Iterable[Line]) -> list[tuple[int, str, str]]:
    """(line, as printed, meant) of each plan term with two digits of which one is a term the paper knows."""
    held = list(lines)
    known = {match[1] for line in held for match in SOUND_TERM.finditer(line.text)}
    # Korean data: how a term is written
    return [
        (line.no, match[0], f"제{digit}기" if digit else "")
        for line in held
        for match in TERM.finditer(line.text)
        for digit in [next((one for one in match.groups() if one in known), "")]
    ]


def _terms(lines: Iterable[Line]) -> Iterable[Correction]:
    return (Correction(number, raw, meant) for number, raw, meant in impossible_terms(lines))


def _words(lines: Iterable[Line]) -> Iterable[Correction]:
    for line in lines:
        for pattern, meant in SLIPS:
            for match in re.finditer(pattern, line.text):
                yield Correction(line.no, match[0], meant)
        for match in PARTICLE_APART.finditer(line.text):
            yield Correction(line.no, match[0], match[1] + match[2])


def _codes(lines: Sequence[Line], minutes: Minutes) -> Iterable[Correction]:
    """A code written with a figure where the others have a Roman numeral."""
    known = {review.code for review in minutes.reviews if review.code}
    for line in lines:
        for cell in line.filled:
            item = ITEM.match(cell)
            text = item[1] if item else cell
            code, printed = split_code(text)[0], printed_code(text)
            if code and code in known and key(printed) != key(code):
                yield Correction(line.no, printed, code)
