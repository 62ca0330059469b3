"""The Korean of the roles."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chomchom.kernel.roles import Role

ROLES: dict[Role, Promise] = {
    Role.DESK: _("관제 담당"),
    Role.DONG_OFFICER: _("동 복지담당"),
    Role.CASE_MANAGER: _("통합사례관리사"),
    Role.TEAM_HEAD: _("희망복지팀장"),
    Role.CITY_OFFICER: _("시 복지 담당"),
    Role.AGENCY_WORKER: _("민간기관 실무자"),
    Role.AGENCY_LEAD: _("민간기관 책임자"),
    Role.NEIGHBOUR: _("명예사회복지공무원·통장"),
    Role.PROGRAMME_OFFICER: _("사업 담당자"),
    Role.COUNCIL_OFFICE: _("협의체 사무국"),
    Role.COUNCIL_MEMBER: _("협의체 위원"),
    Role.RESEARCHER: _("연구원"),
    Role.PRIVACY_OFFICER: _("개인정보 보호책임자"),
    Role.OPERATOR: _("운영자"),
    Role.CITIZEN: _("시민"),
    Role.COMPANION: _("동행 매니저"),
    Role.PAYMENT_RELEASER: _("지급 승인자"),
    Role.PROVINCE: _("경기도"),
    Role.LINK: _("링크로 들어온 분"),
    Role.SYSTEM: _("시스템"),
}
