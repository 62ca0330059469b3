"""The city's clock settings as they stand on a day."""

from __future__ import annotations

from datetime import date

from chomchom.referrals.rules import Hours
from chomchom.rulebook.public import whole


def hours_on(day: date) -> Hours:
    """All dated values of the referral clocks that hold on a day."""
    return Hours(
        seen_working_days=whole("referrals.seen_working_days", on=day),
        remind_working_days=whole("referrals.remind_working_days", on=day),
        expire_working_days=whole("referrals.expire_working_days", on=day),
        urgent_cutoff_hour=whole("referrals.urgent_cutoff_hour", on=day),
        urgent_next_day_hour=whole("referrals.urgent_next_day_hour", on=day),
        urgent_remind_hours=whole("referrals.urgent_remind_hours", on=day),
        urgent_expire_working_days=whole("referrals.urgent_expire_working_days", on=day),
        waitlist_days=whole("referrals.waitlist_days", on=day),
        outcome_ask_days=whole("referrals.outcome_ask_days", on=day),
        outcome_ask_again_days=whole("referrals.outcome_ask_again_days", on=day),
    )
