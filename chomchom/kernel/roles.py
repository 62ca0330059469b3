"""The closed list of roles a person can hold. What each may do stands in docs/access.md."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """Who somebody is while acting; given by a posting with areas and dates."""

    DESK = "desk"  # 관제 담당
    DONG_OFFICER = "dong_officer"  # 동 복지담당
    CASE_MANAGER = "case_manager"  # 통합사례관리사
    TEAM_HEAD = "team_head"  # 희망복지팀장
    CITY_OFFICER = "city_officer"  # 시 복지 담당
    AGENCY_WORKER = "agency_worker"  # 민간기관 실무자
    AGENCY_LEAD = "agency_lead"  # 민간기관 책임자
    NEIGHBOUR = "neighbour"  # 명예사회복지공무원·통장 (by link, no login)
    PROGRAMME_OFFICER = "programme_officer"  # 사업 담당자
    COUNCIL_OFFICE = "council_office"  # 협의체 사무국
    COUNCIL_MEMBER = "council_member"  # 위원·분과원
    RESEARCHER = "researcher"  # 연구원
    PRIVACY_OFFICER = "privacy_officer"  # 개인정보 보호책임자
    OPERATOR = "operator"  # 운영자
    CITIZEN = "citizen"  # 시민
    COMPANION = "companion"  # 동행 매니저
    PAYMENT_RELEASER = "payment_releaser"  # 지급 승인자
    PROVINCE = "province"  # 경기도 (API)
    LINK = "link"  # holder of a signed link
    SYSTEM = "system"  # a machine


PUBLIC_OFFICERS = frozenset(
    {
        Role.DESK,
        Role.DONG_OFFICER,
        Role.CASE_MANAGER,
        Role.TEAM_HEAD,
        Role.CITY_OFFICER,
        Role.PROGRAMME_OFFICER,
        Role.PRIVACY_OFFICER,
        Role.PAYMENT_RELEASER,
    }
)
"""Officers of the city: the second line (row security) lets them reach rows; the first line still decides which."""

CITY_WIDE = frozenset({Role.TEAM_HEAD, Role.CITY_OFFICER, Role.CASE_MANAGER})
"""Roles whose area is the whole city unless their posting says otherwise."""
