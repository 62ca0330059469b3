"""One open page and what every page must be: quiet, accessible, no wider than its screen."""

from __future__ import annotations

import io
import json
import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page

HERE = Path(__file__).resolve().parent
AXE = (HERE / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
IMAGES = HERE.parents[1] / "docs" / "manual" / "images"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NOTE_VIOLATIONS = """
window.broken = [];
document.addEventListener("securitypolicyviolation", e => window.broken.push(e.violatedDirective + " " + e.sample));
"""
# Words that are cut off or stick out: an element wider than the screen that is not inside a box of its own that scrolls.
STICKING_OUT = """
() => {
  const wide = document.documentElement.clientWidth + 1;
  const scrolls = e => { for (let p = e; p && p !== document.body; p = p.parentElement) {
    if (["auto", "scroll", "hidden"].includes(getComputedStyle(p).overflowX)) return true; } return false; };
  const cut = [...document.querySelectorAll("main *")].filter(e => ["hidden", "clip"].includes(getComputedStyle(e).overflowX)
    && !(e instanceof SVGElement) && e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1);
  if (cut.length) return cut.map(e => "cut: " + e.tagName + "." + e.className).slice(0, 5);
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > wide && !scrolls(e))
    .map(e => e.tagName + "." + e.className + " " + (e.textContent || "").trim().slice(0, 40)).slice(0, 5);
}
"""


@cache
def _manual() -> str:
    return "".join(page.read_text(encoding="utf-8") for page in IMAGES.parent.glob("*.md"))


FAULTS: list[str] = []
"""What broke on the server while the browser looked."""


@dataclass
class Eye:
    """A page of a browser with a width, pointed at the running test server."""

    page: Page
    base: str
    width: int
    said: list[str] = field(default_factory=list)

    @property
    def narrow(self) -> bool:
        """Whether this is a phone."""
        return self.width < 768

    def go(self, path: str) -> None:
        """Open an address of the server, or a whole one (a signed link)."""
        self.page.goto(path if path.startswith("http") else self.base + path)

    def login(self, name: str) -> None:
        """Come in through the demo's role picker."""
        self.page.context.clear_cookies()
        self.go("/login/")
        self.page.locator("button", has_text=name).first.click()
        self.page.wait_for_load_state()

    def press(self, label: str, *, within: Locator | None = None) -> None:
        """Press a button or link by what it says, and wait for what comes."""
        place = within or self.page.locator("main")
        place.get_by_role("button", name=label).or_(place.get_by_role("link", name=label)).first.click()
        self.page.wait_for_load_state("networkidle")

    def see(self, text: str) -> Locator:
        """Something on the page says this; fails when nothing does."""
        found = self.page.get_by_text(text).first
        found.wait_for(state="visible")
        return found

    def check(self, name: str = "") -> None:
        """All a page must be, in one call; with a name also its picture for the manual."""
        self.page.wait_for_load_state("networkidle")
        self.assert_quiet()
        self.assert_no_sideways_scroll()
        if name:
            self.screenshot(name)
        self.assert_axe_clean()

    def assert_quiet(self) -> None:
        """No script failed, nothing was blocked by the content-security policy, nothing was missing."""
        assert not FAULTS, FAULTS[-1]
        broken = self.page.evaluate("window.broken || []")
        assert not self.said, f"{self.page.url}: {self.said}"
        assert not broken, f"{self.page.url}: {broken}"

    def assert_no_sideways_scroll(self) -> None:
        """Nothing sticks out of the screen."""
        out = self.page.evaluate(STICKING_OUT)
        assert not out, f"{self.page.url} at {self.width}: {out}"

    def assert_axe_clean(self) -> None:
        """axe finds nothing against WCAG 2.2 AA and its best practices."""
        self.page.evaluate(AXE)
        options = json.dumps({"runOnly": STANDARDS, "resultTypes": ["violations"]})
        found = self.page.evaluate(f"axe.run(document, {options})")
        self.page.evaluate("window.broken = []")
        self.said.clear()  # axe itself writes styles that the policy rightly blocks
        faults = [
            f"{fault['id']} ({fault['impact']}): {node['target']} {node['html'][:160]} {node.get('failureSummary', '')}"
            for fault in found["violations"]
            for node in fault["nodes"][:3]
        ]
        assert not faults, f"{self.page.url} at {self.width}:\n" + "\n".join(faults)

    def screenshot(self, name: str, *, whole: bool = True) -> None:
        """Keep the page as a picture, when CHOMCHOM_SCREENSHOTS is 1 and the manual shows it.

        With CHOMCHOM_PICTURES every picture goes to that folder instead, for whoever wants to look at all pages.
        """
        elsewhere = os.environ.get("CHOMCHOM_PICTURES")
        folder = Path(elsewhere) if elsewhere else IMAGES
        wanted = elsewhere or f"images/{name}-{self.width}.png" in _manual()
        if os.environ.get("CHOMCHOM_SCREENSHOTS") != "1" or not wanted:
            return
        self.page.evaluate("document.fonts.ready")
        picture = Image.open(io.BytesIO(self.page.screenshot(full_page=whole)))
        picture = picture.crop((0, 0, picture.width, min(picture.height, 2400)))
        folder.mkdir(parents=True, exist_ok=True)
        # 256 colours, chosen so that rare ones (a grade's) survive, keep the repository small.
        few = picture.convert("RGB").quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(folder / f"{name}-{self.width}.png", optimize=True)
