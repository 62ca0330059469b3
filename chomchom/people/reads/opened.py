"""Who opened a person's file: on the screen for whoever may ask, on paper for the person."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from chomchom.accounts import public as accounts
from chomchom.formats import documents as papers
from chomchom.formats.pdf import write_pdf
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.people import access
from chomchom.store.acting import require

MOST = 200


def opened(deed: Deed, person_id: UUID) -> list[accounts.OpenedRow]:
    """The newest openings of a person's file, also those of records that were merged into it."""
    require(deed)
    person = access.load_for_keeping(deed, person_id)
    rows = [row for one in access.ids_meaning(person.pk) for row in accounts.opened_by(deed, one, limit=MOST)]
    return sorted(rows, key=lambda row: row.at, reverse=True)[:MOST]


def opened_paper(deed: Deed, person_id: UUID) -> bytes:
    """The answer to “who opened my file” as a PDF for the person: moment, body, part, what and why.

    No name stands on it, neither an officer's nor the person's: who hands it over knows whom it is for.
    """
    rows = [
        (
            f"{row.at.astimezone(SEOUL):%Y-%m-%d %H:%M}",
            f"{row.agency_name} {row.role_label}".strip(),
            row.what,
            row.purpose,
        )
        for row in opened(deed, person_id)
    ]
    head = (_("때"), _("어디의 누구"), _("무엇을"), _("왜"))
    table = papers.Table(
        rows=tuple(tuple(papers.text_cell(word, head=row is head) for word in row) for row in (head, *rows)),
        head_rows=1,
    )
    said = papers.Paragraph(_("이 기록을 연 때와 까닭입니다. 더 물으실 것은 개인정보 보호책임자에게 말씀해 주세요."))
    none = papers.Paragraph(_("아직 아무도 보지 않았습니다."))
    title = _("내 기록을 누가 왜 보았나요?")
    blocks = (papers.Heading(title, level=1), said, table if rows else none)
    return write_pdf(papers.Document(title=title, day=deed.day, blocks=blocks))
