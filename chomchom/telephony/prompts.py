"""Prompts: what is said, the sound files of it, and drafts of them.

The city's own recordings lie in a folder as `<language>/<prompt>.wav` (8 kHz, mono, 16 bit). A draft made by espeak-ng
and the tone of a missing file are told apart from a recording by `describe`.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from chomchom.telephony.g711 import RATE

# Korean data: what the telephone says
WORDS: dict[str, dict[str, str]] = {
    "ko": {
        "greeting": "안녕하세요. 안산시 안부 확인 전화입니다.",
        "well": "잘 계시면 일 번, 도움이 필요하시면 이 번을 눌러 주세요. 사람과 통화하시려면 영 번, 이 전화를 원하지 않으시면 구 번입니다.",
        "meal": "오늘 식사를 하셨으면 일 번, 아직이시면 이 번을 눌러 주세요.",
        "away": "오늘 댁에 계시면 일 번, 며칠 집을 비우시면 이 번을 눌러 주세요.",
        "days": "며칠 뒤에 돌아오시나요? 하루에서 여드레 사이면 그 수를 눌러 주세요. 모르시면 기다려 주세요.",
        "again": "다시 여쭙겠습니다.",
        "thanks": "고맙습니다. 안녕히 계세요.",
        "help": "알겠습니다. 담당자가 바로 연락드리겠습니다.",
        "human": "알겠습니다. 담당자가 전화드리겠습니다.",
        "refused": "알겠습니다. 앞으로 이 전화는 드리지 않겠습니다. 담당자가 다른 방법을 여쭙겠습니다.",
        "goodbye": "담당자가 다시 연락드리겠습니다. 안녕히 계세요.",
    },
    "en": {
        "greeting": "Hello. This is a wellbeing call from Ansan City.",
        "well": "If you are well, press one. If you need help, press two. To speak to a person, press zero. If you do not want these calls, press nine.",
        "meal": "If you have eaten today, press one. If not yet, press two.",
        "away": "If you are at home today, press one. If you will be away for some days, press two.",
        "days": "In how many days will you be back? Press the number, from one to eight. If you do not know, please wait.",
        "again": "We ask you once more.",
        "thanks": "Thank you. Goodbye.",
        "help": "We understand. Somebody will contact you at once.",
        "human": "We understand. Somebody will call you.",
        "refused": "We understand. We will not make these calls any more. Somebody will ask you for another way.",
        "goodbye": "Somebody will contact you again. Goodbye.",
    },
}
LANGUAGES = frozenset(WORDS)
"""Languages a machine can speak; a person with another one is called by a human."""

VOICES = {"ko": "ko", "en": "en"}
DRAFTS = "DRAFTS.txt"
"""Beside the prompts: which files espeak-ng made, by digest. A file that is not in it, or differs, is a recording."""


class NoVoice(Exception):
    """espeak-ng is not installed."""


@dataclass(frozen=True, slots=True)
class Prompts:
    """The sounds of one folder. What is missing is a tone, so that a test call is heard to lack its recording."""

    folder: Path | None

    def samples(self, language: str, prompt: str) -> NDArray[np.int16]:
        """The samples of a prompt."""
        path = self._path(language, prompt)
        return _read(path) if path else tone()

    def _path(self, language: str, prompt: str) -> Path | None:
        if self.folder is None or language not in LANGUAGES or prompt not in WORDS[language]:
            return None
        path = self.folder / language / f"{prompt}.wav"
        return path if path.is_file() else None

    def describe(self, language: str) -> dict[str, str]:
        """Prompt → recording, draft or missing."""
        drafts = _drafts(self.folder / language) if self.folder else {}
        out = {}
        for name in WORDS[language]:
            path = self._path(language, name)
            known = "missing" if path is None else "recording"
            out[name] = "draft" if path is not None and drafts.get(name) == _digest(path) else known
        return out


def tone(seconds: float = 0.4) -> NDArray[np.int16]:
    """A short 440 Hz tone that stands where a recording is missing. It is not speech and never taken for it."""
    time = np.arange(int(RATE * seconds)) / RATE
    return (3000 * np.sin(2 * np.pi * 440 * time)).astype(np.int16)


def draft(folder: Path, language: str) -> list[str]:
    """Let espeak-ng speak the prompts of a language into a folder and note them as drafts; returns their names.

    A recording that is there stays. Raises NoVoice.
    """
    voice = shutil.which("espeak-ng")
    if voice is None:
        raise NoVoice("espeak-ng")
    target = folder / language
    target.mkdir(parents=True, exist_ok=True)
    drafts, made = _drafts(target), []
    for name, words in WORDS[language].items():
        path = target / f"{name}.wav"
        if path.exists() and drafts.get(name) != _digest(path):
            continue
        _write(path, _spoken(voice, VOICES[language], words))
        drafts[name] = _digest(path)
        made.append(name)
    lines = "".join(f"{name} {digest}\n" for name, digest in sorted(drafts.items()))
    (target / DRAFTS).write_text(lines, encoding="utf-8")
    return made


def _drafts(folder: Path) -> dict[str, str]:
    path = folder / DRAFTS
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return dict(line.split(" ", 1) for line in lines if " " in line)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _spoken(voice: str, language: str, words: str) -> NDArray[np.int16]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "said.wav"
        asked = [voice, "-v", language, "-s", "140", "-w", str(path), words]
        subprocess.run(asked, check=True, capture_output=True, timeout=60)  # noqa: S603 - our own words
        return _read(path)


def _read(path: Path) -> NDArray[np.int16]:
    """A wave file as 8 kHz mono. Raises ValueError where it is not 16 bit."""
    with wave.open(str(path), "rb") as file:
        if file.getsampwidth() != 2:
            raise ValueError(f"{path.name}: 16 bit samples are needed")
        found = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, file.getnchannels())
        samples, rate = found.mean(axis=1), file.getframerate()
    if rate != RATE:
        places = np.arange(int(len(samples) * RATE / rate)) * rate / RATE
        samples = np.interp(places, np.arange(len(samples)), samples)
    return samples.astype(np.int16)


def _write(path: Path, samples: NDArray[np.int16]) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.astype("<i2").tobytes())
