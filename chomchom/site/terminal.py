"""What the command line says: Korean by default, English when the terminal asks for it.

Commands that run before the database exists cannot use Django's translations, so they read the
compiled catalogue of this room themselves.
"""

from __future__ import annotations

import gettext as catalogues
import os
import sys
from collections.abc import Mapping
from pathlib import Path

LOCALE = Path(__file__).resolve().parent / "locale"
KOREAN, ENGLISH = "ko", "en"

_catalogue: catalogues.NullTranslations = catalogues.NullTranslations()


def language_of(environment: Mapping[str, str], arguments: list[str]) -> str:
    """`--lang` wins, then LC_ALL, LC_MESSAGES, LANG; a terminal that names no language gets Korean."""
    for before, word in zip(["", *arguments], arguments, strict=False):
        if before == "--lang":
            return ENGLISH if word.startswith(ENGLISH) else KOREAN
        if word.startswith("--lang="):
            return ENGLISH if word[7:].startswith(ENGLISH) else KOREAN
    said = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return ENGLISH if said.startswith(ENGLISH) else KOREAN


def speak(language: str) -> None:
    """Use this language for the rest of the process and for the processes it starts."""
    global _catalogue
    os.environ["CHOMCHOM_LANG"] = language
    _catalogue = catalogues.translation("django", LOCALE, [language], fallback=True)


def gettext(sentence: str) -> str:
    """The sentence in the language spoken."""
    return _catalogue.gettext(sentence)


def tell(sentence: str) -> None:
    """One line for the person at the terminal, at once. A terminal that went away is no reason to fall."""
    try:
        print(sentence, flush=True)
    except OSError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - for the rest of the process


def complain(sentence: str) -> None:
    """One line about something that went wrong."""
    try:
        print(sentence, file=sys.stderr, flush=True)
    except OSError:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115 - for the rest of the process
