"""Rules and shades as a table's typesetter meant them: pieces that are drawn cell by cell are put together."""

from __future__ import annotations

from collections.abc import Sequence

from extract.model import Box
from extract.page import Rule

_SHORTEST = 8.0  # points: a rule under a head


def shade_edges(shades: Sequence[Box]) -> list[Rule]:
    """Return the upper and lower edges of shaded rows as rules."""
    edges = []
    for shade in _joined_shades(shades):
        if shade.width > 80 and 6 < shade.height < 400:
            edges.append(Rule(Box(shade.x0, shade.top, shade.x1, shade.top)))
            edges.append(Rule(Box(shade.x0, shade.bottom, shade.x1, shade.bottom)))
    return edges


def _joined_shades(shades: Sequence[Box]) -> list[Box]:
    """Join shades of one height that touch: a shaded row may be drawn cell by cell."""
    joined: list[Box] = []
    for shade in sorted(shades, key=lambda box: (round(box.top), round(box.bottom), box.x0)):
        last = joined[-1] if joined else None
        if last and abs(last.top - shade.top) < 1 and abs(last.bottom - shade.bottom) < 1 and shade.x0 - last.x1 < 3:
            joined[-1] = Box.around((last, shade))
        else:
            joined.append(shade)
    return joined


def whole_rules(rules: Sequence[Rule]) -> list[Rule]:
    """Join the pieces of rules that are drawn cell by cell; short ones are left out."""
    level: dict[int, list[Box]] = {}
    for rule in rules:
        if rule.horizontal and rule.box.width > 3:
            y = round((rule.box.top + rule.box.bottom) / 2)
            key = next((k for k in (y, y - 1, y + 1) if k in level), y)
            level.setdefault(key, []).append(rule.box)
    found = []
    for boxes in level.values():
        joined: list[Box] = []
        for box in sorted(boxes, key=lambda box: box.x0):
            if joined and box.x0 - joined[-1].x1 <= 3:
                joined[-1] = Box.around((joined[-1], box))
            else:
                joined.append(box)
        found += [Rule(box) for box in joined if box.width > 80]
    return sorted(found, key=lambda rule: rule.box.top)


def header_bottom(rules: Sequence[Rule], frame: Box) -> float | None:
    """Return the y of the first rule over the whole width inside a frame, which ends the table's header."""
    inner = [rule.box.top for rule in whole_rules(rules) if rule.box.width > 0.9 * frame.width]
    return min((y for y in inner if frame.top + 3 < y < frame.bottom - 3), default=None)


def rules_under_heads(rules: Sequence[Rule], frame: Box) -> list[Box]:
    """Return the short rules inside the header of a table: what stands above one heads all columns below it."""
    bottom = header_bottom(rules, frame)
    if bottom is None:
        bottom = frame.bottom
    return [
        rule.box
        for rule in rules
        if rule.horizontal
        and _SHORTEST < rule.box.width < 0.9 * frame.width
        and frame.top + 3 < rule.box.top < bottom - 2
    ]
