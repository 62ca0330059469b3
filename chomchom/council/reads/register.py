"""The register of decisions as a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from chomchom.council.reads.decisions import DecisionRow
from chomchom.formats.tables import write_workbook
from chomchom.kernel.deeds import Deed


def register_sheet(deed: Deed, rows: Iterable[DecisionRow]) -> bytes:
    """One line a decision, those an amendment took the place of marked as such."""
    columns = [
        _("회의"), _("협의체"), _("날짜"), _("구분"), _("번호"), _("이름"), _("결정 종류"), _("통계 이름"), _("이름표"),
        _("함께 정한 것"), _("회의 정리"), _("반영 방향"), _("계획에서 바뀌는 것"), _("상태"),
    ]  # fmt: skip
    lines: list[list[str | date]] = [
        [
            row.meeting_title, row.body_name, row.day, row.subject_label, row.code, row.name, row.kind_label,
            row.coarse_label, row.label, ", ".join(row.modifiers), row.summary, row.direction,
            "; ".join(f"{one.label} {one.to}".strip() for one in row.changes), state_of(row),
        ]
        for row in rows
    ]  # fmt: skip
    return write_workbook([(_("결정"), columns, lines)], made_at=deed.at)


def state_of(row: DecisionRow) -> str:
    """Whether a decision holds: 바로잡힘, 결재 끝, 결재 전."""
    if row.superseded:
        return _("바로잡힘")
    return _("결재 끝") if row.approved else _("결재 전")
