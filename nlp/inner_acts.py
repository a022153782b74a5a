"""Acts inside acts: "miR-149-5p对IL-6的抑制得以恢复", "阻断HuR与MDR1 mRNA的结合".

What is done to an act turns it; the ncRNA spoken of does the turning, the one that is named in it the act.
"""

from __future__ import annotations

import re

from nlp.cues import VERBS, Cue, CueKind
from nlp.items import SAID_OF, Group, cue_text
from nlp.manipulation import change
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


_BUT = re.compile(r"\s*(?:而|但|但是|然而|反之|相反|若|进一步|此外|同时|再)?(?:在此基础上)?")


_THEN = re.compile(r"的?(?:表达|蛋白)?(?:的表达)?(?:则|可|却|也可|同样|能够?|会)")


def is_changed_gene(scan: Scan, index: int, group: Group) -> bool:
    """Tell whether a gene told of before is itself changed here: "…使PPARγ回升，而干扰PPARγ则削弱了这一作用"."""
    line, verb = scan.line, scan.line.at(index - 1)
    if group.type is not EntityType.GENE or not isinstance(verb, Cue) or not change(verb) or verb.text.isascii():
        return False
    if scan.chain.verbs[:1] != [verb] or scan.chain.last is not None or line.between(verb, group).strip("了"):
        return False
    following = line.at(index + 1)
    if not isinstance(following, Cue) or not following.kinds & VERBS or not _THEN.match(line.head(index, 8)):
        return False
    if not _BUT.fullmatch(line.text[line.clause(verb)[0] : verb.start]):
        return False
    return any(s.group is not None and set(s.group.normals) & set(group.normals) for s in scan.found)


def bind_too(scan: Scan, index: int, cue: Cue) -> None:
    """Say the first of two verbs with one object: "结合并稳定miR-181c-5p" binds it, too."""
    line = scan.line
    bind, item = line.at(index - 1), line.at(index + 1)
    if scan.chain.dead or not cue.sign or scan.subject is None or scan.actor is not None:
        return
    if not isinstance(bind, Cue) or CueKind.BIND not in bind.kinds or bind in scan.done:
        return
    if not re.fullmatch(r"[并且和、而及]+", line.between(bind, cue)):
        return
    if isinstance(item, Group) and item.type in (EntityType.GENE, EntityType.NCRNA) and scan.is_other(item):
        scan.found.append(Statement(scan.subject, CueKind.BIND, 0, item, None, (bind,)))
