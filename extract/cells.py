"""The text of a table cell: lines that were wrapped are joined, lines that are items of a list are kept apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.grid import Grid
from extract.hyphens import join_words
from extract.lines import Line, is_cjk
from extract.superscripts import note_mark

_PLENTY = 1.0  # of the size
_SHORT = 8  # characters of a name
_OPEN_END = re.compile(
    r"(?:[,，、;；:：/\-–—+&(（]|\b(?:and|or|of|the|in|by|via|with|to|for|on|a|an|from|和|与|及|或))\s*$",
    re.IGNORECASE,
)
_OPEN_START = re.compile(
    r"^\s*(?:[,，、;；:：/)）\-–—+&]|(?:and|or|of|in|by|via|with|to|for|on|from)\b)", re.IGNORECASE
)
_CLASS_WORD = re.compile(r"^[a-z]+[A-Z]*s?$")  # lncRNA / AGAP2-AS1: a word that waits for its name
_ARROW_END = re.compile(r"[↑↓⬆⬇]\s*$")
_QUALIFIED = re.compile(r"^[^()（）]+[(（][^()（）]+[)）]$")
_SEPARATOR_END = re.compile(r"[;；]\s*$")


def cell_text(lines: Sequence[Line], body: Grid, column: int) -> str:
    """Return the text of one cell of ``body``; items are joined by ``; ``, wrapped lines by a space or nothing."""
    if not lines:
        return ""
    lines = [_without_mark(line) for line in lines]
    texts = [line.text.strip() for line in lines]
    if len(texts) == 1:
        return texts[0]
    joined = texts[0]
    for index, text in enumerate(texts[1:]):
        if _next_is_item(texts, index, lines, body, column):
            joined = f"{_SEPARATOR_END.sub('', joined)}; {text}"
        else:
            # 、 before a Latin name: the line break stands for a space, though Chinese text would take none.
            gap = " " if is_cjk(joined[-1]) and not joined[-1].isalnum() and not is_cjk(text[0]) else ""
            joined = f"{joined}{gap}{text}" if gap else join_words(joined, text)
    return joined


def _without_mark(line: Line) -> Line:
    """Return a line without the raised letter that points to a note below the table: it is no part of a name."""
    end = note_mark(line.glyphs, line.size, line.baseline)
    if end == len(line.glyphs):
        return line
    return Line(line.page, line.glyphs[:end], frozenset(n for n in line.blanks if n < end))


def _next_is_item(texts: Sequence[str], index: int, lines: Sequence[Line], body: Grid, column: int) -> bool:
    first, second = texts[index], texts[index + 1]
    if _SEPARATOR_END.search(first):
        return True
    if _OPEN_END.search(first) or _OPEN_START.match(second):
        return False
    if _unbalanced(first) or _CLASS_WORD.match(first):
        return False
    if _ARROW_END.search(second) and not _ARROW_END.sub("", second).strip():
        return False  # an arrow alone goes with the name above
    if _ARROW_END.search(first) or (_ARROW_END.search(second) and _one_name(_ARROW_END.sub("", second))):
        return True  # "PTEN↓" is said to its end
    if _QUALIFIED.search(first) and _QUALIFIED.search(second):
        return True  # "miR-107 (sponge)", "HMGB1 (up)"
    whole = {text.casefold() for text in _whole_cells(body, column)}
    character = len(second) == 1 and is_cjk(second)  # the end of a word, in a column of one character
    if (second.casefold() in whole and not character) or _common_head(first, second) >= 2:
        return True
    left = _room_left(lines[index], lines[index + 1], body, column)
    if left >= 0:
        # With plenty of room even what goes on in small letters is another item.
        return (left > _PLENTY * lines[index].size and not character) or _item_like(first, second)
    if any(map(is_cjk, first + second)):
        # Chinese text is broken anywhere, so a wrapped line is full, and the last one of a cell hardly ever.
        whole = _whole_cells(body, column)
        if first in whole and len(second) <= _SHORT and first.isalnum() and not is_cjk(second[0]):
            return True
        return _even(texts) and (first in whole or all(_even([o.text for o in row[column]]) for row in body.rows))
    last = re.split(r"[,，、]\s*", first)[-1]
    if last != first and all(name and " " not in name and _build(name) == "name" for name in (last, second)):
        return True  # a list that parts its items by commas would have put one before a wrapped line
    # The next word would not have fitted: items all the same where every line is one name of the same build.
    return all(_one_name(text) for text in texts) and len({_build(text) for text in texts}) == 1


def _even(texts: Sequence[str]) -> bool:
    """Tell whether all lines of a cell are names of the same length, without any punctuation."""
    return len({len(text) for text in texts}) <= 1 and all(len(text) > 2 and text.isalnum() for text in texts)


def _whole_cells(body: Grid, column: int) -> set[str]:
    """Return the texts that fill a cell of the column alone: where they are a line of a longer cell, they are items."""
    return {row[column][0].text.strip() for row in body.rows if len(row[column]) == 1}


def _common_head(first: str, second: str) -> int:
    """Return how many Chinese characters two lines begin with in common: "海绵吸附 miR-1", "海绵吸附 miR-2"."""
    length = 0
    for one, other in zip(first, second, strict=False):
        if one != other or not is_cjk(one):
            break
        length += 1
    return length


def _room_left(line: Line, after: Line, body: Grid, column: int) -> float:
    """Return how much room would be left if what follows stood on the line too: below zero if it had to be broken."""
    own = [other for row in body.rows for other in row[column]]
    lefts = [other.box.x0 for other in own]
    centred = max(lefts) - min(lefts) > line.size
    room = max(o.box.width for o in own) if centred else max(o.box.x1 for o in own) - line.box.x0
    if not centred:
        room = max(room, _room_beside(line, body, column))
    needed = _first_word_width(after)
    if not (is_cjk(after.glyphs[0].text[0]) and is_cjk(line.glyphs[-1].text[-1])):
        needed += 0.25 * line.size
    return room + 0.5 - line.box.width - needed


def _room_beside(line: Line, body: Grid, column: int) -> float:
    """Return how wide a line may be so that it stays as far from the next column as cells do anywhere in the table."""
    gaps = [
        right[0].box.x0 - max(piece.box.x1 for piece in left)
        for row in body.rows
        for left, right in pairwise(row)
        if left and right
    ]
    beyond = [piece.box.x0 for row in body.rows for piece in (row[column + 1] if column + 1 < len(row) else ())]
    if not beyond or max(beyond) - min(beyond) > line.size:
        return 0.0  # the last column, or one whose cells are centred
    return min(beyond) - min(gaps) - line.box.x0


def _first_word_width(line: Line) -> float:
    """Return the width of what no typesetter would have put on the line above by parts."""
    end = 1
    while end < len(line.glyphs):
        before, after = line.glyphs[end - 1], line.glyphs[end]
        if end in line.blanks or after.box.x0 - before.box.x1 > 0.2 * line.size:
            break
        ideograph = is_cjk(after.text[0]) and after.text[0].isalnum()
        if ideograph and before.text[-1].isalnum():
            break  # Chinese text is broken anywhere, but not before a mark, nor behind a sign
        if is_cjk(before.text[-1]) and before.text[-1].isalnum() and after.text[0].isalnum():
            break
        end += 1
    return line.glyphs[end - 1].box.x1 - line.glyphs[0].box.x0


def _item_like(first: str, second: str) -> bool:
    """Tell whether two lines may be two items: the second begins as a name does, not as a sentence goes on."""
    if len(second) == 1 and is_cjk(second):
        return False  # the last character of a word
    if second[0].islower() and not re.match(r"[a-z]{1,4}[-_ ]?[A-Z\d]|[a-z]+\d", second):
        return False
    return not (len(first.split()) >= 4 and second[0].islower())


def _one_name(text: str) -> bool:
    return " " not in text.strip() or bool(re.fullmatch(r"(?:lnc|circ|mi)\w*\s\S+", text, re.IGNORECASE))


def _build(text: str) -> str:
    if is_cjk(text[0]):
        return "cjk"
    has_digit = any(ch.isdigit() for ch in text)
    if text[0].islower():
        return "name" if has_digit or any(ch.isupper() for ch in text) else "word"
    return "name" if has_digit or not text[1:].islower() else "Word"


def _unbalanced(text: str) -> bool:
    return text.count("(") + text.count("（") > text.count(")") + text.count("）")
