"""Money of a project by source and year."""

from __future__ import annotations

from enum import StrEnum


class MoneySource(StrEnum):
    """Who pays: 국비, 도비, 시비, 기금, 민간."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    FUND = "fund"
    PRIVATE = "private"
