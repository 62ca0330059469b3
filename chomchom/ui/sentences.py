"""What every floor says about files: why a whole file is refused, and what is wrong at one place of it."""

from __future__ import annotations

from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "file-empty": (422, _("빈 파일입니다. 내용이 있는 파일을 올려 주세요.")),
    "file-too-large": (413, _("파일이 너무 큽니다. {most_mb}MB까지 올릴 수 있습니다. 나누어 올려 주세요.")),
    "file-not-a-table": (422, _("표로 읽을 수 없는 파일입니다. 엑셀(xlsx)이나 CSV로 저장해 올려 주세요.")),
    "file-old-excel": (
        422,
        _("옛 엑셀 파일(xls)이거나 암호가 걸린 파일입니다. 엑셀에서 암호 없이 xlsx로 저장해 올려 주세요."),
    ),
    "file-hwp": (422, _("한글 파일(hwp)은 읽을 수 없습니다. 한글에서 HWPX로 저장해 올려 주세요.")),
    "file-kind-unknown": (
        422,
        _("받을 수 없는 종류의 파일입니다. HWPX, PDF, 엑셀(xlsx), HTML, 글(txt)이나 JPEG·PNG·WebP 사진을 올려 주세요."),
    ),
    "file-encoding-unknown": (
        422,
        _("글자를 올바로 읽을 수 없습니다. UTF-8 또는 한국어 Windows 형식의 CSV로 다시 저장해 주세요."),
    ),
    "file-text-broken": (422, _("글자가 깨진 채 저장된 파일입니다. 처음 받은 파일을 다시 저장해 올려 주세요.")),
    "file-quote-open": (422, _("{row}행부터 따옴표가 닫히지 않았거나 잘못 쓰였습니다. 그 행을 고쳐 올려 주세요.")),
    "file-has-no-rows": (422, _("읽을 행이 없습니다. 제목 줄 아래에 자료가 있는지 확인해 주세요.")),
    "file-columns-missing": (422, _("필요한 열이 없습니다: {names}. 제목 줄을 확인해 주세요.")),
    "workbook-broken": (422, _("파일이 손상되어 읽을 수 없습니다. 엑셀에서 다시 저장해 올려 주세요.")),
    "workbook-locked": (422, _("암호가 걸린 파일입니다. 암호를 풀고 저장해 올려 주세요.")),
    "workbook-too-large-inside": (422, _("압축을 풀면 너무 커지는 파일입니다. {most_mb}MB까지 읽을 수 있습니다.")),
    "workbook-has-doctype": (
        422,
        _("안전하지 않은 선언이 들어 있는 파일입니다. 엑셀에서 새 파일로 저장해 올려 주세요."),
    ),
    "workbook-has-macro": (422, _("매크로가 들어 있는 파일입니다. 매크로 없는 xlsx로 저장해 올려 주세요.")),
    "workbook-has-object": (422, _("다른 파일이 끼워 넣어진 파일입니다. 끼워 넣은 것을 지우고 올려 주세요.")),
    "workbook-has-archive": (422, _("안에 다른 압축 파일이 들어 있습니다. 표만 남겨 올려 주세요.")),
    "workbook-has-strange-names": (422, _("파일 안의 이름이 올바르지 않습니다. 엑셀에서 다시 저장해 올려 주세요.")),
    "sheet-too-long": (422, _("행이 너무 많습니다. {most}행까지 읽을 수 있습니다. 나누어 올려 주세요.")),
    "sheet-too-wide": (422, _("열이 너무 많습니다. {most}열까지 읽을 수 있습니다. 쓰지 않는 열을 지워 주세요.")),
    "sheet-has-too-many-cells": (422, _("칸이 너무 많습니다. {most}칸까지 읽을 수 있습니다. 나누어 올려 주세요.")),
    "document-broken": (422, _("파일이 손상되었거나 잘려서 읽을 수 없습니다. 한글에서 다시 저장해 올려 주세요.")),
    "document-locked": (422, _("암호가 걸린 문서입니다. 암호를 풀고 저장해 올려 주세요.")),
    "document-too-large-inside": (422, _("압축을 풀면 너무 커지는 문서입니다. {most_mb}MB까지 읽을 수 있습니다.")),
    "document-has-doctype": (
        422,
        _("문서 안에 쓸 수 없는 선언(DOCTYPE)이 있습니다. 한글에서 다시 저장해 올려 주세요."),
    ),
    "document-not-hwpx": (422, _("HWPX 문서가 아닙니다. 한글에서 HWPX로 저장해 올려 주세요.")),
    "document-has-strange-names": (422, _("문서 안의 이름이 올바르지 않습니다. 한글에서 다시 저장해 올려 주세요.")),
    "document-table-too-large": (422, _("문서에 너무 큰 표가 있습니다. 표를 나누어 올려 주세요.")),
    "pdf-needs-day": (422, _("보존용 PDF에는 문서의 날짜가 있어야 합니다. 날짜를 적어 주세요.")),
    "pdf-font-missing": (503, _("PDF에 쓸 글꼴이 {folder} 자리에 없습니다. Pretendard GOV 글꼴(otf)을 넣어 주세요.")),
    "pdf-not-written": (422, _("PDF로 쓸 수 없습니다: {why}. 문서의 그 자리를 고쳐 주세요.")),
    "photo-too-large": (413, _("사진이 너무 큽니다. {most_mb}MB보다 작은 사진을 올려 주세요.")),
    "photo-unreadable": (422, _("사진으로 읽을 수 없는 파일입니다. JPEG, PNG, WebP 사진을 올려 주세요.")),
}

FAULTS: dict[str, str | Promise] = {
    "merged-cell": _("{row}행 {column}: 합쳐진 칸입니다. 합치기를 풀고 칸마다 값을 넣어 주세요."),
    "formula-cell": _("{row}행 {column}: 수식이 들어 있습니다. 값으로 붙여 넣어 주세요."),
    "error-cell": _("{row}행 {column}: 오류 값({value})입니다. 값을 고쳐 주세요."),
    "number-too-long": _(
        "{row}행 {column}: 너무 긴 숫자라 뒷자리가 바뀌었을 수 있습니다({value}). 글자로 넣어 주세요."
    ),
    "cell-too-long": _("{row}행 {column}: 글이 너무 깁니다. 줄여 주세요."),
    "control-character": _("{row}행 {column}: 보이지 않는 글자가 들어 있습니다({value}). 지우고 다시 넣어 주세요."),
    "broken-character": _("{row}행 {column}: 깨진 글자가 있습니다({value}). 다시 넣어 주세요."),
    "too-many-cells": _("{row}행 {column}: 제목 줄과 칸 수가 다릅니다({value})."),
    "column-twice": _("{row}행: 같은 이름의 열이 둘입니다({column}). 이름을 다르게 해 주세요."),
    "resident-number": _("{row}행 {column}: 주민등록번호로 보이는 값은 받지 않습니다({value}). 지우고 올려 주세요."),
    "value-missing": _("{row}행 {column}: 값이 비어 있습니다."),
    "not-a-number": _("{row}행 {column}: 숫자가 아닙니다({value})."),
    "negative-reading": _("{row}행 {column}: 검침값이 0보다 작습니다({value})."),
    "impossible-reading": _("{row}행 {column}: 나올 수 없는 검침값입니다({value})."),
    "not-a-time": _("{row}행 {column}: 날짜와 시각으로 읽을 수 없습니다({value}). 예: 2026-05-29 09:30"),
    "future-reading": _("{row}행 {column}: 아직 오지 않은 시각입니다({value})."),
    "duplicate-reading": _("{row}행 {column}: 같은 시각의 같은 값이 앞에 또 있습니다({value})."),
    "conflicting-reading": _("{row}행 {column}: 앞 행과 같은 시각인데 값이 다릅니다({value}). 앞 행을 씁니다."),
}


class Faulty(Protocol):
    """What a fault of `formats` looks like from here."""

    @property
    def code(self) -> str: ...
    @property
    def row(self) -> int: ...
    @property
    def column(self) -> str: ...
    @property
    def value(self) -> str: ...


def fault_sentence(fault: Faulty) -> str:
    """One sentence with row, column and reason, in the reader's language."""
    return str(FAULTS[str(fault.code)]).format(row=fault.row, column=fault.column, value=fault.value)
