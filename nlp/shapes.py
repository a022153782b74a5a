"""The shapes of wording that relation rules ask for: passives, states, lists, objects that stand before their verb."""

from __future__ import annotations

import re

from nlp.cues import OUTCOMES, VERBS, Cue, CueKind
from nlp.items import Break, Group, Item, Line
from nlp.lists import ASIDE, FILLER_ZH, is_list_comma, object_in_list
from nlp.model import EntityType

_SAID_OF = (EntityType.GENE, EntityType.NCRNA, EntityType.PATHWAY, EntityType.PROCESS)

_BE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|becomes?|became|remain(?:s|ed)?|found|shown|reported|observed)\b[\s\w]{0,24}$"
)
_BY = re.compile(r"^(?:\s+\w+){0,3}?\s+(?:by|upon|following|after|in response to|through|via|when)\b", re.IGNORECASE)
_DUE_TO = re.compile(r"(?:attributed|ascribed|traced|traced back|due|owing) to$|driven by$")
_NEXT_VERB_STANDS_ALONE = re.compile(
    r"\b(?:and|or|but|to|thereby|thus|while|by|via|through|which|that|in order)\b|[，,、;；]|"
    r"并|而|及|且|从而|进而|来|以|通过|经|或"
)
_POSTED = re.compile(
    rf"^(?:{FILLER_ZH}|性|率|比例|量|明显|显著|进一步|随之|均|受到?|遭到?|被|也|都|则|程度|作用|大大|升|可|得到|得以|发生|呈|异常|的|"
    r"expression|levels?|proteins?|activity|was|were|is|are|being|been|be|significantly|markedly|strongly|signaling|"
    r"pathways?|phosphorylation|to|could|can|also|both|and|then|greatly|partially|remarkably|substantially|\s)*$",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"\s*(?:介导的|诱导的|依赖的?|的?[^，。]{0,6}(?:负调控|抑制|负性|拮抗)(?:因子|剂|蛋白)|缺陷|敲除|突变|阳性|阴性|野生型|"
    r"[^，。]{0,4}(?:甲基化|乙酰化|磷酸化)|突变型?的?(?:癌|肺癌|细胞|患者|肿瘤)|(?:[向到至].{0,12})?转[化变]|抑制剂|单抗|靶向治疗|"
    r"::|\s(?:\w+\s)?(?:phosphorylation|methylation|acetylation)\b|"
    r"[-‑ ]?(?:mediated|induced|dependent|driven|positive|negative|mutant|mutated|amplified|wild-type|addicted|"
    r"inhibitors?\b|mutations?\b|\+))",
    re.IGNORECASE,
)
_UTR = re.compile(r"^.{0,8}3[’'′]?[-‑ ]?(?:UTR|非翻译区)", re.IGNORECASE)
_INTRANSITIVE = re.compile(r"fall|falls|fell|rise|rises|rose|grew|climbs|climbed|declin(?:e|es|ed)|wane")
_NOT_THERAPY = re.compile(
    r"(?:治疗|潜在|药物|therapeutic|promising|potential|drug|attractive|clinical)\s*$", re.IGNORECASE
)


def _item(line: Line, index: int) -> Item | None:
    return line.items[index] if 0 <= index < len(line.items) else None


def _head(line: Line, index: int, size: int = 60) -> str:
    """Return the text of the sentence right behind an item."""
    end = line.items[index].end
    return line.text[end : min(end + size, line.sentence.end)]


def _tail(line: Line, index: int, size: int = 60) -> str:
    """Return the text of the sentence right before an item."""
    start = line.items[index].start
    return line.text[max(start - size, line.sentence.start) : start]


def is_aside(item: Item) -> bool:
    """Tell whether an item only says where or with which drug something happens."""
    return isinstance(item, Group) and item.type in ASIDE


def by_agent(line: Line, index: int) -> Group | None:
    """Return the ncRNA that acts behind a passive verb ("… is lowered by miR-21", "… upon miR-21 knockdown")."""
    cue = line.items[index]
    passive = cue_text(cue).endswith(("ed", "bound", "overcome")) and _BY.match(_head(line, index))
    if not passive and not _DUE_TO.search(cue_text(cue)):
        return None
    for item in line.items[index + 1 : index + 5]:
        if isinstance(item, Break):
            return None
        if isinstance(item, Group):
            if item.type is EntityType.NCRNA:
                return item
            if item.type not in (EntityType.CELL, EntityType.DISEASE):
                return None
        elif not item.kinds & {CueKind.BY, CueKind.MORE, CueKind.LESS, CueKind.UP}:
            return None
    return None


def cue_text(item: Item) -> str:
    """Return the word of a cue in lower case; empty for anything else."""
    return item.text.casefold() if isinstance(item, Cue) else ""


def passive_object(line: Line, index: int) -> Group | Cue | None:
    """Return what "被miR-21下调" or "受miR-21调控" is said of: a name or an outcome to the left of 被."""
    if index < 3 or not isinstance(line.items[index], Cue):
        return None
    agent, by, item = line.items[index - 1], line.items[index - 2], line.items[index - 3]
    if not (isinstance(agent, Group) and agent.type is EntityType.NCRNA and cue_text(by) in ("被", "受", "受到", "由")):
        return None
    if isinstance(item, Group):
        return item if item.type in _SAID_OF else None
    return item if isinstance(item, Cue) and item.kinds & OUTCOMES else None


def is_state(line: Line, index: int) -> bool:
    """Tell whether a verb says how its subject is ("PTEN rose", "miR-21 was upregulated") and takes no object."""
    cue = line.items[index]
    if not isinstance(cue, Cue) or cue.kinds & {CueKind.MAKE, CueKind.SENSITISE, CueKind.PROTECT}:
        return False
    word = cue_text(cue)
    if _INTRANSITIVE.fullmatch(word):
        return True
    if word.isascii() and word.endswith("ed") and _BE.search(_tail(line, index, 40)):
        return True
    before = _item(line, index - 1)
    if _is_breakdown_of(line, before, index):
        return True
    if isinstance(before, Group) and posted(line, before, cue) and re.match(r"[、和及而且并]", _head(line, index, 1)):
        return True
    if _head(line, index, 2).startswith("的") and isinstance(_item(line, index + 1), Group):
        following = line.items[index + 1]
        if line.between(cue, following).strip() == "的" and following in line.groups(EntityType.NCRNA):
            return True
    previous: Item = cue
    for item in line.items[index + 1 :]:
        if isinstance(item, Break):
            return not (is_list_comma(line, item) and object_in_list(line, item))
        if isinstance(item, Group):
            if item.type not in ASIDE:
                return False
        elif item.kinds & OUTCOMES or (CueKind.IT in item.kinds and len(line.between(previous, item)) <= 4):
            return False
        elif item.kinds & VERBS or (item.kinds & {CueKind.MORE, CueKind.LESS}):
            return bool(_NEXT_VERB_STANDS_ALONE.search(line.between(previous, item)))
        previous = item
    return True


_BREAKDOWN = re.compile(r"降解|泛素化|degradation|ubiquit")


def _is_breakdown_of(line: Line, before: Item | None, index: int) -> bool:
    """Tell whether a word is the noun of a breakdown that stands behind what breaks down: "EZH2的泛素化降解"."""
    cue, behind = line.items[index], _item(line, index + 1)
    if not (isinstance(before, Group) and isinstance(cue, Cue) and _BREAKDOWN.search(cue_text(cue))):
        return False
    if isinstance(behind, Group) and len(line.between(cue, behind)) <= 1:
        return False
    return posted(line, before, cue)


def on_utr(line: Line, index: int) -> bool:
    """Tell whether a gene's 3'UTR is meant: what binds there targets the gene."""
    return _UTR.match(_head(line, index, 24)) is not None or "UTR" in _tail(line, index, 16)


_PRO_DEATH = re.compile(r"的?(?:促|致|诱导的?|引起的?)$|['’]s (?:pro-)?$")
_INDUCED_BY = re.compile(
    r"\s(?:induced|caused|triggered|elicited|evoked|provoked) by [\w-]+(?:(?:, | and | or )[\w-]+)*"
)
_INDUCED = re.compile(r"^(?:所|[-‑]|\s)*$")
_DEATHS = frozenset(
    (
        "apoptosis",
        "cell death",
        "pyroptosis",
        "ferroptosis",
        "necroptosis",
        "necrosis",
        "cell cycle arrest",
        "DNA damage",
    )
)


def describes_process(line: Line, index: int) -> bool:
    """Tell whether a verb only says which drug causes a process: "顺铂诱导的凋亡", "cisplatin-induced apoptosis"."""
    before, cue, behind = _item(line, index - 1), _item(line, index), _item(line, index + 1)
    if not isinstance(cue, Cue) or not (isinstance(before, Group) and isinstance(behind, Group)):
        return False
    if before.type is EntityType.PROCESS and behind.type is EntityType.DRUG:
        return _INDUCED_BY.match(line.text[before.end : behind.end]) is not None  # "apoptosis induced by cisplatin"
    if before.type not in (EntityType.DRUG, EntityType.GENE):
        return False
    if not _INDUCED.match(line.between(before, cue)):
        return False
    hyphen = re.search(r"[-‑]", line.between(before, cue)) is not None
    return hyphen or _head(line, index, 2).startswith("的")


def death_by_drug(line: Line, index: int) -> Cue | None:
    """Return "induced" of "cisplatin-induced apoptosis", as the word of sensitivity that it is."""
    process, before = line.items[index], _item(line, index - 1)
    if not isinstance(process, Group) or process.normals[0] not in _DEATHS:
        return None
    if isinstance(before, Cue) and describes_process(line, index - 1):
        return Cue(before.start, before.end, before.text, frozenset((CueKind.SENSITIVITY,)))
    drug, behind = isinstance(before, Group) and before.type is EntityType.DRUG, _item(line, index + 1)
    if (drug and _PRO_DEATH.search(_tail(line, index, 8))) or (
        isinstance(behind, Cue) and describes_process(line, index + 1)
    ):
        start, end = process.start, process.end
        return Cue(start, end, line.text[start:end], frozenset((CueKind.SENSITIVITY,)))
    return None


def is_attribute(line: Line, index: int) -> bool:
    """Tell whether a gene only describes: "ERα阳性乳腺癌", "EGFR-mutant cells", "LC3-II向LC3-I转化"."""
    return _ATTRIBUTE.match(_head(line, index, 24)) is not None


def posted(line: Line, before: Item, cue: Cue) -> bool:
    """Tell whether a state is said of the item right before it ("PTEN的表达显著上调")."""
    return _POSTED.match(_INDUCED_BY.sub("", line.between(before, cue))) is not None


def replaces_verb(line: Line, verb: Cue, cue: Cue, last: Item | None) -> bool:
    """Tell whether a verb starts anew rather than adding its direction to the verb that waits."""
    if last is not None:
        return True
    if CueKind.MAKE in verb.kinds:
        return False
    between = line.between(verb, cue)
    if _NEXT_VERB_STANDS_ALONE.search(between):
        return True
    return len(between) > (45 if between.isascii() else 16)


def ends_clause(line: Line, index: int) -> bool:
    """Tell whether nothing that a verb could act on stands behind it in its clause."""
    head = _head(line, index, 40)
    if _is_breakdown_of(line, _item(line, index - 1), index):
        return True
    if not cue_text(line.items[index]).isascii():
        return (
            re.match(r"了?(?:\s*$|\s*[，。；,;.、：:)）\[［]|后|时|的|等|并|而|和|及|至|到|[一两数]|\d|，)", head)
            is not None
        )
    return (
        re.match(
            r"(?:ly|\s*$|\s*[,;.:)\[(]|\s+(?:in|by|upon|after|following|when|and|at|to|from|while|with|as|but|or)\b|"
            r"\s+\w+ly\b)",
            head,
        )
        is not None
    )


def heads_object(line: Line, outcome: Cue) -> bool:
    """Tell whether an outcome is the object of a verb behind it: "将耐药传递给敏感细胞"."""
    return re.search(r"[将把][^，。；]{0,20}$", line.text[line.clause(outcome)[0] : outcome.start]) is not None


def is_compared(line: Line, outcome: Cue) -> bool:
    """Tell whether an outcome is said to be more than elsewhere or before: "更敏感", "more resistant", "重新敏感"."""
    before = line.text[max(outcome.start - 24, line.sentence.start) : outcome.start]
    after = line.text[outcome.end : line.clause(outcome)[1]]
    if outcome.text.casefold().startswith("respond") and re.search(r"\b(?:again|better|anew|once more)\b", after):
        return True
    return re.search(r"(?:更[加为]?|较为?|愈加?|\bmore )$|(?:重新|再次)(?:对[^，。；]{1,18})?$", before) is not None


def causes(line: Line, index: int) -> bool:
    """Tell whether the next clause says what the state before it brings about: "miR-34a下调，导致耐药"."""
    pattern = (
        r"\s*(?:从而|进而|因而|由此|因此|这|则|并)?(?:可|会|能|将)?(?:够|进一步)?(?:导致|引起|致使|造成|使)|"
        r"\s*(?:leading|resulting|causing|contributing|which (?:leads|results|causes|contributes|led|resulted|caused))"
    )
    return re.match(pattern, _head(line, index, 40)) is not None


def switches_subject(line: Line, index: int) -> str:
    """Return ``name`` where "which" or 后者 means the last object, ``event`` where it may mean the whole clause."""
    head = _head(line, index, 50)
    if re.match(r"\s*(?:后者|其中|the latter\b)", head):
        return "name"
    match = re.match(r"\s*(?:both of |all of )?which\s+(?:\w+\s+){0,2}?(\w+)", head)
    if not match:
        return ""
    if re.match(r"\s*which\s+(?:is why|explains|means|indicates|suggests)", head):
        return "event"
    return "event" if re.match(r"lead|led|result|confer|contribut|caus", match[1]) else "name"


def one_of(word: str, names: tuple[str, ...], several: tuple[str, ...]) -> tuple[str, ...]:
    """Return which ncRNAs a pronoun stands for: "the former" and 后者 choose from a list, 二者 means all of it."""
    listed = names if len(names) > 1 else several
    if len(listed) < 2:
        return names
    if word in ("前者", "the former"):
        return listed[:1]
    if word in ("后者", "the latter"):
        return listed[-1:]
    plural = word in ("二者", "两者", "它们", "both", "they", "both mirnas", "these mirnas", "these lncrnas")
    return listed if plural else names


def inner_agent(line: Line, index: int) -> bool:
    """Tell whether a name only belongs to the next verb: "miR-7's inhibition of …", "miR-7对…的抑制"."""
    return (
        re.match(r"['’]s\b|\s*[-‑–]\s?(?:mediated|induced|driven|dependent)|介导|诱导的|对", _head(line, index, 16))
        is not None
    )


def is_agent(line: Line, index: int) -> bool:
    """Tell whether a gene only acts in a passive: "被PRP19降解", "is degraded by PRP19"."""
    return re.search(r"(?:被|由|\bby)\s*(?:the\s+)?$", _tail(line, index, 10), re.IGNORECASE) is not None


def acts(line: Line, index: int) -> bool:
    """Tell whether a name that heads its clause acts itself: not "in A549 cells", not "进入A549细胞后"."""
    before, following = _item(line, index - 1), line.items[index + 1]
    if isinstance(before, Cue | Group) and before.start >= line.clause(line.items[index])[0]:
        return isinstance(before, Cue) and not before.kinds & {CueKind.IT, CueKind.LESS, CueKind.MORE}
    head = line.text[line.clause(line.items[index])[0] : line.items[index].start]
    behind = line.between(line.items[index], following)
    elsewhere = re.search(r"\b(?:in|into|within|of|for)\s|[在于对向使]", head)
    # "…, leaving CBX4 free and thereby fostering": the verb is that of the sentence's subject.
    return not elsewhere and not re.search(r"[后中内时并]|从而|进而|\b(?:and|thereby|thus)\b", behind)


# Words that speak of a drug's effect only right beside the drug.
_WEAK_BEFORE = frozenset(("effect of", "effects of", "activity of", "action of", "potency of"))
_WEAK_BEHIND = frozenset(("的作用", "的效果", "的效应", "的活性"))


def is_outcome(line: Line, index: int) -> bool:
    """Tell whether a word for a drug's effect stands with its drug, where it needs to."""
    word = cue_text(line.items[index])
    if word in _WEAK_BEFORE:
        drug = _item(line, index + 1)
        return (
            isinstance(drug, Group) and drug.type is EntityType.DRUG and len(line.between(line.items[index], drug)) < 12
        )
    if word in _WEAK_BEHIND:
        drug = _item(line, index - 1)
        return isinstance(drug, Group) and drug.type is EntityType.DRUG and not line.between(drug, line.items[index])
    return True


def excluded(line: Line, index: int) -> bool:
    """Tell whether a name is said not to be meant: "but not miR-155", 而非miR-155."""
    before = _item(line, index - 1)
    if not isinstance(before, Cue) or CueKind.NOT not in before.kinds:
        return False
    return line.between(before, line.items[index]).strip() in ("", "是")


def means(line: Line, index: int) -> bool:
    """Tell whether a name is only the means of the subject: "UCA1 acts via miR-204", "通过miR-206上调CCND2"."""
    pattern = (
        r"(?:\b(?:via|through)\s+(?:(?:the|a|miRNA|lncRNA|circRNA)\s+)*|"
        r"(?:通过|经由?|借助)(?:lncRNA|miRNA|circRNA|\s)*)$"
    )
    return re.search(pattern, _tail(line, index, 30), re.IGNORECASE) is not None


def through(line: Line, index: int) -> bool:
    """Tell whether a name is a means or an agent: by, via, through, 通过, 被 right before it."""
    pattern = (
        r"(?:\b(?:by|via|through|upon|after|following)\s+(?:(?:the|exosomal|lncRNA|miRNA|circRNA|increased|elevated)\s+)*|"
        r"(?:通过|经由?|借助|由|被|受到?)(?:外泌体|lncRNA|miRNA|circRNA|\s)*)$"
    )
    return re.search(pattern, _tail(line, index, 40), re.IGNORECASE) is not None


# Nouns of action that stand behind what they act on: "mTOR inhibition", "ZEB1 upregulation".
_NOMINAL = re.compile(
    r"inhibition|suppression|repression|(?:down|up)-?regulation|activation|induction|stabili[sz]ation|"
    r"(?:(?:proteasomal|lysosomal) |ubiquit\w+ and )?degradation|ubiquit\w+|"
    r"blockade|inactivation|overexpression|reduction"
)
_HAS_ACTION = re.compile(
    rf"^(?:{FILLER_ZH}|发挥|起到?|具有|有|进行|发生|直接|特异性|竞争性|负向|正向|负性|表达|产生|作为|分子|的|显著|明显|可|"
    r"相互|形成|复合物|[)）]|启动子区?|[NC]端|结构域|末端|编码区|前体|核心|\s)*$"
)


def binds_before(line: Line, index: int) -> Cue | None:
    """Return the verb whose object stands before it: "与AUF1结合", "对miR-7发挥海绵作用", "a miR-7 sponge"."""
    group, cue = line.items[index], _item(line, index + 1)
    if not isinstance(cue, Cue) or not cue.kinds & VERBS or CueKind.MAKE in cue.kinds:
        return None
    tail, gap = _tail(line, index, 30), line.between(group, cue)
    if (
        _NOMINAL.fullmatch(cue_text(cue))
        and gap.strip() in ("", "expression", "signaling")
        and not _object_behind(line, index + 1)
    ):
        return cue
    noun = cue_text(cue).endswith(("sponge", "sponges", "sponging", "海绵", "rna"))
    if CueKind.SPONGE in cue.kinds and noun and gap.strip() in ("", "的", "-") and not _object_behind(line, index + 1):
        return cue
    if not _HAS_ACTION.match(gap):
        return None
    if cue.kinds & {CueKind.BIND, CueKind.SPONGE} and re.search(
        r"(?:与|和|同|跟|对)(?:[^，。；与]{0,16}[（(]|lncRNA|miRNA|circRNA|靶基因|\s)*$", tail
    ):
        return cue
    if re.search(r"(?:将|把)(?:lncRNA|miRNA|circRNA|\s)*$", tail):
        return cue
    if cue.sign and gap.strip() == "的" and re.search(r"(?:通过|经|借助)$", tail):
        return cue  # "通过STAT3通路的失活"
    if re.search(r"对(?:靶基因|下游|其|\s)*$", tail) and "的" in gap + line.text[cue.start - 1 : cue.start]:
        return cue
    return None


def _object_behind(line: Line, index: int) -> bool:
    following = _item(line, index + 1)
    return (
        isinstance(following, Group)
        and following.type in _SAID_OF
        and len(line.between(line.items[index], following)) <= 6
    )


def target_noun_of(line: Line, index: int) -> bool:
    """Tell whether a word for target is a noun whose gene stands to the left: "PTEN is a target of miR-21"."""
    cue = line.items[index]
    word = cue_text(cue)
    if not re.fullmatch(
        r"(?:direct )?targets?(?: genes?)?(?: of)?|靶基因|靶点|靶标|靶蛋白|靶分子", word
    ) or _NOT_THERAPY.search(_tail(line, index, 14)):
        return False
    following = _item(line, index + 1)
    if isinstance(following, Group) and following.type is EntityType.GENE:
        return False
    tail = line.text[line.clause(cue)[0] : cue.start]
    return re.search(r"\b(?:is|are|was|were|as|be)\b|是|为|作为", tail) is not None
