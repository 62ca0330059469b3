"""The form in which names of things are compared, whoever wrote them and with however many blanks."""

from __future__ import annotations

import re
import unicodedata

# Korean data: signs that names are compared without
_APART = re.compile(r"[\s·∙•ㆍ・‧“”‘’\"'()\[\]「」]")


def compared(text: str) -> str:
    """Without blanks, middle dots, brackets and quotation marks, in lower case."""
    return _APART.sub("", unicodedata.normalize("NFC", text)).lower()
