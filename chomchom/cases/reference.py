"""The procedure as a page to read, drawn from the table; a test says when it is old.

`python -m chomchom.cases.reference docs/reference/cases.md` writes it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from chomchom.cases.rules import CASES, needs


def page() -> str:
    """The diagram and the table of moves."""
    rows = []
    for move in CASES.moves():
        asked = needs(move.name)
        guards = [str(code) for code in asked.confirmations]
        guards += ["reason"] * asked.reason + ["grade"] * asked.grade + ["day of review"] * asked.review_on
        sources = ", ".join(sorted(str(state) for state in move.sources))
        rows.append(
            f"| `{move.name}` | {sources} | {move.target} | {', '.join(move.who)} | {', '.join(guards) or '–'} "
            f"| {f'`{move.due}`' if move.due else '–'} |"
        )
    head = ["| move | from | to | who | has to be said | clock |", "|---|---|---|---|---|---|"]
    lines = [
        "# Integrated case",
        "",
        "Who may make which move, and when it is late. The clocks are in [the rulebook](rulebook/cases.md).",
        "",
        "```mermaid",
        CASES.mermaid().rstrip(),
        "```",
        "",
        *head,
        *rows,
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
