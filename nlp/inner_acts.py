"""Acts inside acts: "miR-149-5p对IL-6的抑制得以恢复", "阻断HuR与MDR1 mRNA的结合".

What is done to an act turns it; the ncRNA spoken of does the turning, the one that is named in it the act.
"""

from __future__ import annotations

import re

from nlp.cues import VERBS, Cue, CueKind
from nlp.items import SAID_OF, Group, cue_text
from nlp.model import EntityType
from nlp.reading import Scan, kind_of
from nlp.shapes import ends_clause
from nlp.statements import Statement, Subject

_ON = re.compile(r"对(?:靶基因|下游|其|的|\s)*")
_OF_ACT = re.compile(
    r"(?:作用|效应|效果|功能|能力|程度)?(?:也|则|均|随之|因此|因而|显著|明显|进一步|部分)*(?:被|受到?|得到|得以|遭到?)?(?:显著|明显|部分)?"
)


def read_inner_act(scan: Scan, index: int) -> bool:
    """Read, at its agent, an act that is turned: "敲低H19后，miR-29b对MCL1的抑制得以恢复"; tell whether it is one."""
    line = scan.line
    inner, gene, act = line.items[index], line.at(index + 1), line.at(index + 2)
    if not isinstance(inner, Group) or not isinstance(gene, Group) or gene.type not in SAID_OF:
        return False
    if not isinstance(act, Cue) or not act.kinds & VERBS or not _ON.fullmatch(line.between(inner, gene)):
        return False
    if re.fullmatch(r"[^，。；]{0,6}的[^，。；]{0,6}", line.between(gene, act)) is None:
        return False
    place = index + 4 if cue_text(line.at(index + 3)) in ("被", "受", "受到") else index + 3
    state = line.at(place)
    if not isinstance(state, Cue) or not state.sign or not ends_clause(line, place):
        return False
    if not _OF_ACT.fullmatch(line.between(act, state)):
        return False
    if scan.subject is None or not scan.subject.changed or set(scan.subject.names) & set(inner.normals):
        return False
    if act.sign:
        scan.found.append(Statement(scan.subject, CueKind.UP, act.sign * state.sign, gene, None, (act, state)))
    speaker = Subject(inner.normals, 1, False, inner.start)
    scan.found.append(Statement(speaker, kind_of(act), act.sign, gene, None, (act,)))
    scan.done.update((gene, act, state))
    return True


def is_meeting(scan: Scan, index: int) -> bool:
    """Tell whether an open verb only acts on the meeting of two other things: "抑制HuR与MDR1 mRNA的结合"."""
    line = scan.line
    first, second, meeting = line.items[index], line.at(index + 1), line.at(index + 2)
    named = (EntityType.GENE, EntityType.NCRNA)
    if not isinstance(second, Group) or second.type not in named or not isinstance(meeting, Cue):
        return False
    return (
        CueKind.BIND in meeting.kinds
        and re.fullmatch(r"(?:蛋白|mRNA|\s)*[与和同跟](?:其|靶基因|下游|lncRNA|miRNA|\s)*", line.between(first, second))
        is not None
        and re.fullmatch(r"[^，。；]{0,10}(?:之间)?的?(?:直接|相互)?", line.between(second, meeting)) is not None
    )
