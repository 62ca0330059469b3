"""The dialogue of a call: at most three questions, answered by a key. Pure: keys and silences in, what to say out.

Always: 0 hands to a human, 9 refuses. Silence repeats the question; who says nothing at all has told us nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from chomchom.telephony.facts import Fact, Result

MOST_QUESTIONS = 3
REPEATS = 2
"""How often a question is asked again after silence or a key that means nothing."""

HUMAN, REFUSE = "0", "9"


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its prompt and what each key means. The first question of a script asks whether all is well.

    `only_after` is the question and the answer without which this one is not asked.
    """

    code: str
    keys: Mapping[str, str]
    only_after: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """What is asked in one kind of call."""

    code: str
    questions: tuple[Question, ...]

    def __post_init__(self) -> None:
        if not 1 <= self.most_asked <= MOST_QUESTIONS:
            raise ValueError("a call asks one to three questions")
        if any({HUMAN, REFUSE} & set(question.keys) for question in self.questions):
            raise ValueError("0 and 9 are taken")

    @property
    def most_asked(self) -> int:
        """How many questions one call asks at most: of those that hang on different answers to one question, one."""
        always = sum(question.only_after is None for question in self.questions)
        by_answer = Counter(question.only_after for question in self.questions if question.only_after is not None)
        asked_about = {question for question, _answer in by_answer}
        return always + sum(
            max(count for (about, _), count in by_answer.items() if about == question) for question in asked_about
        )


WELL = Question("well", {"1": "yes", "2": "help"})
CHECK = Script("check", (WELL,))
AWAY = Question("away", {"1": "home", "2": "away"})
DAYS = Question("days", {str(day): str(day) for day in range(1, 9)}, only_after=("away", "away"))
MEAL = Question("meal", {"1": "yes", "2": "no"}, only_after=("away", "home"))
WEEKLY = Script("weekly", (WELL, AWAY, MEAL, DAYS))
TRAVEL = Script("travel", (WELL, AWAY, DAYS))
SCRIPTS: dict[str, Script] = {script.code: script for script in (CHECK, WEEKLY, TRAVEL)}


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
        for number in range(self.number + 1, len(self.script.questions)):
            hangs_on = self.script.questions[number].only_after
            if hangs_on is None or self.answers.get(hangs_on[0]) == hangs_on[1]:
                self.number, self.tries = number, 0
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
