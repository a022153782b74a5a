"""Glyphs of a page, cleaned: what is printed twice or not meant to be read is dropped, ligatures are spelled out."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.dropcaps import with_initials_in_line
from extract.model import Box
from extract.page import Glyph, Page, Rule
from extract.symbols import IDEOGRAPH_OF_RADICAL, symbol

_SOFT_HYPHEN = "\u00ad"
# The same mark as the hyphen-minus: which of them a font's table names is chance.
_HYPHENS = str.maketrans("\u2010\u2011", "--")
# Zero-width characters and byte order marks carry no text.
_NOTHING = frozenset("\u200b\u200c\u200d\u2060\ufeff\x00")
_ACCENTS = dict(
    zip(
        "`´^ˆ~˜¯¨ˇ˘˙˚¸˝˛",
        "\u0300\u0301\u0302\u0302\u0303\u0303\u0304\u0308\u030c\u0306\u0307\u030a\u0327\u030b\u0328",
        strict=True,
    )
)
_UNDERSCORE = (1.5, 8.0)  # points: shorter is a dot, longer a rule
_FIGURES = frozenset("0123456789")
_LISTED = frozenset(",-‐‑–−")
_SUNK = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,2}$")
_DRAWN_SMALL = 0.75  # of the width of the font's widest figure
_SHADOW = 0.45  # of the glyph's width: how far a shadow or a poor man's bold may be shifted


def clean(page: Page) -> Page:
    """Return the page with readable glyphs only, turned upright where most of it is set sideways or upside down."""
    turns = Counter(glyph.turn for glyph in page.glyphs if not glyph.text.isspace())
    turn, count = turns.most_common(1)[0] if turns else (0, 0)
    # A page with a sideways table has little else on it than the running head; what is sideways on an upright page
    # is an axis label or a margin note.
    turned = _turn(page, turn) if turn and count > sum(turns.values()) / 2 else _only_upright(page)
    read = with_initials_in_line(_with_drawn_scripts(_without_shadows(_accented(_spelled_out(turned.glyphs)))))
    return replace(turned, glyphs=(*read, *_drawn_underscores(read, turned.rules)))


def _spelled_out(glyphs: tuple[Glyph, ...]) -> list[Glyph]:
    found = []
    for glyph in glyphs:
        text = "".join(ch for ch in glyph.text if ch not in _NOTHING)
        # Where a soft hyphen takes up room it is printed, and whose hyphen it is, is told with the others.
        text = text.replace(_SOFT_HYPHEN, "-" if glyph.box.width > 0.1 * glyph.size else "")
        text = text.translate(_HYPHENS)
        if not text:
            continue
        if len(text) == 1 and ("\ufb00" <= text <= "\ufb06" or "\u2e80" <= text <= "\u2fdf"):
            # Latin ligatures and the radicals that some fonts map Chinese characters to.
            text = IDEOGRAPH_OF_RADICAL.get(text) or unicodedata.normalize("NFKC", text)
        if len(text) == 1 and unicodedata.category(text) == "Co":
            text = symbol(glyph.font, ord(text)) or text
        if unicodedata.category(text[0]) in ("Cc", "Co", "Cn"):
            text = " " if text in "\t\n\r" else "\ufffd"
        found.append(replace(glyph, text=text) if text != glyph.text else glyph)
    return found


def _accented(glyphs: list[Glyph]) -> list[Glyph]:
    """Put accents that are printed by themselves over a letter, as TeX does, together with it."""
    found: list[Glyph] = []
    waiting: Glyph | None = None  # an accent that was printed before its letter
    for glyph in glyphs:
        combining = _ACCENTS.get(glyph.text)
        if combining is not None:
            if found and _over(glyph, found[-1]) and _composed(found[-1], glyph, combining) is not None:
                found[-1] = _composed(found[-1], glyph, combining) or found[-1]
                continue
            if waiting is not None:
                found.append(waiting)
            waiting = glyph
            continue
        if waiting is not None:
            composed = _composed(glyph, waiting, _ACCENTS[waiting.text]) if _over(waiting, glyph) else None
            if composed is None:
                found.append(waiting)
            glyph, waiting = composed or glyph, None
        found.append(glyph)
    return [*found, waiting] if waiting is not None else found


def _over(accent: Glyph, letter: Glyph) -> bool:
    middle = (accent.box.x0 + accent.box.x1) / 2
    return letter.box.x0 <= middle <= letter.box.x1 and abs(accent.baseline - letter.baseline) < 0.5 * letter.size


def _composed(letter: Glyph, accent: Glyph, combining: str) -> Glyph | None:
    base = {"ı": "i", "ȷ": "j"}.get(letter.text, letter.text)
    text = unicodedata.normalize("NFC", base + combining)
    if len(text) != 1 or not base.isalpha():
        return None
    return replace(letter, text=text, box=Box.around((letter.box, accent.box)))


def _without_shadows(glyphs: list[Glyph]) -> list[Glyph]:
    """Drop a character that is printed again, all but on top of itself."""
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    kept = []
    for glyph in glyphs:
        reach = max(min(glyph.box.width, 0.8 * glyph.size) * _SHADOW, 0.4)
        column, row = int(glyph.box.x0 // 4), int(glyph.baseline // 4)
        neighbours = (
            other
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for other in seen.get((glyph.text, column + dx, row + dy), ())
        )
        if not glyph.text.isspace() and any(
            abs(other.box.x0 - glyph.box.x0) < reach
            and abs(other.baseline - glyph.baseline) < reach
            and abs(other.size - glyph.size) < 0.5
            for other in neighbours
        ):
            continue
        seen.setdefault((glyph.text, column, row), []).append(glyph)
        kept.append(glyph)
    return kept


def _with_drawn_scripts(glyphs: list[Glyph]) -> list[Glyph]:
    """Give superscript figures that the font draws itself (OpenType ``sups``) the size and place they show.

    Such figures keep the size and baseline of the text; only their width tells: the other figures of the same font
    are half as wide again. After one or two capital letters they are taken for subscripts (CO2, IC50).
    """
    widest: dict[tuple[str, float], float] = {}
    for glyph in glyphs:
        if glyph.text in _FIGURES:
            key = (glyph.font, round(glyph.size, 1))
            widest[key] = max(widest.get(key, 0.0), glyph.box.width)

    def drawn_small(glyph: Glyph) -> bool:
        return glyph.text in _FIGURES and glyph.box.width < _DRAWN_SMALL * widest[glyph.font, round(glyph.size, 1)]

    found: list[Glyph] = []
    word = ""  # what stands before on the line, without figures drawn small
    sunk = raised = False
    for index, glyph in enumerate(glyphs):
        after = glyphs[index + 1] if index + 1 < len(glyphs) else None
        # The dash or comma of a list of citations is drawn small with its figures.
        listed = raised and glyph.text in _LISTED and after is not None and drawn_small(after)
        if not word or not (drawn_small(glyph) or listed):
            sunk = raised = False
            word = "" if glyph.text.isspace() else word + glyph.text
            found.append(glyph)
            continue
        if not raised and not sunk:
            sunk = _SUNK.search(word) is not None
            raised = not sunk
        found.append(replace(glyph, size=0.62 * glyph.size, baseline=glyph.baseline - raised * 0.33 * glyph.size))
    return found


def _drawn_underscores(glyphs: Sequence[Glyph], rules: Sequence[Rule]) -> list[Glyph]:
    """Return an underscore for each short rule that stands between two letters at their foot, as TeX sets it."""
    short = [rule.box for rule in rules if rule.horizontal and _UNDERSCORE[0] < rule.box.width < _UNDERSCORE[1]]
    if not short:
        return []
    ends: dict[int, list[Glyph]] = {}
    starts: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        if not glyph.text.isspace():
            ends.setdefault(int(glyph.box.x1 // 2), []).append(glyph)
            starts.setdefault(int(glyph.box.x0 // 2), []).append(glyph)
    found = []
    for box in short:
        before = _touching(box, box.x0, ends)
        if before is not None and _touching(box, box.x1, starts) is not None:
            top = before.baseline - 0.2 * before.size
            found.append(replace(before, text="_", box=Box(box.x0, top, box.x1, max(box.bottom, before.box.bottom))))
    return found


def _touching(rule: Box, x: float, glyphs: Mapping[int, Sequence[Glyph]]) -> Glyph | None:
    """Return a letter that ends or begins at ``x`` and on whose baseline a rule stands."""
    for step in (-1, 0, 1):
        for glyph in glyphs.get(int(x // 2) + step, ()):
            near = min(abs(glyph.box.x0 - x), abs(glyph.box.x1 - x)) < 0.15 * glyph.size
            narrow = rule.width < 0.7 * glyph.size and glyph.text.isalnum()
            if near and narrow and -0.05 * glyph.size <= rule.top - glyph.baseline < 0.25 * glyph.size:
                return glyph
    return None


def _only_upright(page: Page) -> Page:
    return replace(page, glyphs=tuple(glyph for glyph in page.glyphs if glyph.upright))


def _turn(page: Page, turn: int) -> Page:
    """Return a page that is set sideways or upside down as it is read, with the glyphs that are set so."""
    width, height = page.width, page.height

    def turned(box: Box) -> Box:
        if turn == 90:  # read from bottom to top
            return Box(height - box.bottom, box.x0, height - box.top, box.x1)
        if turn == 270:
            return Box(box.top, width - box.x1, box.bottom, width - box.x0)
        return Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top)

    baselines = {90: lambda at: at, 180: lambda at: height - at, 270: lambda at: width - at}
    return replace(
        page,
        width=width if turn == 180 else height,
        height=height if turn == 180 else width,
        glyphs=tuple(
            replace(
                glyph,
                box=turned(glyph.box),
                baseline=baselines[turn](glyph.baseline),
                turn=0,
                printed=glyph.box,
            )
            for glyph in page.glyphs
            if glyph.turn == turn
        ),
        rules=tuple(Rule(turned(rule.box)) for rule in page.rules),
        shades=tuple(turned(box) for box in page.shades),
        pictures=tuple(turned(box) for box in page.pictures),
    )
