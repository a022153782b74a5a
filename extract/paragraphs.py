"""Lines in reading order become paragraphs, each character with its page and box.

A paragraph ends where the typesetter shows it: a short last line, an indented first line, a wider gap, another size
or weight. It goes on over the end of a column or page, and over a figure or table in between, where its last line
is full and the next column begins without an indent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median

from extract.hyphens import seam
from extract.layout import Column
from extract.lines import Line, continued_pieces, is_cjk
from extract.model import Region
from extract.openings import ABSTRACT, KEYWORDS, NUMBERED_HEADING, REFERENCE_START, REFERENCES, begins_caption
from extract.page import Glyph

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_INDENT = 0.9  # of the size
_WORD_SPACE = 0.25  # of the size
_CAPTION_WIDTH = 12.0  # of the size: a shorter line above is the end of something
LARGE = 1.08  # of the body's size: print that is larger belongs to a heading
_SHORT = 1.6  # of the size: a line that ends this far before its column's edge ends its paragraph
_SENTENCE_END = re.compile(r"(?:[。！？.!?；;：:][”\"』」）)\]］]*|[”\"』」])[\s\d\[\],\-–]*(?<!,)$")

_CHINESE_LABEL = re.compile("摘要|提要")


@dataclass(frozen=True, slots=True)
class Piece:
    """One character of a paragraph and where it is printed."""

    text: str
    region: Region


@dataclass
class Paragraph:
    """Lines that belong together. ``style`` tells heading from body text; ``caption`` a caption."""

    lines: list[Line]
    column: Column
    style: tuple[float, bool]
    caption: bool = False
    pieces: list[Piece] = field(default_factory=list)

    @cached_property
    def first(self) -> str:
        """The text of its first line."""
        return self.lines[0].text

    @property
    def text(self) -> str:
        """The paragraph's text."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class BodyStyle:
    """What most of the paper is set in: size in points, line pitch, and the fonts of both scripts."""

    size: float
    pitch: float
    fonts: frozenset[str]

    def emphasised(self, glyph: Glyph) -> bool:
        """Tell whether a glyph is set in another, heavier or Chinese heading font."""
        return glyph.bold or (is_cjk(glyph.text[0]) and _family(glyph.font) not in self.fonts and glyph.text.isalnum())


def body_style(columns: Iterable[Column]) -> BodyStyle:
    """Return the style of the paper's running text, the bibliography left out: it may be longer than the text."""
    lines = [line for column in columns for line in column.lines]
    end = next((index for index, line in enumerate(lines) if REFERENCES.match(line.text.strip())), len(lines))
    lines = lines[:end] if end > 10 else lines
    glyphs = [glyph for line in lines for glyph in line.glyphs]
    size = Counter(round(glyph.size, 1) for glyph in glyphs).most_common(1)[0][0]
    chinese = Counter(_family(g.font) for g in glyphs if is_cjk(g.text[0]) and abs(g.size - size) < 0.6)
    fonts = {font for font, count in chinese.items() if count > 0.15 * sum(chinese.values())}
    pitches = [
        below.baseline - above.baseline
        for column in columns
        for above, below in zip(column.lines, column.lines[1:], strict=False)
        if abs(above.size - size) < 0.6 and 0 < below.baseline - above.baseline < 3 * size
    ]
    return BodyStyle(size, median(pitches) if pitches else 1.5 * size, frozenset(fonts))


def _family(font: str) -> str:
    """Return the name of a font; the parts that a program cuts it into have marks of their own before it."""
    return _SUBSET.sub("", font)


def paragraphs(columns: Sequence[Column], body: BodyStyle, cells: Sequence[Line] = ()) -> list[Paragraph]:
    """Return the paragraphs of all columns of all pages, in reading order.

    ``cells`` are the lines of the tables: a word that they hold is known when a line of text ends with a hyphen.
    """
    found: list[Paragraph] = []
    for column in columns:
        margin = _margins(column)
        for index, line in enumerate(column.lines):
            for part in _split_run_in(line, body, _in_heading(found, line)):
                above = column.lines[index - 1] if index else None
                paragraph = _open_paragraph(found, part, above, column, margin, body)
                if paragraph is None:
                    found.append(Paragraph([part], column, _style(part, body), _captions(part, above)))
                else:
                    paragraph.lines.append(part)
                    if paragraph is not found[-1]:
                        # It goes on behind captions and notes; what follows goes on with it.
                        found.remove(paragraph)
                        found.append(paragraph)
    words = _vocabulary([line for paragraph in found for line in paragraph.lines] + list(cells))
    for paragraph in found:
        paragraph.pieces = _pieces(paragraph.lines, words)
    return found


def _open_paragraph(
    found: Sequence[Paragraph],
    line: Line,
    above: Line | None,
    column: Column,
    margin: tuple[float, float],
    body: BodyStyle,
) -> Paragraph | None:
    """Return the paragraph that ``line`` goes on with, or ``None`` where it begins a new one."""
    if not found:
        return None
    last = found[-1]
    style = _style(line, body)
    if _captions(line, above):
        return None
    if above is None and column is not last.column:
        return _carried_over(found, line, margin, body, first=True)
    if _opens_front_matter(line, body) or (_opens_front_matter_next(line, last) and not _fills(last, margin)):
        return None
    if not _same_style(style, last.style):
        # Below a float at the head of a column the text goes on with what stood before the float.
        return _carried_over(found, line, margin, body) if _is_float(last, style) else None
    previous = last.lines[-1]
    gap = line.baseline - previous.baseline
    if gap > 1.45 * max(_pitch(last, body), 1.15 * line.size) + 1:
        return None
    entry = REFERENCE_START.match(line.text) and line.box.x0 <= margin[0] + 0.5 * _indent(line)
    if entry and REFERENCE_START.match(last.first):
        return None
    heading = style[1] or style[0] > LARGE * body.size
    if heading and (NUMBERED_HEADING.match(line.text) or _other_script(line, last)):
        return None
    if last.caption or style[1]:
        return last
    left, right = margin
    indented = line.box.x0 - left > _indent(line)
    hanging = previous.box.x0 - left <= 0.5 * line.size and len(last.lines) == 1 and REFERENCE_START.match(last.first)
    full = right - previous.box.x1 <= _SHORT * line.size
    closing = (
        full
        and max(right, previous.box.x1) - line.box.x1 > 0.5 * line.size
        and (_centred(line, margin) or _centred(line, (column.x0, column.x1)))
        and not _SENTENCE_END.search(previous.text)
        and not KEYWORDS.match(last.first)
    )
    inside = hanging or closing or _centred(previous, margin) or REFERENCE_START.match(last.first)
    if indented and not inside:
        if previous.box.x0 - left <= _indent(line):
            return None
        if len(last.lines) > 1 and abs(previous.box.x0 - line.box.x0) > 1:
            return None
        if len(last.lines) == 1 and right - previous.box.x1 > _SHORT * line.size:
            return None
    forced = full or (not indented and right - previous.box.x1 < _first_word(line) + _WORD_SPACE * line.size)
    ends = _SENTENCE_END.search(previous.text) or indented or KEYWORDS.match(last.first)
    if not forced and ends and not _ragged(last, right):
        return None
    return last


def _is_float(paragraph: Paragraph, style: tuple[float, bool]) -> bool:
    """Tell whether a paragraph is a caption or the note of a float, set smaller than what follows."""
    return paragraph.caption or (paragraph.style[0] < style[0] - 0.7 and not paragraph.style[1])


def _carried_over(
    found: Sequence[Paragraph], line: Line, margin: tuple[float, float], body: BodyStyle, *, first: bool = False
) -> Paragraph | None:
    """Return the body paragraph that goes on behind floats; ``first``: the line is the first one of its column."""
    style = _style(line, body)
    if style[1] or line.box.x0 - margin[0] > _indent(line):
        return None
    for paragraph in reversed(found[-8:]):
        if paragraph.caption or not _same_style(paragraph.style, style):
            if not paragraph.caption and paragraph.style[1]:
                return None
            continue
        last = paragraph.lines[-1]
        right = _margins(paragraph.column)[1]
        full = right - last.box.x1 <= _SHORT * last.size
        if REFERENCE_START.match(line.text) and REFERENCE_START.match(paragraph.first):
            return None
        if KEYWORDS.match(paragraph.first):
            return None
        inside = not _SENTENCE_END.search(last.text)
        return paragraph if full + inside + first >= 2 else None
    return None


def _other_script(line: Line, last: Paragraph) -> bool:
    """Tell whether a heading without a Chinese character follows one in Chinese, or the other way round."""
    return any(map(is_cjk, line.text)) != any(is_cjk(char) for other in last.lines for char in other.text)


def opens_abstract(line: Line) -> bool:
    """Tell whether a line begins with the label of an abstract; 摘要 may be parted from its text by a gap only."""
    if ABSTRACT.match(line.text):
        return True
    label = _CHINESE_LABEL.match("".join(glyph.text for glyph in line.glyphs[:2]))
    if label is None or len(line.glyphs) < 3:
        return False
    last, after = line.glyphs[1], line.glyphs[2]
    return after.box.x0 - last.box.x1 > _WORD_SPACE * line.size or _family(after.font) != _family(last.font)


def _opens_front_matter(line: Line, body: BodyStyle) -> bool:
    """Tell whether a line begins an abstract or the key words with a label, whatever stands above it."""
    head = line.text[:24]
    if not (opens_abstract(line) or KEYWORDS.match(head)):
        return False
    labelled = body.emphasised(line.glyphs[0]) and not body.emphasised(line.glyphs[-1])
    return labelled or re.search(r"^\s*[\[【［(（]|[:：]", head) is not None


def _opens_front_matter_next(line: Line, last: Paragraph) -> bool:
    """Tell whether a line begins with the bare word "Abstract" or "Keywords" behind other front matter."""
    opening = re.match(r"\s*(?=[A-Z\u4e00-\u9fff])", line.text) and (opens_abstract(line) or KEYWORDS.match(line.text))
    return bool(opening and (opens_abstract(last.lines[0]) or KEYWORDS.match(last.first)))


def _fills(paragraph: Paragraph, margin: tuple[float, float]) -> bool:
    last = paragraph.lines[-1]
    return margin[1] - last.box.x1 <= _SHORT * last.size


def goes_on(above: Line, line: Line) -> bool:
    """Tell whether a line goes on with the sentence of the line above: what begins it by chance is no caption."""
    return (
        abs(above.size - line.size) < 0.3
        and above.bold == line.bold
        and 0 < line.baseline - above.baseline < 1.8 * line.size
        and line.box.x0 - above.box.x0 < 1.5
        and above.box.width > _CAPTION_WIDTH * line.size
        and not _SENTENCE_END.search(above.text)
        and not begins_caption(above.text)
    )


def _captions(line: Line, above: Line | None) -> bool:
    return begins_caption(line.text) and not (above is not None and goes_on(above, line))


def _margins(column: Column) -> tuple[float, float]:
    """Return the left and right edge of most lines of a column."""
    lefts = Counter(round(line.box.x0) for line in column.lines)
    left = min(x for x, count in lefts.items() if count >= 0.25 * lefts.most_common(1)[0][1])
    return float(left), max(line.box.x1 for line in column.lines) if len(column.lines) < 4 else _right(column)


def _right(column: Column) -> float:
    rights = sorted(line.box.x1 for line in column.lines)
    return rights[int(0.9 * (len(rights) - 1))]


def _indent(line: Line) -> float:
    return _INDENT * line.size


def _centred(line: Line, margin: tuple[float, float]) -> bool:
    left, right = margin
    return abs((line.box.x0 - left) - (right - line.box.x1)) < line.size and line.box.x0 - left > line.size


def _first_word(line: Line) -> float:
    """Return the width of a line's first word: a line above without room for it had to end where it does."""
    end = next((n for n in range(1, len(line.glyphs)) if n in line.blanks), len(line.glyphs))
    end = next((n for n in range(1, end) if is_cjk(line.glyphs[n].text[0])), end)
    return line.glyphs[end - 1].box.x1 - line.box.x0


def _ragged(paragraph: Paragraph, right: float) -> bool:
    """Tell whether a paragraph is set ragged right, so that a short line says nothing."""
    short = sum(right - line.box.x1 > _SHORT * line.size for line in paragraph.lines)
    return len(paragraph.lines) >= 3 and short >= 0.6 * len(paragraph.lines)


def _style(line: Line, body: BodyStyle) -> tuple[float, bool]:
    telling = [glyph for glyph in line.glyphs if glyph.text.isalnum()] or list(line.glyphs)
    heavy = sum(body.emphasised(glyph) for glyph in telling)
    return line.size, heavy > 0.6 * len(telling)


def _same_style(one: tuple[float, bool], other: tuple[float, bool]) -> bool:
    return abs(one[0] - other[0]) < 0.7 and one[1] == other[1]


def _pitch(paragraph: Paragraph, body: BodyStyle) -> float:
    lines = paragraph.lines
    if len(lines) >= 2 and lines[-1].page == lines[-2].page and lines[-1].baseline > lines[-2].baseline:
        return lines[-1].baseline - lines[-2].baseline
    return body.pitch * lines[-1].size / body.size


def _in_heading(found: Sequence[Paragraph], line: Line) -> bool:
    return bool(found) and found[-1].style[1] and abs(found[-1].style[0] - line.size) < 0.7


def _split_run_in(line: Line, body: BodyStyle, in_heading: bool) -> list[Line]:
    """Cut a line at the end of a heading that runs into its text, where weight or font changes.

    ``in_heading``: the line above belongs to a heading, which may end anywhere on this one.
    """
    glyphs = line.glyphs
    lead = 0
    while lead < len(glyphs) and (body.emphasised(glyphs[lead]) or not glyphs[lead].text.isalnum()):
        lead += 1
    while lead and not body.emphasised(glyphs[lead - 1]):
        lead -= 1
    rest = len(glyphs) - lead
    if lead < (1 if in_heading else 2) or rest < 2:
        return [line]
    gap = glyphs[lead].box.x0 - glyphs[lead - 1].box.x1
    if not in_heading and not NUMBERED_HEADING.match(line.text) and gap < 0.6 * line.size:
        return [line]
    if glyphs[lead - 1].text in ":：":
        return [line]  # "Abstract: …" is a label, not a heading
    head = Line(line.page, glyphs[:lead], frozenset(p for p in line.blanks if p < lead))
    tail = Line(line.page, glyphs[lead:], frozenset(p - lead for p in line.blanks if p > lead))
    return [head, tail]


def _vocabulary(lines: Iterable[Line]) -> Set[str]:
    """Return the words of the paper, hyphenated ones included, as they stand inside lines."""
    words: set[str] = set()
    cut = False  # the line above ends with a hyphen, so that the first word of this one may be a part
    for line in lines:
        inner = line.text.split(" ")[cut:]
        cut = line.text.endswith("-")
        text = " ".join(inner[:-1] if cut else inner)
        words.update(word.lower() for word in re.findall(r"[A-Za-z]+(?:-[A-Za-z]+)*", text))
    return words


def _pieces(lines: Sequence[Line], words: Set[str]) -> list[Piece]:
    found: list[Piece] = []
    for line in lines:
        spelled = continued_pieces(line) if found else line.pieces
        printed = [Piece(text, Region(line.page, glyph.place)) for text, glyph in spelled]
        if found:
            kept, gap = seam("".join(p.text for p in found[-60:]), "".join(p.text for p in printed), words)
            drop = min(len(found), 60) - kept
            if drop:
                del found[-drop:]
            found += [Piece(character, found[-1].region) for character in gap]
        found += printed
    return found
