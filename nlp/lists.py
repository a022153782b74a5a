"""Lists in a sentence: one verb with several objects, over commas and conjunctions."""

from __future__ import annotations

import re

from nlp.cues import OUTCOMES, VERBS, Cue
from nlp.items import Break, Group, Item, Line
from nlp.model import EntityType

ASIDE = (EntityType.DRUG, EntityType.CELL, EntityType.DISEASE)
FILLER_ZH = (
    r"的|了|蛋白|基因|信号|通路|表达|水平|活性|能力|进程|含量|磷酸化|转录|翻译|mRNA|"
    r"3[’'′]?[-‑]?(?:UTR|非翻译区)|区域?|启动子|轴"
)
_LIST = re.compile(
    rf"^(?:\s*(?:{FILLER_ZH}|expression|levels?|protein|proteins|activity|signaling|pathways?|phosphorylation|axis))*"
    r"\s*(?:[、,，/]|和|与|及其?|或|以及其?|并且?|and|or|as well as|together with|along with|alongside|but also|"
    r"both)\s*"
    r"(?:[、,]|和|及|以及|还|and|or|the|both|a|an|their|its|also|subsequent|consequently|therefore|thus|thereby|hence|"
    r"ultimately|finally|with it|in turn|"
    rf"of|to|in|对|下游的?|靶基因|肿瘤|癌|细胞|cells?|cancer|tumou?r|acquired|{FILLER_ZH}|的|expression|activation|levels?|-|\s)*$",
    re.IGNORECASE,
)
# "the stemness of CSCs as well as …": where something happens parts no list.
_WHERE = re.compile(
    r"\s(?:of|in|from|for)\s(?:[\w-]+\s){0,3}\0(?:(?:,|\sand|,\sand|\sor)\s\0)*(?:\s(?:cells?|lines?|tumou?rs?|xenografts?))?"
)
_BY_HALF = re.compile(r"\sby (?:(?:about|more than|over|nearly|some) )?(?:half|a third|two thirds|[\d.]+\s?%|\S+fold)")
_SUBORDINATE = re.compile(
    r"\b(?:which|while|whereas|but|thus|thereby|leading|resulting|as|when|suggest\w*|indicat\w*|whose|where|with|"
    r"therefore|however|then|after|via|through|by)\b",
    re.IGNORECASE,
)


# Verbs of state that never have an object.
STANDS_ALONE = re.compile(
    r"accumulates?|accumulated|returned|reappeared|subsid(?:e|es|ed)|vanish(?:es|ed)?|disappear(?:s|ed)?|"
    r"ensu(?:e|es|ed|ing)|(?:went|goes|go) (?:up|down)|(?:came|comes) (?:down|to a halt)|soar(?:s|ed)|"
    r"sets? in|(?:barely |hardly |scarcely |nearly )?(?:un)?detectable|(?:nearly|almost) absent|"
    r"ceas(?:e[sd]?)|abated|(?:was|is) the (?:\w+ )?(?:result|outcome|consequence|effect)|"
    r"(?:go|goes|went) unchecked|recover(?:s|ed)|(?:came|comes|bounced) back|resurged|re-emerged|plummet(?:s|ed)|"
    r"plunge[sd]|dwindle[sd]|shrank|develops|emerges|arises|fall|falls|fell|rise|rises|rose|grew|climbs|climbed|"
    r"declin(?:e|es|ed)|wane[sd]?"
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|has been|have been)\s(?:\w+\s)?$")


def is_aside(item: Item) -> bool:
    """Tell whether an item only says where or with which drug something happens."""
    return isinstance(item, Group) and item.type in ASIDE


def continues_list(line: Line, last: Item, item: Item) -> bool:
    """Tell whether an item is one more object of the verb whose object ``last`` was."""
    between = line.between(last, item)
    for group in line.items:
        if isinstance(group, Group) and group.type in ASIDE and last.end <= group.start and group.end <= item.start:
            between = between.replace(line.text[group.start : group.end], "\0")
    between = _BY_HALF.sub("", _WHERE.sub("", between)).replace("\0", "")
    return _LIST.match(between) is not None


def has_own_verb(line: Line, index: int) -> bool:
    """Tell whether what stands behind a comma has its own passive verb and so is a clause, no item of a list."""
    comma = line.items[index]
    for item in line.items[index + 1 :]:
        if isinstance(item, Break):
            return False
        if isinstance(item, Cue) and item.kinds & VERBS:
            before = line.text[comma.end : item.start]
            if STANDS_ALONE.fullmatch(item.text.casefold()):
                return True
            return _PASSIVE.search(before) is not None and item.text.casefold().endswith("ed")
    return False


def is_list_comma(line: Line, item: Break) -> bool:
    """Tell whether a clause mark is the English comma, which may part items of a list."""
    return line.text[item.start : item.end] == ","


def object_in_list(line: Line, comma: Break) -> bool:
    """Tell whether a list goes on behind a comma up to an object: "proliferation, invasion and chemoresistance"."""
    for item in line.items[line.items.index(comma) + 1 :]:
        if isinstance(item, Break):
            if not is_list_comma(line, item):
                return False
            continue
        if isinstance(item, Group) and item.type in ASIDE:
            continue
        between = line.between(comma, item)
        listed = re.search(r"\b(?:and|or)\b|,", between) is not None and not _SUBORDINATE.search(between)
        is_object = isinstance(item, Group) or bool(item.kinds & OUTCOMES)
        return is_object and listed and len(between) <= 70
    return False


def follows_list(line: Line, index: int) -> bool:
    """Tell whether the open verb goes on behind a comma."""
    comma = line.items[index]
    if not isinstance(comma, Break) or has_own_verb(line, index):
        return False
    return is_list_comma(line, comma) and object_in_list(line, comma)
