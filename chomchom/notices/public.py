"""The front desk of telling: messages, their inbox, and signed links.

tell(deed, to=Recipient.account(id), template="case-assigned", about_kind="case", about_id=case_id,
     idem_key=f"case-assigned:{case_id}", path=f"/cases/{case_id}/")
token = links.issue(deed, purpose="site-check", subject_kind="site_check", subject_id=check_id, holder=..., until=...)
"""

from __future__ import annotations

from chomchom.notices.actions import links
from chomchom.notices.actions.delivering import muted
from chomchom.notices.actions.links import LinkRow, deed_of_link
from chomchom.notices.actions.telling import read_about, tell
from chomchom.notices.reads import InboxRow, UndeliveredRow, inbox, red_about, red_count, undelivered, unread_count
from chomchom.notices.rules import CodeAnswer, Recipient
from chomchom.notices.sentences import CODE_ANSWERS, TEMPLATES

__all__ = [
    "CODE_ANSWERS",
    "TEMPLATES",
    "CodeAnswer",
    "InboxRow",
    "LinkRow",
    "Recipient",
    "UndeliveredRow",
    "deed_of_link",
    "inbox",
    "links",
    "muted",
    "read_about",
    "red_about",
    "red_count",
    "tell",
    "undelivered",
    "unread_count",
]
