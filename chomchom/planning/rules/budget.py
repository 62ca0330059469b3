"""Money of a project by source and year, and how much of it was spent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from chomchom.kernel.verdicts import Refused

MOST_WON = 10**13
_WHOLE = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+|[+-]?\d+", re.ASCII)
UNIT = "원"  # Korean data: what may stand behind an amount


class MoneySource(StrEnum):
    """Who pays: 국비, 도비, 시비, 기금, 민간."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    FUND = "fund"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """Won of one project, year and source, or of several together. `executed` is None until anybody knows it."""

    planned: int = 0
    carried: int = 0
    changed: int = 0
    executed: int | None = None

    @property
    def available(self) -> int:
        """예산현액: budget, carried over and changes."""
        return self.planned + self.carried + self.changed

    @property
    def rate(self) -> Decimal | None:
        """Executed of what was available in per cent with one decimal; None without figures or without a budget."""
        if self.executed is None or self.available <= 0:
            return None
        share = Decimal(self.executed) * 100 / Decimal(self.available)
        return share.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def together(parts: Iterable[Money]) -> Money:
    """The sum. What was executed is unknown as long as it is unknown for one part that has money."""
    held = list(parts)
    unknown = any(one.executed is None and one.available for one in held) or not held
    return Money(
        planned=sum(one.planned for one in held),
        carried=sum(one.carried for one in held),
        changed=sum(one.changed for one in held),
        executed=None if unknown else sum(one.executed or 0 for one in held),
    )


def check_money(money: Money) -> None:
    """Raises `budget-below-nought`, `budget-impossibly-large` or `executed-more-than-available`."""
    if money.planned < 0 or money.carried < 0 or money.available < 0 or (money.executed or 0) < 0:
        raise Refused("budget-below-nought")
    if max(money.planned, money.carried, abs(money.changed), money.executed or 0) > MOST_WON:
        raise Refused("budget-impossibly-large")
    if money.executed is not None and money.executed > money.available:
        raise Refused("executed-more-than-available")


def read_won(text: str) -> int | None:
    """A whole number of won, commas allowed; None for an empty cell. Raises `won-unreadable`.

    An apostrophe in front is what our own CSV writes before a minus sign.
    """
    plain = text.strip().removeprefix("'").removesuffix(UNIT).strip()
    if not plain:
        return None
    if not _WHOLE.fullmatch(plain):
        raise Refused("won-unreadable", value=text.strip()[:40])
    return int(plain.replace(",", ""))
