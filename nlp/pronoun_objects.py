"""Words that stand for the object met last: "binds PTEN and lowers its level", "其靶点为STAT3，后者受抑"."""

from __future__ import annotations

import re

from nlp.cues import OUTCOMES, VERBS, Cue, CueKind
from nlp.items import Group, Line, cue_text
from nlp.manipulation import change, heads_clause
from nlp.model import EntityType
from nlp.name_shapes import inner_agent
from nlp.reading import OBJECTS, Scan
from nlp.statements import Statement, Subject

# "促进其与YB1结合", "促进其向启动子募集", "促进其核转位": no more and no less of it.
_NOT_MORE_OF_IT = re.compile(
    r"的?(?:[被与和同向至从在]|(?:细胞)?核?转位|入核|出核|进入|募集|招募|二聚|定位|(?:去)?(?:磷酸化|乙酰化|甲基化|SUMO|糖基化))"
)


def it_is_object(scan: Scan, index: int) -> bool:
    """Read "binds PTEN and lowers its level": the word stands for the object met last."""
    verb, word = scan.line.items[index - 1] if index else None, scan.line.items[index]
    said = next((s.group for s in reversed(scan.found) if s.group is not None), None)
    last = promoter_gene(scan, index) or said
    if last is None and cue_text(word) == "其" and re.match(r"的?(?:表达|水平|翻译|mRNA)", scan.line.head(index, 6)):
        # "miR-214针对同一蛋白，抑制其表达"
        last = next((g for g in reversed(scan.line.groups(EntityType.GENE)) if g.end <= word.start), None)
    if cue_text(word) == "后者":
        last = next((g for g in reversed(scan.line.groups(*OBJECTS, EntityType.NCRNA)) if g.end <= word.start), last)
    if isinstance(verb, Cue) and CueKind.MAKE in verb.kinds:
        return True  # the cells are meant
    if last is None and scan.topic is not None and scan.subject is not None and cue_text(word) == "it":
        here = scan.subject.start >= scan.line.sentence.start and not scan.subject.changed
        last = scan.topic if here and scan.subject.start < word.start else None
    if not isinstance(verb, Cue) or last is None or last.type not in (EntityType.GENE, EntityType.NCRNA):
        return False
    if change(verb) and heads_clause(scan.line, index - 1):
        return False  # "loss of it lowers …"
    if verb not in scan.chain.verbs or scan.chain.last is not None or len(scan.line.between(verb, word)) > 6:
        return False
    following = scan.line.items[index + 1] if index + 1 < len(scan.line.items) else None
    if isinstance(following, Cue) and CueKind.TARGET in following.kinds and len(scan.line.between(word, following)) < 3:
        gene = scan.line.at(index + 2)
        if last.type is EntityType.NCRNA and isinstance(gene, Group) and gene.type is EntityType.GENE:
            # "sponges miR-7 and frees its target XRCC4": the target of the miRNA.
            mirna = Subject(last.normals, 1, False, last.start)
            scan.found.append(Statement(mirna, CueKind.TARGET, 0, gene, None, (following,)))
        return True  # "its target XRCC4" is said of the target, which comes
    if isinstance(following, Cue) and following.kinds & OUTCOMES and len(scan.line.between(word, following)) < 3:
        return False  # "enhances its efficacy": the drug's
    falls = re.match(r"[被经][^，。；]{0,6}(?:泛素化|降解|衰减)", scan.line.text[word.end :])
    if not falls and (inner_agent(scan.line, index) or _NOT_MORE_OF_IT.match(scan.line.text[word.end :])):
        return True
    # To hold up the breakdown of a thing is to keep it.
    broken = re.match(
        r"(?:被[^，。；]{1,12}?|的|蛋白|mRNA|发生|经|被|遭|免遭|由|通过|自噬|溶酶体|蛋白酶体|途径|泛素-?)*(?:泛素化|降解|衰减)|\s(?:ubiquitination|degradation|decay)",
        scan.line.text[word.end :],
    )
    scan.say(last, verb, sign=scan.chain.sign * (-1 if broken else 1))
    scan.chain.last = word
    return True


_OF_ITS = re.compile(r"的?(?:表达|水平|蛋白|活性|mRNA|被|受到?|显著|明显)*的?")


def it_rises_or_falls(scan: Scan, index: int) -> bool:
    """Read "其靶点为STAT3，后者受抑使EMT逆转": how the gene met last is after the act, which goes on to act."""
    line, word = scan.line, scan.line.items[index]
    place = index + 2 if cue_text(line.at(index + 1)) in ("被", "受", "受到") else index + 1
    state = line.at(place)
    if cue_text(word) != "后者" or not isinstance(state, Cue) or not state.sign or state.kinds & {CueKind.MAKE}:
        return False
    last = next((g for g in reversed(line.groups(*OBJECTS, EntityType.NCRNA)) if g.end <= word.start), None)
    if last is None or last.type is not EntityType.GENE or not _OF_ITS.fullmatch(line.between(word, state)):
        return False
    following = line.at(place + 1)
    if isinstance(following, Group) or (isinstance(following, Cue) and not following.kinds & VERBS):
        return False
    scan.chain.clear()
    scan.actor = None
    scan.say(last, state, sign=state.sign)
    scan.done.add(state)
    return True


def its_change_is_object(scan: Scan, index: int) -> bool:
    """Read "binds PTEN, leading to its degradation": a noun of change of the object met last."""
    line, chain = scan.line, scan.chain
    verb, word = line.items[index - 1] if index else None, line.items[index]
    noun = line.items[index + 1] if index + 1 < len(line.items) else None
    if cue_text(word) not in ("its", "their") or not isinstance(noun, Cue) or not isinstance(verb, Cue):
        return False
    said = next((s.group for s in reversed(scan.found) if s.group is not None), None)
    last = promoter_gene(scan, index) or said
    sign = noun.sign or change(noun)
    if last is None or last.type not in (EntityType.GENE, EntityType.NCRNA) or not sign or not chain.sign:
        return False
    if verb not in chain.verbs or chain.last is not None or len(line.between(verb, word)) > 6:
        return False
    if not cue_text(noun).endswith(_NOUN) or len(line.between(word, noun)) > 40 or _has_object(line, index + 1):
        return False
    scan.done.add(noun)
    scan.say(last, verb, sign=chain.sign * sign, kind=CueKind.UP)
    chain.last = noun
    return True


_NOUN = ("tion", "sion", "ing", "down", "decay", "loss", "increase", "decrease", "reduction", "tion of")


def _has_object(line: Line, index: int) -> bool:
    """Tell whether a noun of change has its own object behind it: "its inhibition of EGFR"."""
    following = line.items[index + 1] if index + 1 < len(line.items) else None
    return (
        isinstance(following, Group)
        and following.type in OBJECTS
        and re.match(r"^\s(?:of\s)?", line.between(line.items[index], following)) is not None
        and len(line.between(line.items[index], following)) <= 8
    )


def promoter_gene(scan: Scan, index: int) -> Group | None:
    """Return the gene of "recruits EZH2 to the promoter of KLF2 and silences it", where it is the name met last."""
    line = scan.line
    last = next((g for g in reversed(line.items[:index]) if isinstance(g, Group) and g.type in OBJECTS), None)
    if last is None or last.type is not EntityType.GENE:
        return None
    before, behind = line.text[max(last.start - 16, 0) : last.start], line.text[last.end : last.end + 14]
    at = re.search(r"(?:promoter|locus|enhancer)s?\s(?:region\s)?of\s(?:the\s)?$", before, re.IGNORECASE)
    return last if at or re.match(r"\s?(?:基因)?的?\s?(?:启动子|promoter|locus|增强子)", behind) else None
