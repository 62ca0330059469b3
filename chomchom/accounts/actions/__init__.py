"""What accounts does: bodies, accounts, postings, keys, the logs and emergency openings."""

from __future__ import annotations

from chomchom.accounts.actions.emergencies import open_emergency, review_emergency
from chomchom.accounts.actions.keys import make_key, revoke_key
from chomchom.accounts.actions.logs import (
    answer_explanation,
    ask_explanation,
    note_access,
    note_access_many,
    note_export,
    note_login,
    review_log,
)
from chomchom.accounts.actions.postings import end_posting, give_posting
from chomchom.accounts.actions.sessions import (
    begin_session,
    end_own_session,
    end_session,
    follow_session,
    touch_session,
)
from chomchom.accounts.actions.users import (
    NewAccount,
    change_password,
    close_agency,
    create_account,
    disable_account,
    enable_account,
    found_agency,
    reset_password,
)

__all__ = [
    "NewAccount",
    "answer_explanation",
    "ask_explanation",
    "begin_session",
    "change_password",
    "close_agency",
    "create_account",
    "disable_account",
    "enable_account",
    "end_own_session",
    "end_posting",
    "end_session",
    "follow_session",
    "found_agency",
    "give_posting",
    "make_key",
    "note_access",
    "note_access_many",
    "note_export",
    "note_login",
    "open_emergency",
    "reset_password",
    "review_emergency",
    "review_log",
    "revoke_key",
    "touch_session",
]
