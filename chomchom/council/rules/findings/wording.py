"""Words: claims without a figure, names in two spellings, days that are another weekday, terms that cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chomchom.council.rules.corrections import impossible_terms
from chomchom.council.rules.dates import WEEKDAYS, days_in
from chomchom.council.rules.lines import Line
from chomchom.council.rules.shape import Finding, Minutes
from chomchom.council.rules.spelling import two_ways

# Korean data: words that claim a size
CLAIM = re.compile(
    r"(?:크게|대폭|현저히|월등히|급격히|뚜렷하게|상당히)\s?[가-힣]{1,8}|[가-힣]{1,8}[이가]?\s(?:매우\s)?(?:높은|낮은|많은|적은)\s(?:편|수준|것으로|사업|곳)|"
    r"상당수|대다수|매우\s?(?:높|낮|많|적)[가-힣]{0,4}|수요가\s?[가-힣]{0,4}\s?확인|많지\s?않은\s?것으로"
)
# Korean data: a figure that counts something, or a source
FIGURE = re.compile(r"\d\s?(?:%|퍼센트|명|건|가구|세대|회|원|천|만|억|배|점|개소|호)(?![가-힣]*기)")
# Korean data: a source
SOURCE = re.compile(r"출처|통계|조사\s?결과|에\s?따르면|자료\s?[:：]|보고서|실태조사")
SENTENCE = re.compile(r"(?<=[.!?])\s+|\s[·•]\s")


def weekdays(_: Minutes, lines: Sequence[Line]) -> Iterator[Finding]:
    """The weekday printed beside a date against the calendar, and days no calendar has."""
    for line in lines:
        for printed in days_in(line.text):
            if printed.day is None:
                yield Finding("date-impossible", [line.no], {"date": printed.text})
            elif printed.weekday and WEEKDAYS[printed.day.weekday()] != printed.weekday:
                real = WEEKDAYS[printed.day.weekday()]
                yield Finding("weekday-wrong", [line.no], {"date": printed.text, "weekday": real})


def is_claim(sentence: str) -> bool:
    """Whether a sentence claims a size and names neither a figure nor a source."""
    return bool(CLAIM.search(sentence)) and not FIGURE.search(sentence) and not SOURCE.search(sentence)


def claims(_: Minutes, lines: Sequence[Line]) -> Iterator[Finding]:
    """A sentence that claims a size and has neither figure nor source."""
    for line in lines:
        for cell in line.filled:
            for sentence in SENTENCE.split(cell):
                if is_claim(sentence):
                    found = [" ".join(match[0].split()) for match in CLAIM.finditer(sentence)]
                    yield Finding("claim-without-figure", [line.no], {"words": "”, “".join(found)})


def spellings(_: Minutes, lines: Sequence[Line]) -> Iterator[Finding]:
    """Names that differ only by spaces and middle dots."""
    for spelling in two_ways(lines):
        yield Finding("name-two-ways", list(spelling.lines), {"ways": "’, ‘".join(spelling.forms)})


def terms(_: Minutes, lines: Sequence[Line]) -> Iterator[Finding]:
    """Plan terms that cannot be: 제57기."""
    found = impossible_terms(lines)
    if found:
        printed = ", ".join(dict.fromkeys(raw for _, raw, _ in found))
        yield Finding("term-impossible", sorted({number for number, _, _ in found}), {"terms": printed})
