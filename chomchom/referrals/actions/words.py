"""Questions between the two sides. A question turns the clock to the sender's side but does not stop it."""

from __future__ import annotations

from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.referrals import access
from chomchom.referrals.actions.moving import check_words
from chomchom.referrals.actions.telling import ANSWER, tell_receiver, tell_sender
from chomchom.referrals.events import QuestionAnswered, QuestionAsked
from chomchom.referrals.models import Referral, Word
from chomchom.referrals.rules import OVER, Side


def _checked(text: str) -> str:
    said = text.strip()
    if not said:
        raise Refused("referral-question-empty")
    check_words(said)
    return said


def _write(deed: Deed, referral: Referral, *, side: Side, text: str) -> int:
    word = Word.objects.create(referral=referral, at=deed.at, side=side, actor_id=deed.actor_id, text=text)
    return word.pk


def ask_question(deed: Deed, *, referral_id: UUID, text: str) -> None:
    """The receiver asks; the sender's side is told. Raises `referral-question-empty`, `referral-is-over`."""
    referral = access.load_referral(deed, referral_id, lock=True)
    access.side_for(deed, referral, wanted=frozenset({Side.RECEIVER}))
    if referral.state in OVER:
        raise Refused("referral-is-over")
    word_id = _write(deed, referral, side=Side.RECEIVER, text=_checked(text))
    referral.question_open = True
    referral.seen_at = referral.seen_at or deed.at
    referral.save(update_fields=["question_open", "seen_at"])
    record(deed, QuestionAsked(referral_id=referral.pk), stream=referral.pk)
    tell_sender(deed, referral, template="referral-question", key=str(word_id), urgent=True)


def answer_question(deed: Deed, *, referral_id: UUID, text: str) -> None:
    """The sender's side writes back; the receiver is told, by link with a fresh one."""
    referral = access.load_referral(deed, referral_id, lock=True)
    side = access.side_for(deed, referral, wanted=frozenset({Side.SENDER, Side.LEAD}))
    if referral.state in OVER:
        raise Refused("referral-is-over")
    word_id = _write(deed, referral, side=side, text=_checked(text))
    referral.question_open = False
    referral.save(update_fields=["question_open"])
    record(deed, QuestionAnswered(referral_id=referral.pk, side=side), stream=referral.pk)
    purpose = ANSWER if referral.answered_at is None else ""
    tell_receiver(deed, referral, template="referral-replied", key=str(word_id), purpose=purpose)
