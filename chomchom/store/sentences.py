"""The Korean sentences of this floor's refusals."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "bad-page": (400, _("목록의 다음 쪽을 찾을 수 없습니다. 목록을 처음부터 다시 열어 주세요.")),
    "wrong-state": (409, _("지금 상태에서는 할 수 없는 일입니다. 화면을 새로 고쳐 지금 상태를 확인해 주세요.")),
}
