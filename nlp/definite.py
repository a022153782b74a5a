"""Words that stand for drugs, pathways or genes named before: 该药, 两药, 该通路, 二者的蛋白水平.

Such a word becomes a group of the names that it means, so that every other rule reads it as a name. Which words there
are is data: the kinds ``drug_it`` and ``pathway_it`` of ``nlp/rules/relation_cues.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.cues import Cue, CueKind
from nlp.model import EntityType, Mention

_TYPES = {
    CueKind.DRUG_IT: (EntityType.DRUG, 400),
    CueKind.PATHWAY_IT: (EntityType.PATHWAY, 200),
}
_SEVERAL = re.compile(r"(?:这|上述|以上)?(?:[两二三四]|这些|上述|以上|各)|these|both|all")
_LISTED = re.compile(r"\s*(?:[(（][^()（）]*[)）])?\s*(?:[、,/]|和|与|及|或|以及)\s*(?:[(（][^()（）]*[)）])?\s*")
# Of two named things only a gene has a level of protein: "靶向A和B，二者的蛋白水平下降".
_OF_GENES = re.compile(
    r"的?(?:蛋白|mRNA|表达|水平|含量|丰度|转录|翻译|磷酸化)|"
    r"(?:在[^，。；]{1,6}[后时])?(?:均|都|皆|双双|随之|同时|显著|明显)*"
    r"(?:下降|降低|减少|升高|增加|增多|下调|上调|减弱|增强|受抑|消失)(?=[，。；]|$)"
)
_BOTH = ("二者", "两者", "它们", "三者", "两个蛋白", "两基因", "二基因")


def is_definite(cue: Cue) -> bool:
    """Tell whether a cue always stands for a drug or pathway."""
    return bool(cue.kinds & set(_TYPES))


def meant_by(text: str, cue: Cue, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions before a cue that it stands for; empty where it stands for an ncRNA, or for nothing named."""
    for kind, (type_, reach) in _TYPES.items():
        if kind in cue.kinds:
            before = [m for m in mentions if m.type is type_ and m.end <= cue.start and cue.start - m.end <= reach]
            if _SEVERAL.match(cue.text.casefold()):
                return _last_list(text, before)
            return tuple(before[-1:])
    if cue.text in _BOTH and _OF_GENES.match(text, cue.end):
        begin = max(text.rfind(mark, 0, cue.start) for mark in "。；！？")
        before = [m for m in mentions if m.type in (EntityType.GENE, EntityType.NCRNA) and begin < m.start < cue.start]
        listed = _last_list(text, before)
        if len(listed) > 1 and listed[0].type is EntityType.GENE:
            return listed
    return ()


def _last_list(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the last list of two or more mentions of one type, or the last mention where there is no list."""
    lists: list[list[Mention]] = []
    for mention in mentions:
        last = lists[-1][-1] if lists else None
        if last is not None and last.type is mention.type and _LISTED.fullmatch(text[last.end : mention.start]):
            lists[-1].append(mention)
        elif last is None or last.normals != mention.normals:  # the gloss in brackets is no name of its own
            lists.append([mention])
    return tuple(next((found for found in reversed(lists) if len(found) > 1), lists[-1] if lists else ()))
