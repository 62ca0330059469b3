"""What an attempt to reach somebody does to the episode."""

from __future__ import annotations

from dataclasses import dataclass

from chomchom.outreach.rules.words import OPEN_STATES, AttemptResult, EpisodeState, Grade, worst

NOT_TELLING = frozenset(
    {
        AttemptResult.ANSWERED_UNCLEAR,
        AttemptResult.NO_ANSWER,
        AttemptResult.BUSY,
        AttemptResult.WRONG_NUMBER,
        AttemptResult.OUT_OF_SERVICE,
        AttemptResult.DEVICE_OFF,
        AttemptResult.NO_DEVICE,
        AttemptResult.LANGUAGE,
        AttemptResult.INTERRUPTED,
        AttemptResult.SYSTEM_ERROR,
        AttemptResult.SENT,
    }
)
"""Results that say nothing about how the person is: silence, error, unknown."""

DEAD_NUMBER = frozenset({AttemptResult.WRONG_NUMBER, AttemptResult.OUT_OF_SERVICE})


@dataclass(frozen=True, slots=True)
class After:
    """What follows: the move to make (or none), the grade, a reason to show, whether the clock starts anew."""

    move: str
    grade: Grade
    reason: str = ""
    new_due: bool = False


def after_attempt(state: EpisodeState, grade: Grade, result: AttemptResult) -> After:
    """The consequence of one attempt. No result lowers the grade; only an answer by the person moves to 답함."""
    if state not in OPEN_STATES:
        return After("", grade)
    if result is AttemptResult.ANSWERED_OK:
        return After("answer", grade)
    if result is AttemptResult.ANSWERED_NEEDS_HELP:
        return After("worry", worst(grade, Grade.CAUTION), "asked-for-help", new_due=True)
    contacting = "contact" if state in (EpisodeState.OPEN, EpisodeState.CONTACTING) else ""
    if result is AttemptResult.REFUSED:
        return After("worry" if state is EpisodeState.ANSWERED else contacting, grade, "refused-contact")
    if result in DEAD_NUMBER:
        return After(contacting, worst(grade, Grade.UNKNOWN), "number-dead")
    if result is AttemptResult.ANSWERED_UNCLEAR:
        return After(contacting, worst(grade, Grade.UNKNOWN), "answered-unclear")
    return After(contacting, grade)
