"""The copy of minutes that everybody may read: names and posts of members stay, what tells of a person does not.

Source: the ordinance's open minutes list who attended (practice 16); small numbers as in plan-and-documents 1.10: what
is below the smallest number is not printed, and neither is what it could be worked out from. Every blank says why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from chomchom.council.rules.records import Record, RecordKind
from chomchom.formats.residents import mask_rrn

# Korean data: what stands in the place of what was taken out
BLANK, NAMELESS, FEW = "(개인정보라 가렸습니다)", "○○○", "{smallest}{unit} 미만"
OTHER_COUNT = "(작은 수를 알 수 있어 가렸습니다)"  # Korean data: in the place of a number that would give another away


class Why(StrEnum):
    """Why something was taken out."""

    ABSENCE = "absence"
    GUEST = "guest"
    STORY = "story"
    SMALL = "small"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Blank:
    """One place where something was taken out: the record, and why."""

    key: str
    kind: RecordKind
    why: Why


# Korean data: somebody in particular
SOMEBODY = re.compile(
    r"(?<![가-힣])[A-Z가-힣○]?모\s*씨|[A-Z○]{1,3}\s*(?:씨|님|어르신|할머니|할아버지)|\d{2,3}\s*세의?\s*(?:남성|여성|남자|여자|어르신|독거|할머니|할아버지|대상자|주민|[남녀](?![가-힣]))|"
    r"(?:한|어느|어떤)\s+(?:어르신|주민|대상자|할머니|할아버지|가정|청년|여성|남성)[은는이가의]|1\s*명의?\s*(?:사례|대상자|어르신)|(?:해당|위)\s*대상자[은는이가의]"
)
# Korean data: the health of a person; stories with it go even where nobody is named
HEALTH = re.compile(
    r"우울증|조현병|치매\s*진단|암\s*(?:진단|투병|환자)|자살\s*시도|알코올\s*중독|장애\s*등급|병가|수술을?\s*받|입원(?:했|하였|한\s|하여)"
)
# Korean data: counts of people and homes; the number of a thing ("1인가구", "2차") is none
COUNT = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})*|\d+)\s*(명|가구|세대)(?![가-힣]*\s*이상)")
PERCENT = re.compile(r"\d+(?:\.\d+)?\s*%")
CONTACT = re.compile(r"(?<!\d)0\d{1,2}[-. ]?\d{3,4}[-. ]?\d{4}(?!\d)|[\w.+-]+@[\w-]+\.[\w.-]+")
SENTENCE = re.compile(r"(?<=[.!?。])\s+")
TEXTS = {
    RecordKind.OPINION: ("text",), RecordKind.DECISION: ("summary", "direction"), RecordKind.ACTION: ("text",),
    RecordKind.NEXT: ("agenda",), RecordKind.AGENDA: ("title",), RecordKind.MEETING: ("observers", "vote", "rule"),
}  # fmt: skip
"""Fields with free words, by record."""


def public_copy(records: Iterable[Record], *, guests: Iterable[str], smallest: int) -> tuple[list[Record], list[Blank]]:
    """The records everybody may read, and every place where something was taken out.

    `guests` are the names of those who came and are no members; `smallest` the smallest number of people or homes that
    is printed.
    """
    names = sorted({name for name in guests if len(name) > 1}, key=len, reverse=True)
    found, blanks = [], []
    for one in records:
        fields, why = _masked(one, names, smallest)
        found.append(replace(one, fields=fields))
        blanks += [Blank(one.key, one.kind, reason) for reason in why]
    return found, blanks


def without_absences(records: Iterable[Record]) -> list[Record]:
    """The records as those read them who may not know why a member was away."""
    return [
        replace(one, fields={**one.fields, "reason": BLANK}) if one.fields.get("reason") else one for one in records
    ]


def _masked(one: Record, names: list[str], smallest: int) -> tuple[dict[str, Any], list[Why]]:
    fields, why = dict(one.fields), []
    if one.kind is RecordKind.PERSON:
        if fields["reason"] is not None:
            fields["reason"] = BLANK
            why.append(Why.ABSENCE)
        if fields["name"] in names:
            fields["name"] = NAMELESS
            why.append(Why.GUEST)
        return fields, why
    for name in TEXTS.get(one.kind, ()):
        fields[name], reasons = masked_text(fields[name] or "", names=names, smallest=smallest)
        why += reasons
    if one.kind is RecordKind.MEETING:
        rest = [masked_text(text, names=names, smallest=smallest) for text in fields["unread"]]
        fields["unread"] = [text for text, _ in rest]
        why += [reason for _, reasons in rest for reason in reasons]
        fields["chair"] = NAMELESS if fields["chair"] in names else fields["chair"]
    return fields, list(dict.fromkeys(why))


def masked_text(text: str, *, names: Iterable[str] = (), smallest: int) -> tuple[str, list[Why]]:
    """Free words as everybody may read them, and why each part went."""
    steps: list[tuple[Why, Callable[[str], str]]] = [
        (Why.STORY, _without_stories),
        (Why.GUEST, lambda words: _without_names(words, names)),
        (Why.CONTACT, lambda words: CONTACT.sub(BLANK, mask_rrn(words))),
        (Why.SMALL, lambda words: _without_few(words, smallest)),
    ]
    why = []
    for reason, step in steps:
        after = step(text)
        if after != text:
            why.append(reason)
        text = after
    return text, why


def _without_stories(text: str) -> str:
    """A sentence about one person goes as a whole; two in a row leave one blank."""
    kept: list[str] = []
    for sentence in SENTENCE.split(text):
        said = BLANK if SOMEBODY.search(sentence) or HEALTH.search(sentence) else sentence
        if said != BLANK or kept[-1:] != [BLANK]:
            kept.append(said)
    return " ".join(kept)


def _without_names(text: str, names: Iterable[str]) -> str:
    for name in names:
        text = text.replace(name, NAMELESS)
    return text


def _without_few(text: str, smallest: int) -> str:
    """Numbers of people below the smallest go; where the rest of a total would give one away, so does the next."""
    counts = list(COUNT.finditer(text))
    values = [int(match[1].replace(",", "")) for match in counts]
    few = {place for place, value in enumerate(values) if 0 < value < smallest}
    if not few:
        return text
    hidden = few | set(_giving_away(values, few))
    text = _replaced(text, [(counts[place], place in few) for place in sorted(hidden)], smallest)
    # A share of a printed total is the number again.
    return PERCENT.sub(OTHER_COUNT, text) if len(counts) > len(hidden) else text


def _giving_away(values: list[int], few: set[int]) -> Iterator[int]:
    """The smallest other part of a total that is printed beside all its parts, where only one part is hidden."""
    total = max(range(len(values)), key=lambda place: values[place])
    parts = [place for place in range(len(values)) if place != total]
    hidden = [place for place in parts if place in few]
    shown = [place for place in parts if place not in few and values[place] > 0]
    if len(hidden) == 1 and shown and sum(values[place] for place in parts) == values[total]:
        yield min(shown, key=lambda place: values[place])


def _replaced(text: str, hidden: list[tuple[re.Match[str], bool]], smallest: int) -> str:
    for match, is_few in reversed(hidden):
        words = FEW.format(smallest=smallest, unit=match[2]) if is_few else OTHER_COUNT
        text = f"{text[: match.start()]}{words}{text[match.end() :]}"
    return text
