"""The dialogue of a call: at most three questions, answered by a key. Pure: keys and silences in, what to say out.

Always: 0 hands to a human, 9 refuses. Silence repeats the question; who says nothing at all has told us nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from chomchom.telephony.facts import Fact, Result

MOST_QUESTIONS = 3
REPEATS = 2
"""How often a question is asked again after silence or a key that means nothing."""

HUMAN, REFUSE = "0", "9"


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its prompt and what each key means. The first question of a script asks whether all is well."""

    code: str
    keys: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Script:
    """What is asked in one kind of call."""

    code: str
    questions: tuple[Question, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.questions) <= MOST_QUESTIONS:
            raise ValueError("a call asks one to three questions")
        if any({HUMAN, REFUSE} & set(question.keys) for question in self.questions):
            raise ValueError("0 and 9 are taken")


WELL = Question("well", {"1": "yes", "2": "help"})
CHECK = Script("check", (WELL,))
WEEKLY = Script(
    "weekly", (WELL, Question("meal", {"1": "yes", "2": "no"}), Question("away", {"1": "home", "2": "away"}))
)
SCRIPTS: dict[str, Script] = {script.code: script for script in (CHECK, WEEKLY)}


@dataclass(frozen=True, slots=True)
class Say:
    """Play these prompts one after the other, then listen."""

    prompts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class End:
    """Play these prompts, then hang up: the call ends with this fact."""

    prompts: tuple[str, ...]
    fact: Fact


@dataclass(slots=True)
class Conversation:
    """One running dialogue. Help ends it at once; a refusal wins over every other answer."""

    script: Script
    number: int = 0
    tries: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    voice: bool = False

    def begin(self) -> Say:
        """The first words."""
        return Say(("greeting", self._question.code))

    def key(self, pressed: str) -> Say | End:
        """What follows from one key."""
        if pressed == REFUSE:
            return self._end("refused", Result.REFUSED)
        if pressed == HUMAN:
            return self._end("human", Result.ANSWERED_UNCLEAR, wants_human=True)
        answer = self._question.keys.get(pressed)
        if answer is None:
            return self.silence()
        self.answers[self._question.code] = answer
        if answer == "help":
            return self._end("help", Result.ANSWERED_NEEDS_HELP, said_help=True)
        if self.number + 1 < len(self.script.questions):
            self.number, self.tries = self.number + 1, 0
            return Say((self._question.code,))
        return self._end("thanks", self._result())

    def silence(self) -> Say | End:
        """What follows when nothing was pressed in time: the question again, and in the end what is known."""
        self.tries += 1
        if self.tries <= REPEATS:
            return Say(("again", self._question.code))
        return self._end("goodbye", self._result())

    def hung_up(self) -> Fact:
        """The fact when the person hangs up in the middle: an answer given to the first question stands."""
        result = self._result() if "well" in self.answers else Result.INTERRUPTED
        return self._fact(result)

    @property
    def _question(self) -> Question:
        return self.script.questions[self.number]

    def _result(self) -> Result:
        """Well only where that was said; whatever else was heard (a voice, an answering machine) is unclear."""
        return Result.ANSWERED_OK if self.answers.get("well") == "yes" else Result.ANSWERED_UNCLEAR

    def _end(self, prompt: str, result: Result, *, wants_human: bool = False, said_help: bool = False) -> End:
        return End((prompt,), self._fact(result, wants_human=wants_human, said_help=said_help))

    def _fact(self, result: Result, *, wants_human: bool = False, said_help: bool = False) -> Fact:
        return Fact(
            result=result, answers=dict(self.answers), wants_human=wants_human, said_help=said_help,
            heard_voice=self.voice, status=200,
        )  # fmt: skip
