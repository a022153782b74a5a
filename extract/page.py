"""What is printed on one page: glyphs and rules, before anything is understood."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.model import Box

# TeX names its bold fonts CMBX10, SFBX1000 or NimbusRomNo9L-Medi.
_BOLD = re.compile(
    r"bold|black|heavy|demi|-bd|simhei|heiti|黑体|\b(?:cm|sf|ec)[a-z]*b(?:x|\d)|nimbus\w+-medi(?:ital)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character (or ligature). ``baseline`` is in points from the page's top, like ``box``.

    ``turn`` tells by how many degrees it is turned to the left (0, 90, 180 or 270); of a character set sideways,
    ``baseline`` is in points from the page's left edge. ``printed`` is where it stands on the page as shown, where
    ``box`` belongs to a page that was turned upright.
    """

    text: str
    box: Box
    baseline: float
    size: float
    font: str
    turn: int = 0
    printed: Box | None = None

    def __reduce__(self) -> tuple[type[Glyph], tuple[object, ...]]:
        """Go to another process as its parts, which takes half the time of the usual way."""
        return Glyph, (self.text, self.box, self.baseline, self.size, self.font, self.turn, self.printed)

    @property
    def upright(self) -> bool:
        """Whether it can be read without turning the page."""
        return self.turn == 0

    @property
    def place(self) -> Box:
        """Where the character stands on the page as it is shown."""
        return self.printed or self.box

    @property
    def bold(self) -> bool:
        """Whether the font's name says that it is bold."""
        return _BOLD.search(self.font) is not None


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, or a filled bar thin enough to be one, in the same coordinates as the glyphs."""

    box: Box

    @property
    def horizontal(self) -> bool:
        """Whether it runs from left to right."""
        return self.box.width >= self.box.height


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number (from 1), its size in points, its glyphs in the order of the file, its rules."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    shades: tuple[Box, ...] = ()  # filled areas too thick to be rules
    pictures: tuple[Box, ...] = ()  # images and drawings
