"""What a page prints, taken down while its content stream runs: glyphs, rules, shades and pictures, within limits."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTLine, LTRect
from pdfminer.pdffont import PDFSimpleFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.utils import apply_matrix_rect

from extract.limits import TimeLimitError
from extract.model import Box
from extract.page import Glyph, Page, Rule
from extract.symbols import symbol

_THICKEST_RULE = 2.5  # points; anything thicker is a shade
_SMALLEST = 1.5  # points; anything smaller cannot be read
_TILT = 0.05  # of the advance: how far a line of text may climb and still be level
_INVISIBLE_MODES = (3, 7)  # ISO 32000-1, table 106: neither filled nor stroked
_LETTER = (0.0, 0.0, 612.0, 792.0)  # points: the page of a file that gives none
_TICKS = 2048  # steps between two looks at the clock
_OPERANDS = 4096  # no operator takes more; what a broken stream piles up beyond is dropped
_WHITES = {"DeviceGray": 1.0, "CalGray": 1.0, "DeviceRGB": 1.0, "CalRGB": 1.0, "DeviceCMYK": 0.0}


class PageLimitError(Exception):
    """A page holds more characters than it may. The other pages can still be read."""


class BoundedInterpreter(PDFPageInterpreter):
    """pdfminer's interpreter; operands without an operator neither fill the memory nor run past the deadline."""

    device: PageDevice

    def push(self, obj: Any) -> None:
        """Keep an operand for the operator to come."""
        self.device.tick()
        super().push(obj)
        if len(self.argstack) > _OPERANDS:
            del self.argstack[:-64]


class PageDevice(PDFLayoutAnalyzer):
    """Takes down one page in points from the top left corner of its crop box, turned as it is shown.

    ``deadline`` is a time of ``time.monotonic``; past it, :class:`TimeLimitError` is raised. More than
    ``characters`` on the page raise :class:`PageLimitError`; drawings beyond that number are left out.
    """

    def __init__(self, resources: Any, number: int, *, deadline: float, characters: int) -> None:
        super().__init__(resources, pageno=number)
        self.number = number
        self.unmapped = 0  # characters without a Unicode value
        self._deadline = deadline
        self._characters = characters
        self._ticks = 0
        self._printed = 0
        self._numbers: dict[float, float] = {}
        self._ink: tuple[object, object] = (None, None)
        self._ink_is_white = False
        self._drawings = 0
        self._render_mode = 0
        self._crop = (0.0, 0.0, 0.0, 0.0)
        self._visible: list[Glyph] = []
        self._hidden: list[Glyph] = []
        self._white: list[Glyph] = []
        self._rules: list[Rule] = []
        self._shades: list[Box] = []
        self._pictures: list[Box] = []
        self._dark: list[Box] = []

    def page(self) -> Page:
        """Return what was printed.

        White text counts where something dark lies behind it. Text that is not painted at all counts where the
        page has no other: it was laid under a scanned picture by character recognition.
        """
        left, bottom, right, top = self._crop
        shown = [*self._visible, *(glyph for glyph in self._white if self._on_dark(glyph))]
        if not any(not glyph.text.isspace() for glyph in shown) and self._hidden:
            shown = self._hidden
        return Page(
            self.number,
            right - left,
            top - bottom,
            tuple(shown),
            tuple(self._rules),
            tuple(self._shades),
            tuple(self._pictures),
        )

    @property
    def recognised(self) -> bool:
        """Whether the page's only text is one that is not painted, as character recognition leaves it."""
        return bool(self._hidden) and not any(not glyph.text.isspace() for glyph in self._visible)

    def tick(self) -> None:
        """Look at the clock now and then."""
        self._ticks += 1
        if not self._ticks % _TICKS and time.monotonic() > self._deadline:
            raise TimeLimitError

    def begin_page(self, page: Any, ctm: Any) -> None:
        """Learn where the visible part of the page lies."""
        super().begin_page(page, ctm)
        media = apply_matrix_rect(ctm, page.mediabox)
        if media[2] - media[0] < 1 or media[3] - media[1] < 1:
            media = _LETTER
        crop = apply_matrix_rect(ctm, page.cropbox)
        x0, y0 = max(crop[0], media[0]), max(crop[1], media[1])
        x1, y1 = min(crop[2], media[2]), min(crop[3], media[3])
        # A crop box outside of the page is an error of its maker, and viewers show the page whole.
        self._crop = (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else media

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        """Enter a form or an image."""
        self.tick()
        super().begin_figure(name, bbox, matrix)

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Learn how the string is painted, then go through its characters."""
        self._render_mode = textstate.render
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self,
        matrix: Any,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        """Take down one character; its width is returned, as pdfminer moves on by it."""
        self.tick()
        self._printed += 1
        if self._printed > self._characters:
            raise PageLimitError
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = ""
        if isinstance(font, PDFSimpleFont) and font.unicode_map is None:
            text = symbol(_font_name(font.fontname), cid) or text
        printed = LTChar(
            matrix,
            font,
            fontsize,
            scaling,
            rise,
            text,
            font.char_width(cid),
            font.char_disp(cid),
            ncs,
            graphicstate,
        )
        self._take(printed, matrix, rise, fontsize * (scaling or 1), ncs)
        return float(printed.adv)

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        """Take down a line, a rectangle or a curve."""
        self.tick()
        self._drawings += 1
        if self._drawings <= self._characters:
            super().paint_path(gstate, stroke, fill, evenodd, path)

    def receive_layout(self, ltpage: Any) -> None:
        """Sort the drawings of the finished page into rules, shades and pictures."""
        for item in _leaves(ltpage):
            self._take_drawing(item)

    def _take(self, printed: Any, matrix: Any, rise: float, stretch: float, ncs: Any) -> None:
        a, b, c, d, e, f = matrix
        turn = _turn(a * stretch, b * stretch)
        size = self._one(float(printed.width if turn in (90, 270) else printed.height))
        box = self._box(printed)
        left, bottom, right, top = self._crop
        outside = box.x1 <= 0 or box.bottom <= 0 or box.x0 >= right - left or box.top >= top - bottom
        # Tilted text is a stamp over the page.
        if turn is None or outside or not size >= _SMALLEST:
            return
        text = printed.get_text()
        if not text or not isinstance(text, str):
            self.unmapped += 1
            text = "\ufffd"
        baseline = e + rise * c - left if turn in (90, 270) else top - (f + rise * d)
        box = Box(box.x0, self._one(box.top), box.x1, self._one(box.bottom))
        glyph = Glyph(sys.intern(text), box, self._one(baseline), size, _font_name(printed.fontname), turn)
        if self._render_mode in _INVISIBLE_MODES:
            self._hidden.append(glyph)
        elif self._render_mode in (0, 4) and self._white_ink(printed.graphicstate.ncolor, ncs):
            self._white.append(glyph)
        else:
            self._visible.append(glyph)

    def _one(self, value: float) -> float:
        # The glyphs of a line share their level and size: one number for all saves a fifth of the memory.
        return self._numbers.setdefault(value, value)

    def _white_ink(self, colour: object, space: Any) -> bool:
        # Asked for each character, and the same for nearly all of them.
        if (colour, space) != self._ink:
            self._ink, self._ink_is_white = (colour, space), _is_white(colour, space)
        return self._ink_is_white

    def _take_drawing(self, item: Any) -> None:
        box = self._box(item)
        if isinstance(item, LTImage):
            self._pictures.append(box)
            self._dark.append(box)
        elif isinstance(item, LTLine | LTRect) and min(box.width, box.height) <= _THICKEST_RULE:
            self._rules.append(Rule(box))
        elif isinstance(item, LTRect):
            self._shades.append(box)
            if item.stroke:
                self._rules += _edges(box)
        elif isinstance(item, LTCurve):
            self._pictures.append(box)
        if isinstance(item, LTCurve) and item.fill and not _is_white(item.non_stroking_color, None):
            self._dark.append(box)

    def _box(self, item: Any) -> Box:
        left, _, _, top = self._crop
        return Box(item.x0 - left, top - item.y1, item.x1 - left, top - item.y0)

    def _on_dark(self, glyph: Glyph) -> bool:
        x, y = (glyph.box.x0 + glyph.box.x1) / 2, (glyph.box.top + glyph.box.bottom) / 2
        return any(box.x0 <= x <= box.x1 and box.top <= y <= box.bottom for box in self._dark)


def _leaves(container: Any) -> list[Any]:
    """Return the drawings of a page and of the forms in it, in the order of painting."""
    found: list[Any] = []
    waiting = [iter(container)]
    while waiting:
        item = next(waiting[-1], None)
        if item is None:
            waiting.pop()
        elif isinstance(item, LTContainer):
            waiting.append(iter(item))
        else:
            found.append(item)
    return found


def _turn(a: float, b: float) -> int | None:
    """Return by how many degrees a character is turned to the left; ``None`` where it is tilted."""
    if abs(b) <= _TILT * abs(a):
        return 0 if a >= 0 else 180
    if abs(a) <= _TILT * abs(b):
        return 90 if b > 0 else 270
    return None


def _is_white(colour: object, space: Any) -> bool:
    """Tell whether a colour is white. A single ink at full strength is not, though its number is 1 as well."""
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    if not parts or not all(isinstance(part, int | float) for part in parts):
        return False
    names = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}
    name = names.get(len(parts), "") if space is None or space.name == "ICCBased" else space.name
    if name not in _WHITES:
        return False
    return all(abs(part - _WHITES[name]) <= 0.02 for part in parts)


def _edges(box: Box) -> list[Rule]:
    return [
        Rule(Box(box.x0, box.top, box.x1, box.top)),
        Rule(Box(box.x0, box.bottom, box.x1, box.bottom)),
        Rule(Box(box.x0, box.top, box.x0, box.bottom)),
        Rule(Box(box.x1, box.top, box.x1, box.bottom)),
    ]


def _font_name(name: object) -> str:
    # Chinese programs of old write the names of fonts in their own encoding.
    return name.decode("gb18030", "replace") if isinstance(name, bytes) else str(name)
