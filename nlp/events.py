"""Words that stand for what was told before: "the treatment", "the result was", "this effect"."""

from __future__ import annotations

from dataclasses import replace

from nlp.cues import VERBS, Cue, CueKind
from nlp.reading import Scan
from nlp.verbs import read_outcome


def read_event(scan: Scan, cue: Cue) -> None:
    """Let the ncRNA of the text before act on: "the treatment" where it was changed, "the result was" in any case."""
    known = scan.inherited
    if scan.subject is None and known is not None and (known.changed or cue.kinds & VERBS):
        scan.subject = known


def read_effect(scan: Scan, index: int, cue: Cue) -> None:
    """Read "this effect" as the word for resistance or sensitivity that it stands for.

    It means what happened: after "knockdown restored sensitivity" it is sensitivity.
    """
    told = next((s for s in reversed(scan.found) if s.group is None and s.sign), None) or scan.effect
    if told is None:
        return
    kind = CueKind.RESISTANCE if told.sign > 0 else CueKind.SENSITIVITY
    outcome = Cue(cue.start, cue.end, cue.text, frozenset((kind,)))
    scan.line = replace(scan.line, items=(*scan.line.items[:index], outcome, *scan.line.items[index + 1 :]))
    scan.echoes[outcome] = told
    read_outcome(scan, index, outcome)
