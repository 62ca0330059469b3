"""What stands on every page and belongs to none: page numbers, and the title that runs on top."""

from __future__ import annotations

import re

from chomchom.council.rules.lines import Line, key
from chomchom.council.rules.lists import PAGE_NUMBER
from chomchom.council.rules.state import Reading

BARE = re.compile(r"^\d{1,3}$")


def furniture(reading: Reading, line: Line) -> bool:
    """A page number (a bare figure only where it is the next one), or the paper's title over another page."""
    text = line.text
    if found := PAGE_NUMBER.match(text):
        reading.page = int(found[1] or found[2] or found[3])
        return True
    if len(line.cells) == 1 and BARE.match(text) and int(text) == reading.page + 1:
        reading.page += 1
        return True
    title = key(reading.minutes.document.title)
    return bool(title) and title in map(key, line.filled) and _only_boxes(reading, line)


def _only_boxes(reading: Reading, line: Line) -> bool:
    known = {key(reading.minutes.document.title), *map(key, reading.minutes.document.approval_line)}
    return all(key(cell) in known for cell in line.filled)
