"""What was done to an ncRNA: knocked down, inhibited, overexpressed, or only observed high or low."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.cues import VERBS, Cue, CueKind
from nlp.described import change_of_cells, tool_against
from nlp.items import Break, Group, Line
from nlp.model import EntityType

_BEFORE = re.compile(
    r"^\s*(?:(?:of|against|targeting|specific|for|the|both|either|endogenous|exogenous|exosomal|expression|level|levels|with|miRNAs?|microRNAs?|lncRNAs?|"
    r"circRNAs?|long non-?coding RNAs?|circular RNAs?)\s+|了|内源性|外源性|外泌体|"
    r"(?:供体|受体|耐药|肿瘤|癌|亲本)?细胞[中内的]|"
    r"miRNA|lncRNA|circRNA|"
    r"的?表达|的|\s)*(?:miRNAs?|lncRNAs?|circRNAs?)?\s*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^(?:[\s-]*|的|基因的?|的?表达(?:水平|量)?的?|的?水平的?|被|的?(?:共同|协同|同时|联合|稳定|瞬时|双双|均|"
    r"重新|再次|成功|人为|外源性|前体|表达载体|表达质粒)被?|\s*(?:gene )?expression\s*|\s*was\s*|-specific\s*)$",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"(?:(?<![A-Za-z])(?:anti|antago|si|sh|as)-?)$", re.IGNORECASE)
# Names of what raises an ncRNA in cells: pcDNA-NKILA, LV-GAS5, oe-MEG3.
_VECTOR = re.compile(r"(?<![A-Za-z])(?:pcDNA[\d.]*|LV|Lv|OE|oe|pCDH|Ad)[-‑]$")
_CLAUSE_START = re.compile(
    r"^[\s，,]*(?:and|while|whereas|but|however|conversely|in contrast|thus|therefore|moreover|furthermore|in addition|"
    r"以|用|利用|采用|应用|借助|经|再|随后|其后|si-?RNA|sh-?RNA|CRISPR(?:[/-]?Cas9)?|反义寡核苷酸|慢病毒|技术|体系|或|与|"
    r"而|然而|相反|此外|因此|因而|故|所以|提示|说明|随后的?|后续|进一步|并且|反之|同时|当|若|在|体外|体内|实验|证实|研究|发现|表明|显示|结果|特异性|that|showed|found|"
    r"[,，]|\s)*$",
    re.IGNORECASE,
)
# Names after which these words are verbs of the ncRNA itself rather than something done to it.
_VERB_BEHIND_NAME = re.compile(
    r"抑制|下调|上调|阻断|靶向|干扰|恢复|降低|减少|(?!silencing|knocking)\w+ing", re.IGNORECASE
)
_WHEN = re.compile(
    r"\b(?:when|once|after|if|whenever|until|unless|as soon as|in which|in whom)\s(?:(?:the|both|exosomal|"
    r"endogenous|expression|levels?|of|\w*RNAs?)\s)*$",
    re.IGNORECASE,
)
_WAS = re.compile(
    r"^(?:\s?(?:expression|levels?|genes?))?\s(?:is|are|was|were|(?:has|had|have) been|gets?|got)\s(?:\w+ly\s)?$"
)
# "when it entered the cells": from here on the text says what it does there.
_CAME = re.compile(
    r"\s(?:entered|enters|reached|reaches|arrived|(?:is|are|was|were)\s(?:\w+ly\s)?(?:taken up|internali[sz]ed|"
    r"delivered|transferred|added|given|introduced|transfected|injected|engulfed|absorbed|expressed))\b"
)
_PARTICIPLE = re.compile(r"(?:ed|down|off|out|lost|absent|missing|gone)$")
_BY_OTHERS = re.compile(
    r"\s(?:\w+ly\s)?(?:by|in|upon|after)\b(?!\s(?:si|sh|sg|anti|CRISPR|RNAi)|\s(?:the\s)?(?:[\w/-]+\s){0,3}cells)"
)
# "miR-196a升高的患者": found in patients, not made.
OF_PATIENTS = re.compile(r"的?(?:[^，。；]{0,6}(?:患者|病人|患儿|人群|个体|病例|标本|样本)|者)")
_OBSERVED = frozenset(("高表达", "低表达", "overexpressed", "富含"))
_NAMED = (EntityType.GENE, EntityType.NCRNA, EntityType.PATHWAY)


@dataclass(frozen=True, slots=True)
class Manipulation:
    """The change of one group of ncRNAs, +1 or -1, and the cue that says it (``None`` for a prefix)."""

    polarity: int
    cue: Cue | None
    word: str


def find_manipulations(line: Line) -> dict[Group, Manipulation]:
    """Return the manipulated groups of ncRNAs in one sentence."""
    found: dict[Group, Manipulation] = {}
    met: set[str] = set()
    for index, item in enumerate(line.items):
        if isinstance(item, Group) and item.type is EntityType.NCRNA:
            done = (
                _prefix(line, index)
                or _behind(line, index)
                or _before(line, index, met)
                or _level(line, index, met)
                or _taken_up(line, index)
                or done_in_clause(line, index)
                or _described(line, index)
            )
            if done is not None:
                found[item] = done
            met.update(item.normals)
    return found


def _described(line: Line, index: int) -> Manipulation | None:
    """Return the change that "cells deprived of HULC" or "an oligonucleotide against HULC" tells of."""
    tool = tool_against(line, index)
    if tool:
        return Manipulation(-1, None, tool)
    done = change_of_cells(line, index)
    return Manipulation(done[0], done[2], done[1]) if done else None


def change(cue: Cue) -> int:
    """Return +1 for a cue of raising the ncRNA, -1 for one of lowering it, 0 for any other."""
    if CueKind.LESS in cue.kinds:
        return -1
    return 1 if CueKind.MORE in cue.kinds else 0


def _prefix(line: Line, index: int) -> Manipulation | None:
    group = line.items[index]
    if raised := _VECTOR.search(line.text[max(group.start - 12, 0) : group.start]):
        return Manipulation(1, None, raised.group())
    match = _PREFIX.search(line.text[max(group.start - 8, 0) : group.start])
    if match is None:
        return None
    transfected = line.at(index + 1)  # "si-ANRIL转染后": a word of raising says how the siRNA was given
    given = isinstance(transfected, Cue) and transfected.text in ("转染", "导入", "递送", "敲低", "沉默", "干扰")
    behind = given and _AFTER.match(line.between(group, transfected)) if isinstance(transfected, Cue) else False
    return Manipulation(-1, transfected if behind and isinstance(transfected, Cue) else None, match.group())


def _before(line: Line, index: int, met: set[str]) -> Manipulation | None:
    group, cue = line.items[index], line.items[index - 1] if index else None
    if not isinstance(group, Group) or not isinstance(cue, Cue) or not change(cue):
        return None
    if not _BEFORE.match(line.between(cue, group)):
        return None
    if acted_on_by(line, index - 1) is not None:
        return None
    if _acts_on_another(line, index):
        return None
    others = met - set(group.normals)
    after = not cue.text.isascii() and re.match(r"后|之后|时|组", line.head(index, 3))
    if (
        cue.kinds & VERBS
        and not after
        and (others or _has_actor(line, index - 1))
        and not heads_clause(line, index - 1)
    ):
        return None
    if (
        CueKind.TARGET in cue.kinds
        and not cue.text.isascii()
        and others
        and not re.match(r"可|能|会|后|时|或|则|有", line.head(index, 1))
    ):
        return None  # "HOTAIR在…细胞中升高，靶向miR-130a上调ATG2B"
    return Manipulation(change(cue), cue, cue.text)


_TAKES_UP = re.compile(r"(?:摄取|内化|吞噬|吸收|接收|摄入)(?:了|含有?|携带|富含|负载|外泌体|lncRNA|miRNA|circRNA|的)*$")


def _taken_up(line: Line, index: int) -> Manipulation | None:
    """Return the rise that "受体细胞摄取PCAT1后" tells of."""
    taken = _TAKES_UP.search(line.tail(index, 14))
    after = re.match(r"(?:的?外泌体)?(?:之?后|以后|时)", line.head(index, 6))
    return Manipulation(1, None, taken.group()[:2]) if taken and after else None


_LEVEL = re.compile(r"的?(?:表达|水平)+(?:后|时|，|可|能|则|使|会)")


def _level(line: Line, index: int, met: set[str]) -> Manipulation | None:
    """Return the change of "提高MEG3的表达，可使…": a verb on the level of an ncRNA that opens the telling."""
    group, cue = line.items[index], line.at(index - 1)
    if not isinstance(group, Group) or not isinstance(cue, Cue) or cue.text.isascii() or not cue.sign:
        return None
    if cue.kinds & {CueKind.MAKE, CueKind.SENSITISE, CueKind.PROTECT} or met - set(group.normals):
        return None
    if not _BEFORE.match(line.between(cue, group)) or not _LEVEL.match(line.head(index, 8)):
        return None
    start = line.clause(cue)[0]
    others = [i for i in line.items if start <= i.start < cue.start]
    inside = others and all(isinstance(i, Group) and i.type is EntityType.CELL for i in others)
    if not (_CLAUSE_START.match(line.text[start : cue.start]) or (inside and line.text[cue.start - 1] in "中内里")):
        return None
    return Manipulation(cue.sign, cue, cue.text)


def _acts_on_another(line: Line, index: int) -> bool:
    """Tell whether a name belongs to an act on another one: "阻断miR-422a对FOXQ1的抑制作用"."""
    named, verb = line.at(index + 1), line.at(index + 2)
    return (
        line.head(index, 1) == "对"
        and isinstance(named, Group)
        and named.type in (*_NAMED, EntityType.PROCESS)
        and isinstance(verb, Cue)
        and bool(verb.kinds & VERBS)
        and re.match(r"[^，。；]{0,6}的[^，。；]{0,6}$", line.between(named, verb)) is not None
    )


def _has_actor(line: Line, index: int) -> bool:
    """Tell whether a pronoun for an ncRNA stands before a Chinese verb in its clause: "它经CREB上调miR-196a-5p"."""
    verb = line.items[index]
    start = line.clause(verb)[0]
    return (
        isinstance(verb, Cue)
        and not verb.text.isascii()
        and any(isinstance(i, Cue) and CueKind.IT in i.kinds and start <= i.start < verb.start for i in line.items)
    )


_DIRECTLY = re.compile(
    r"^(?:通过[^，。；]{1,8}(?:修饰|方式|途径)|通过|借助|可|能够?|会|则|也|还|均|显著|明显|直接|特异性|处理后?|干预后?|蛋白|作为转录因子|转录因子|过表达|高表达|在转录水平上?|通过转录|[^，。；]{0,4}地|\s)*$"
)
_NO_AGENT = re.compile(r"(?:[对在于经用以与和使将把向受被由]|联合|靶向|通过|利用|采用|针对)\s*$")


def acted_on_by(line: Line, index: int) -> Group | None:
    """Return the gene or drug that raises or lowers an ncRNA with a Chinese verb: "曲古抑菌素A可上调miR-129-5p"."""
    verb, agent = line.at(index), line.at(index - 1)
    if not isinstance(verb, Cue) or verb.text.isascii() or not verb.kinds & VERBS or not isinstance(agent, Group):
        return None
    by = line.at(index - 2)
    if agent.type is EntityType.PROCESS and isinstance(by, Group) and re.search(r"通过|经|以", line.between(by, agent)):
        agent = by  # "METTL3通过m6A修饰稳定LINC00958"
        if len(line.between(agent, verb)) > 20:
            return None
    elif not _DIRECTLY.match(line.between(agent, verb)):
        return None
    if agent.type not in (EntityType.GENE, EntityType.DRUG):
        return None
    start = line.clause(agent)[0]
    before = line.text[start : agent.start]
    if len(before.strip()) > 12 or _NO_AGENT.search(before):
        return None
    return None if any(start <= item.start < agent.start for item in line.items) else agent


def done_in_clause(line: Line, index: int) -> Manipulation | None:
    """Return what "when miR-21 was inhibited" or "once it was restored" says was done to a name or pronoun."""
    group, cue = line.items[index], line.items[index + 1] if index + 1 < len(line.items) else None
    before = line.text[max(group.start - 60, line.sentence.start) : group.start]
    if _WHEN.search(before) and (came := _CAME.match(line.text[group.end : group.end + 60])):
        return Manipulation(1, None, came.group().strip())
    if not isinstance(cue, Cue) or not (cue.sign or change(cue)) or not _PARTICIPLE.search(cue.text.casefold()):
        return None
    if not _WHEN.search(before) or not _WAS.match(line.between(group, cue)):
        return None
    if _BY_OTHERS.match(line.text[cue.end : cue.end + 60]):
        return None  # "when miR-21 was inhibited by H19", "because miR-21 is raised in patients"
    return Manipulation(cue.sign or change(cue), cue, cue.text)


def heads_clause(line: Line, index: int) -> bool:
    """Tell whether a cue begins its clause as the name of an act, a verb to follow."""
    cue = line.items[index]
    start, end = line.clause(cue)
    later = [item for item in line.items[index + 1 :] if isinstance(item, Cue) and item.start < end]
    speaks = any(item.kinds & (VERBS | {CueKind.SAME, CueKind.OPPOSITE}) for item in later)
    return speaks and _CLAUSE_START.match(line.text[start : cue.start]) is not None


# "miR-15b在ACHN细胞中过表达时", "SNHG1在Hep-2细胞内被干扰后": where it was done stands between.
_IN_CELLS = re.compile(
    r"(?:的表达)?(?:在|于)[^，。；\0]{0,8}\0(?:细胞系?|株|肿瘤|组织)*(?:之?[中内里]|上)?的?(?:被|经|遭|受到?)?"
    r"(?:特异性|稳定|瞬时|共同|同时|人为)?的?"
)
_THEN_ZH = re.compile(r"(?:之?后|以后|时|可|能|会|使|令|导致|引起|则|均|显著|明显|，(?:可|能|会|使|从而|导致))")


def _in_cells(line: Line, index: int) -> Manipulation | None:
    """Return what was done to an ncRNA in the cells that are named between: "SNHG1在Hep-2细胞中被干扰后"."""
    group, place = line.items[index], index + 1
    cells = line.at(place)
    if not (isinstance(cells, Group) and cells.type in (EntityType.CELL, EntityType.DISEASE)):
        return None
    by = line.at(place + 1)
    done = line.at(place + 2) if isinstance(by, Cue) and by.text in ("被", "经", "遭", "受", "受到") else by
    if not isinstance(done, Cue) or not change(done):
        return None
    between = line.text[group.end : cells.start] + "\0" + line.text[cells.end : done.start]
    then = _THEN_ZH.match(line.text[done.end : done.end + 6])
    if not _IN_CELLS.fullmatch(between) or then is None:
        return None
    verb = done.kinds & VERBS and not then.group().endswith(("后", "时")) and "的" not in between[-2:] and done is by
    return None if verb else Manipulation(change(done), done, done.text)


def _behind(line: Line, index: int) -> Manipulation | None:
    group, cue = line.items[index], line.at(index + 1)
    in_cells = _in_cells(line, index)
    if in_cells is not None:
        return in_cells
    passive = isinstance(cue, Cue) and cue.text in ("被", "遭")
    place = index + 2 if passive else index + 1
    cue = line.at(place)
    if not isinstance(cue, Cue) or not _AFTER.match(line.between(group, cue)):
        return None
    after, following = line.text[cue.end : cue.end + 3], line.at(place + 1)
    if passive and change(cue):
        return Manipulation(change(cue), cue, cue.text)
    if _is_noun_of_change(line, index):
        return Manipulation(change(cue) or cue.sign, cue, cue.text)
    if not change(cue):
        return None
    if OF_PATIENTS.match(line.text, cue.end):
        return None
    if cue.text.casefold() in _OBSERVED and (following is None or isinstance(following, Break)):
        return None
    if _VERB_BEHIND_NAME.fullmatch(cue.text) and "-" not in line.between(group, cue):
        agent = cue.kinds & VERBS and _AGENT.search(line.tail(index, 12))
        done = re.match(r"后|剂|组", after)
        return Manipulation(change(cue), cue, cue.text) if done and not agent else None
    if cue.kinds & VERBS and isinstance(following, Group) and following.type in _NAMED:
        gap = line.between(cue, following).strip()
        if gap in ("", "了") and not re.match(r"后|组", after):
            return None
    return Manipulation(change(cue), cue, cue.text)


# "被miR-21下调", "通过miR-21的抑制": the name acts.
_AGENT = re.compile(r"(?:被|受到?|由|遭|通过|经由?|借助|对|与)(?:外泌体|lncRNA|miRNA|circRNA|\s)*$")
_ITS_ACT = re.compile(r"作用|效应|功能|因子|能力|机制|位点|蛋白|靶|网络|剂|了")
# Between a change of the ncRNA and what it brings about: "miR-21的上调可促进", "miR-21表达下调导致".
_THEN = re.compile(
    r"(?:还|也|亦|均|都|则|便|就|又|却|同样|同时|进一步|显著|明显|能够|能|可以|可|会|将|足以|\s)*|在[^，。；]{1,12}[中内里]可?"
)
_CAUSES = frozenset(("导致", "引起", "致使", "造成", "使", "促使", "令", "引发", "诱发"))


def _is_noun_of_change(line: Line, index: int) -> bool:
    """Tell whether a verb behind a name is the noun of its change: "miR-21的下调可…", "miR-21表达升高导致…"."""
    cue, following = line.at(index + 1), line.at(index + 2)
    if not isinstance(cue, Cue) or cue.text.isascii() or not (change(cue) or cue.sign) or cue.text == "靶向":
        return False
    if cue.kinds & {CueKind.MAKE, CueKind.BETTER} or _AGENT.search(line.tail(index, 12)):
        return False
    if not isinstance(following, Cue) or not following.kinds & VERBS:
        return False
    then = line.between(cue, following)
    if _ITS_ACT.match(then) or not _THEN.fullmatch(then):
        return False
    named = bool(line.between(line.items[index], cue).strip())
    return named or following.text in _CAUSES or re.search(r"[可会能]", then) is not None
