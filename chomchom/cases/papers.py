"""Papers of a case as neutral documents: minutes of a conference, the summary of a case, a letter that goes with a referral."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from chomchom.formats.documents import Block, Bullets, Document, Heading, Paragraph, Table, text_cell
from chomchom.formats.hwpx import write_hwpx
from chomchom.formats.pdf import write_pdf

FORMS = ("hwpx", "pdf")


@dataclass(frozen=True, slots=True)
class PaperItem:
    """One case in the minutes."""

    heading: str
    summary: str
    opinions: tuple[str, ...]
    decision: str
    tasks: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a summary: a heading, and rows, lines, or words that say there is nothing."""

    title: str
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    lines: tuple[str, ...] = ()


def day(on: date | None) -> str:
    """A day as papers write it, nothing for none."""
    return f"{on.year}. {on.month}. {on.day}." if on is not None else ""


def table(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Table:
    """A table with a head that comes again on each page."""
    first = tuple(text_cell(word, head=True) for word in head)
    return Table((first, *(tuple(text_cell(word) for word in row) for row in rows)), head_rows=1)


def facts_table(facts: tuple[tuple[str, str], ...]) -> Table:
    """Names on the left, what is so on the right."""
    return Table(tuple((text_cell(name, head=True), text_cell(said)) for name, said in facts), widths=(1, 3))


def minutes(
    *,
    title: str,
    facts: tuple[tuple[str, str], ...],
    attendees: tuple[tuple[str, str, str, str], ...],
    items: tuple[PaperItem, ...],
    on: date,
) -> Document:
    """The minutes of a case conference."""
    blocks: list[Block] = [Heading(title, 1), facts_table(facts), Heading(_("참석"))]
    blocks.append(table((_("기관"), _("이름"), _("직위"), _("비밀유지 서약")), attendees))
    blocks.append(Heading(_("사례")))
    for one in items:
        blocks += [Heading(one.heading, 3), Paragraph(one.summary)]
        if one.opinions:
            blocks.append(Bullets(one.opinions))
        blocks.append(Paragraph(_("결정: %(decision)s") % {"decision": one.decision or "–"}, strong=True))
        if one.tasks:
            blocks.append(table((_("할 일"), _("누가"), _("언제까지")), one.tasks))
    blocks.append(Paragraph(_("이 회의에서 알게 된 내용은 사회보장급여법에 따라 비밀을 지켜야 합니다.")))
    return Document(title=title, day=on, blocks=tuple(blocks))


def summary(*, title: str, facts: tuple[tuple[str, str], ...], parts: tuple[Part, ...], on: date) -> Document:
    """A paper of facts and parts: the summary of a case, or a letter."""
    blocks: list[Block] = [Heading(title, 1), facts_table(facts)]
    for part in parts:
        blocks.append(Heading(part.title))
        if part.rows:
            blocks.append(table(part.head, part.rows))
        elif part.lines:
            blocks += [Paragraph(line) for line in part.lines]
        else:
            blocks.append(Paragraph(_("없음")))
    return Document(title=title, day=on, blocks=tuple(blocks))


def as_file(document: Document, form: str) -> bytes:
    """The paper as HWPX or PDF."""
    return write_hwpx(document) if form == "hwpx" else write_pdf(document)
