"""Nouns for what an ncRNA is to something: "PTEN is a target of miR-21", "KCNQ1OT1是顺铂耐药的推手"."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.cues import OUTCOMES, Cue, CueKind
from nlp.items import Break, Group
from nlp.model import EntityType
from nlp.reading import OBJECTS, Scan, outcome_sign
from nlp.statements import Statement

_IS = re.compile(r"[是为系]$|作为$")


_IS_ITS = re.compile(r"\s(?:is|was|are|were|as)\s(?:its|their)\s(?:direct\s|main\s|functional\s)?")


def read_target_noun(scan: Scan, cue: Cue) -> None:
    """ "PTEN is a target of miR-21", "miR-21的靶基因PTEN", "its target PTEN"."""
    before = [g for g in reversed(scan.clause_groups(cue)) if g.end <= cue.start]
    left = next((g for g in before if g.type in OBJECTS), None)
    if left is None:
        mirna = next((g for g in before if g.type is EntityType.NCRNA and scan.is_other(g)), None)
        if mirna is not None and _IS_ITS.fullmatch(scan.line.between(mirna, cue)):
            scan.found.append(Statement(scan.subject, CueKind.TARGET, 0, mirna, None, (cue,), by=True))
        return
    named = next(
        (g for g in reversed(scan.clause_groups(cue)) if g.type is EntityType.NCRNA and g.end <= left.start), None
    )
    if (
        named is not None
        and _IS.search(scan.line.between(named, left))
        and scan.line.between(left, cue).startswith("的")
    ):
        return  # "DSCAM-AS1是ERα的靶基因": the gene acts
    known = scan.subject
    if known is None and scan.inherited is not None and not cue.text.endswith(" of") and not _named_behind(scan, cue):
        known = replace(scan.inherited, polarity=1, changed=False)  # "BIM was identified as the relevant target"
    scan.found.append(Statement(known, CueKind.TARGET, 0, left, None, (cue,), by=True))


def _named_behind(scan: Scan, cue: Cue) -> bool:
    return any(g.type is EntityType.NCRNA and g.start >= cue.end for g in scan.clause_groups(cue))


_IS_DOER = re.compile(r"是|为|作为|成为|系|属于|充当|扮演|起着?|称作|视作|看作")


def read_doer(scan: Scan, index: int) -> None:
    """ "KCNQ1OT1是骨肉瘤顺铂耐药的推手", "miR-21是PTEN的负调控因子": what the subject is to what stands before."""
    line, cue, before = scan.line, scan.line.items[index], scan.line.at(index - 1)
    if not isinstance(cue, Cue) or before is None or isinstance(before, Break) or scan.subject is None:
        return
    head = line.text[max(line.clause(cue)[0], scan.subject.start) : before.start]
    if not _IS_DOER.search(head) or not re.fullmatch(r"性?的?[^，。；]{0,6}", line.between(before, cue)):
        return
    if scan.is_negated(cue):
        return
    scan.chain.clear()
    if isinstance(before, Group) and before.type in OBJECTS and scan.is_other(before):
        scan.say(before, cue, sign=cue.sign)
    elif isinstance(before, Cue) and before.kinds & OUTCOMES:
        scan.say(None, cue, outcome=before, sign=cue.sign * outcome_sign(line, before))
