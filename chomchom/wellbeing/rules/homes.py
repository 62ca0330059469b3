"""How a person chose to be asked, and which sources their home has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from chomchom.kernel.verdicts import Refused
from chomchom.wellbeing.rules.words import Alternative, ContactMode, Source, WhyNot

MOST_CALLS_A_WEEK = 21
LEAST_LIMIT, MOST_LIMIT = 12, 336
"""Hours without a sign after which a person may ask to be asked: half a day to two weeks."""

LANGUAGES = ("ko", "en", "zh", "vi", "ru", "uz", "km", "th", "sign")
"""What somebody speaks. Where the machine does not, a human calls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Contact mode, the days and hours in which to ring, the most machine calls a week, the language, after how many
    hours without a sign to ask (0: as the city has it), and what stands in for missing sources."""

    mode: ContactMode = ContactMode.PASSIVE
    ring_from: time | None = None
    ring_until: time | None = None
    calls_a_week: int = 7
    alternative: Alternative | None = None
    ring_days: frozenset[int] = frozenset(range(7))
    language: str = "ko"
    limit_hours: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedChoice:
    """One source: connected with a meter's number (or none for a phone), or why there is none."""

    connected: bool = True
    meter: str = ""
    why_not: WhyNot | None = None


def check_choice(choice: Choice) -> None:
    """Is the choice whole? Hours come in pairs, calls are bounded."""
    if (choice.ring_from is None) != (choice.ring_until is None):
        raise Refused("hours-not-whole")
    if choice.ring_from is not None and choice.ring_from == choice.ring_until:
        raise Refused("hours-not-whole")
    if not 0 <= choice.calls_a_week <= MOST_CALLS_A_WEEK:
        raise Refused("calls-a-week-impossible", most=MOST_CALLS_A_WEEK)
    if not choice.ring_days or not choice.ring_days <= frozenset(range(7)):
        raise Refused("ring-days-missing")
    if choice.language not in LANGUAGES:
        raise Refused("spoken-language-unknown")
    if choice.limit_hours and not LEAST_LIMIT <= choice.limit_hours <= MOST_LIMIT:
        raise Refused("limit-impossible", least=LEAST_LIMIT, most=MOST_LIMIT)


def check_feeds(feeds: Mapping[Source, FeedChoice], choice: Choice) -> None:
    """Every source is connected or says why not; a home without any needs another way to notice."""
    if any(not feed.connected and feed.why_not is None for feed in feeds.values()):
        raise Refused("source-needs-a-reason")
    if any(feed.connected for feed in feeds.values()) or choice.alternative is not None:
        return
    if choice.mode is ContactMode.PASSIVE:
        raise Refused("no-way-to-notice")
