"""This room's Korean sentences."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "file-not-found": (404, _("찾으시는 파일이 없습니다.")),
    "file-lost": (503, _("보관한 파일을 열 수 없습니다. 운영자에게 알려 주세요.")),
    "file-has-resident-number": (
        422,
        _("파일에 주민등록번호로 보이는 숫자가 있습니다({place}). 뒷자리를 지우고 다시 올려 주세요."),
    ),
    "scan-not-looked-at": (
        422,
        _("그림이나 PDF에서는 주민등록번호를 찾아낼 수 없습니다. 눈으로 보고 가렸다고 표시한 뒤 올려 주세요."),
    ),
}
