"""Calls to people: a dialogue of key presses, and what rings. Framework-free; every call ends as a fact, never a meaning.

`Order` goes in, `Fact` comes out. What stands behind a `Line` is a simulator, our own SIP phone, or a vendor's service.
"""

from __future__ import annotations

from chomchom.telephony.dialogue import CHECK, SCRIPTS, TRAVEL, WEEKLY, Conversation, Question, Script
from chomchom.telephony.facts import LONGEST_SECONDS, Fact, Line, LineFailed, Order, Result
from chomchom.telephony.simulator import SimulatedLine
from chomchom.telephony.sipline import SipLine, SipSettings
from chomchom.telephony.vendor import Notice, VendorLine, VendorSettings, read_notice, sign, verified

__all__ = [
    "CHECK", "LONGEST_SECONDS", "SCRIPTS", "TRAVEL", "WEEKLY", "Conversation", "Fact", "Line", "LineFailed", "Notice", "Order",
    "Question", "Result", "Script", "SimulatedLine", "SipLine", "SipSettings", "VendorLine", "VendorSettings",
    "read_notice", "sign", "verified",
]  # fmt: skip
