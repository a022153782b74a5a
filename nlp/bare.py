"""What is done to an ncRNA without naming it again: "after knockdown, …", 敲低后…."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.cues import VERBS, Cue, CueKind
from nlp.items import SAID_OF, Break, Group, Item, Line, cue_text
from nlp.manipulation import change
from nlp.model import EntityType
from nlp.reading import OBJECTS, Scan
from nlp.shapes import is_state
from nlp.statements import Subject

_HEADS = re.compile(r"\s*(?:.{0,3}|(?:since|because|as|and|while|whereas|when|that|but)\s(?:\w+ly\s)?)$", re.IGNORECASE)


# "敲低之可…", "沉默可…", "过表达则…": an act on the ncRNA that is not named again.
_BARE_ZH = re.compile(r"(?:之|其表达)?(?:后|时|可|能|会|则|均|也|亦|还|不仅|显著|明显|进一步|同样|通过|经由?|借助)+")
_BARELY = frozenset(
    ("敲低", "敲除", "敲减", "敲降", "沉默", "过表达", "过量表达", "高表达", "低表达", "回补", "补充", "缺失")
)


def is_bare_change(scan: Scan, index: int) -> bool:
    """Tell whether a Chinese verb heads its clause without an object, and so is done to the ncRNA spoken of."""
    cue, following = scan.line.items[index], scan.line.at(index + 1)
    if not isinstance(cue, Cue) or cue.text not in _BARELY or cue in scan.done or not isinstance(following, Cue):
        return False
    if not following.kinds & VERBS:
        return False
    return _BARE_ZH.fullmatch(scan.line.between(cue, following)) is not None


_BARE = re.compile(
    r"\s*(?:(?:and|but|while|whereas|its|their|the|such|stable|transient|lentiviral|inducible|viral|genetic|pharmacological|selective|specific|ectopic|"
    r"siRNA|shRNA|CRISPR|in contrast|conversely|accordingly|however),?\s)*",
    re.IGNORECASE,
)
_THEN_VERB = re.compile(r"(?:,\s[a-z ]{2,24},)?\s(?:(?:\w+ly|also|then|thus|likewise|in turn)\s)*", re.IGNORECASE)


_IN_CELLS = re.compile(r"\sin\s(?:[\w/-]+\s){1,3}(?:cells|xenografts|lines)\b")


def _is_cell(item: Item) -> bool:
    return isinstance(item, Group) and item.type is EntityType.CELL


def is_bare_noun(line: Line, index: int) -> bool:
    """Tell whether a noun of change heads its clause, the verb behind it: "Genetic ablation, however, raised"."""
    cue = line.items[index]
    verb = next((i for i in line.items[index + 1 :] if not isinstance(i, Break) and not _is_cell(i)), None)
    if not isinstance(cue, Cue) or not cue.text.isascii() or not isinstance(verb, Cue) or not verb.kinds & VERBS:
        return False
    if cue_text(cue).endswith((" of", "ed")) or not verb.sign or cue_text(verb).endswith(("ing", "ion")):
        return False
    return (
        _BARE.fullmatch(line.text[line.clause(cue)[0] : cue.start]) is not None
        and _THEN_VERB.fullmatch(_IN_CELLS.sub("", line.between(cue, verb))) is not None
    )


def read_bare_change(scan: Scan, index: int, cue: Cue) -> None:
    """ "After knockdown, sensitivity rose": the name was given before."""
    known = scan.subject or scan.inherited
    begin = scan.line.clause(cue)[0]
    heads = _HEADS.match(scan.line.text[begin : cue.start]) or is_bare_noun(scan.line, index)
    if known is not None and heads and scan.actor is None:
        following = scan.line.items[index + 1] if index + 1 < len(scan.line.items) else None
        done = re.match(r"后|时|可|能|组|细胞|显著|明显", scan.line.text[cue.end :])
        if isinstance(following, Group) and following.type in OBJECTS and not done:
            return
        if cue.text in ("缺乏", "不足", "匮乏", "缺陷") and not done:
            return  # "即便缺乏雌激素"
        scan.subject = replace(known, polarity=change(cue), changed=True, trail=(cue.text,))


_TOOLS = re.compile(
    r"(?:inhibitors?|mimics?|mimetics?|antagomirs?|agomirs?|si-?RNAs?|sh-?RNAs?|precursors?|"
    r"antisense oligonucleotides?|ASOs?|antisense inhibitors?|small interfering RNAs?)",
    re.IGNORECASE,
)
_A_TOOL = re.compile(r"\b(?:an?|its|such an?|the (?:corresponding|specific|respective))\s(?:specific\s|synthetic\s)?$")
_THE_TOOL = re.compile(r"\bthe\s$", re.IGNORECASE)
_GIVEN_ZH = re.compile(r"(?:转染|处理|干预|作用|导入|给予|注射)?(?:组|(?:之?后|时)(?:则|可|却|细胞)?)")
_OF_NAME = re.compile(r"\s(?:of|for|against|to|directed|targeting)\b|[-‑]")


def is_bare_tool(scan: Scan, index: int) -> bool:
    """Tell whether "an inhibitor" or "the mimic" stands without a name, for the ncRNA spoken of."""
    cue, line = scan.line.items[index], scan.line
    if not isinstance(cue, Cue) or cue in scan.done:
        return False
    if cue.text in ("抑制剂", "抑制物", "模拟物", "类似物", "拮抗剂", "激动剂"):
        heads = re.fullmatch(
            r"\s*(?:而|但|相反|反之|同样)?(?:以|用|其|经)?", line.text[line.clause(cue)[0] : cue.start]
        )
        return heads is not None and _GIVEN_ZH.match(line.text, cue.end) is not None
    if not _TOOLS.fullmatch(cue.text):
        return False
    if (scan.subject or scan.inherited) is None or _OF_NAME.match(line.text, cue.end):
        return False
    before, tail = line.at(index - 1), line.tail(index, 40)
    if isinstance(before, Cue) and CueKind.IT in before.kinds and cue_text(before) != "its":
        return False
    return _A_TOOL.search(tail) is not None or (
        _THE_TOOL.search(tail) is not None and not cue_text(cue).startswith("inhibitor")
    )


def read_bare_tool(scan: Scan, cue: Cue) -> None:
    """Let the ncRNA spoken of be what "the mimic" raises and "an inhibitor" lowers."""
    known = scan.subject or scan.inherited
    if known is not None:
        scan.subject = replace(known, polarity=change(cue), changed=True, trail=(cue.text,))
        scan.chain.clear()
        given = scan.line.at(scan.line.items.index(cue) + 1)
        if isinstance(given, Cue) and change(given) and not scan.line.between(cue, given):
            scan.done.add(given)  # "抑制剂转染后"


_AFTER_IT = re.compile(r"[^,;]{0,40}?\s(?:after|upon|following|on)\s(?:its\s|such\s|stable\s|the\s)?$")


def changed_behind(scan: Scan, index: int) -> Subject | None:
    """Return the ncRNA spoken of as changed by what stands behind a state: "PTEN recovered after inhibition"."""
    line, cue = scan.line, scan.line.items[index]
    known = scan.subject or scan.inherited
    if known is None or not isinstance(cue, Cue) or not cue.text.isascii() or not is_state(line, index):
        return None
    end = line.clause(cue)[1]
    later = [i for i in line.items[index + 1 :] if i.start < end]
    done = next((i for i in later if isinstance(i, Cue) and change(i)), None)
    if done is None or any(isinstance(i, Group) and i.type in SAID_OF and i.start > cue.end for i in later):
        return None
    if cue_text(done).endswith(" of") or not _AFTER_IT.fullmatch(line.between(cue, done)):
        return None
    scan.done.add(done)
    return replace(known, polarity=change(done), changed=True, trail=(done.text,))


def is_second_change(scan: Scan, index: int) -> bool:
    """Tell whether a noun is one more change of the experiment: "overexpression of miR-21 and depletion of PDCD4"."""
    cue, before = scan.line.items[index], scan.line.at(index - 1)
    if not isinstance(cue, Cue) or not change(cue) or not cue_text(cue).endswith(" of") or scan.chain.is_open:
        return False
    if not isinstance(before, Group) or before.type is not EntityType.NCRNA or not scan.is_changed():
        return False
    return re.fullmatch(r"\s(?:and|or|as well as|but not)\s(?:the\s)?", scan.line.between(before, cue)) is not None
