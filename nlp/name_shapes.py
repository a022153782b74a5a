"""The shapes of wording around a name: does it act, is it acted on, is it only a means or a description."""

from __future__ import annotations

import re

from nlp.cues import VERBS, Cue, CueKind
from nlp.items import SAID_OF, Group, Line, cue_text, is_contrast, outside_brackets
from nlp.lists import FILLER_ZH
from nlp.model import EntityType

_ATTRIBUTE = re.compile(
    r"\s*(?:[中内]的|(?:化疗)?方案|的?(?:关键|下游|重要)(?:分子|蛋白|因子|基因)|的?启动子区?(?:域)?(?:CpG岛)?(?:的|发生|出现)?(?:高|超|异常)?甲基化|(?:单克隆)?抗体|[-‑]?TKIs?|条件|环境|/?[A-Za-z0-9-]{0,8}(?:比值|比例)|介导的|诱导的|依赖的?|的?(?!等)[^，。]{0,6}(?:负调控|抑制|负性|拮抗)(?:因子|剂|蛋白)|缺陷|敲除|突变|阳性|阴性|野生型|"
    r"[^，。]{0,4}(?:甲基化|乙酰化|磷酸化)|突变型?的?(?:癌|肺癌|细胞|患者|肿瘤)|(?:[向到至].{0,12})?转[化变]|抑制剂|单抗|靶向治疗|"
    r"::|\s(?:\w+\s)?(?:phosphorylation|methylation|acetylation)\b|"
    r"[-‑ ]?(?:mediated|induced|dependent|driven)\b(?!\sby\b)|"
    r"[-‑ ]?(?:positive|negative|mutant|mutated|amplified|wild-type|addicted|"
    r"inhibitors?\b|mutations?\b|\+))",
    re.IGNORECASE,
)


_NOT_THERAPY = re.compile(
    r"(?:治疗|潜在|药物|therapeutic|promising|potential|drug|attractive|clinical)\s*$", re.IGNORECASE
)


_UTR = re.compile(r"^.{0,8}3[’'′]?[-‑ ]?(?:UTR|untranslated|非翻译区)", re.IGNORECASE)


def on_utr(line: Line, index: int) -> bool:
    """Tell whether a gene's 3'UTR is meant."""
    return (
        _UTR.match(line.head(index, 24)) is not None
        or re.search(r"UTR|untranslated region", line.tail(index, 40)) is not None
    )


def is_attribute(line: Line, index: int) -> bool:
    """Tell whether a gene only describes: "ERα阳性乳腺癌", "EGFR-mutant cells", "LC3-II向LC3-I转化"."""
    return _ATTRIBUTE.match(line.head(index, 24)) is not None or (
        re.search(r"(?<![对拮抵])抗$", line.tail(index, 2)) is not None  # "抗PD-1治疗"
    )


def one_of(word: str, names: tuple[str, ...], several: tuple[str, ...]) -> tuple[str, ...]:
    """Return which ncRNAs a pronoun stands for: "the former" and 后者 choose from a list, 二者 means all of it."""
    listed = names if len(names) > 1 else several
    if len(listed) < 2:
        return names
    if word in ("前者", "the former"):
        return listed[:1]
    if word in ("the first two", "the last two"):
        return listed[:2] if "first" in word else listed[-2:]
    if word in ("后者", "the latter"):
        return listed[-1:]
    plural = word in ("二者", "两者", "它们", "both", "they", "both mirnas", "these mirnas", "these lncrnas")
    return listed if plural else names


def inner_agent(line: Line, index: int) -> bool:
    """Tell whether a name only belongs to the next verb: "miR-7's inhibition of …", "miR-7对…的抑制"."""
    return (
        re.match(r"['’]s\b|\s*[-‑–]\s?(?:mediated|induced|driven|dependent)|介导|诱导的|对", line.head(index, 16))
        is not None
    )


def is_agent(line: Line, index: int) -> bool:
    """Tell whether a gene only acts in a passive: "被PRP19降解", "is degraded by PRP19"."""
    return re.search(r"(?:被|由|\bby)\s*(?:the\s+)?$", line.tail(index, 10), re.IGNORECASE) is not None


def acts(line: Line, index: int) -> bool:
    """Tell whether a name that heads its clause acts itself: not "in A549 cells", not "进入A549细胞后"."""
    before, following = line.at(index - 1), line.items[index + 1]
    if re.search(r"[对向于在经用以与使给至到入]$", line.tail(index, 3)):
        return False
    if isinstance(before, Cue | Group) and before.start >= line.clause(line.items[index])[0]:
        return isinstance(before, Cue) and not before.kinds & {CueKind.IT, CueKind.LESS, CueKind.MORE}
    head = line.text[line.clause(line.items[index])[0] : line.items[index].start]
    behind = line.between(line.items[index], following)
    elsewhere = re.search(r"\b(?:in|into|within|of|for)\s|[在于对向使]", head)
    # "…, leaving CBX4 free and thereby fostering": the verb is that of the sentence's subject.
    return not elsewhere and not re.search(r"[后中内时并]|从而|进而|\b(?:and|thereby|thus)\b", behind)


_UNLIKE = re.compile(
    r"的?(?:作用|功能|效应|情况|表现)?(?:则|却|完全|截然|恰好|恰恰|正好|明显|有所|并不)*"
    r"(?:不同|相反|类似|相似|相同|一样|一致|相比|相较|不一致|相仿)(?:的是)?[，,：:；。]"
)


def excluded(line: Line, index: int) -> bool:
    """Tell whether a name is said not to be meant: "but not miR-155", 而非miR-155, "unlike miR-155"."""
    before = line.at(index - 1)
    if is_contrast(line.tail(index, 40)) and not re.match(r"\s?,\s?(?:which|whose)", line.head(index, 10)):
        return True
    if re.search(r"[与和同]\s*$", line.tail(index, 3)) and _UNLIKE.match(line.head(index, 12)):
        return True
    if not isinstance(before, Cue) or CueKind.NOT not in before.kinds:
        return False
    return line.between(before, line.items[index]).strip() in ("", "是")


def means(line: Line, index: int) -> bool:
    """Tell whether a name is only the means of the subject: "UCA1 acts via miR-204", "通过miR-206上调CCND2"."""
    pattern = (
        r"(?:\b(?:via|through|by way of|by means of)\s+(?:(?:the|a|miRNA|lncRNA|circRNA)\s+)*|"
        r"(?:通过|经由?|借助)(?:lncRNA|miRNA|circRNA|\s)*)$"
    )
    return re.search(pattern, line.tail(index, 30), re.IGNORECASE) is not None


def through(line: Line, index: int) -> bool:
    """Tell whether a name is a means or an agent: by, via, through, 通过, 被 right before it."""
    pattern = (
        r"(?:\b(?:by|via|through|by way of|by means of|upon|after|following)\s+"
        r"(?:(?:the|exosomal|lncRNA|miRNA|circRNA|increased|elevated)\s+)*|"
        r"(?:通过|经由?|借助|由|被|受到?)(?:外泌体|lncRNA|miRNA|circRNA|\s)*)$"
    )
    return re.search(pattern, line.tail(index, 40), re.IGNORECASE) is not None


# Nouns of action that stand behind what they act on: "mTOR inhibition", "ZEB1 upregulation".
_NOMINAL = re.compile(
    r"(?:(?:proteasomal|lysosomal) |ubiquit\w+ and )?degradation|ubiquit\w+|[\w-]+(?:ation|ition|ction|ession|ersion)|"
    r"blockade|recruitment|silencing|sponging|loss|targeting|binding"
)


_HAS_ACTION = re.compile(
    rf"^(?:{FILLER_ZH}|后|表观(?:遗传)?(?:学|水平|层面)?|物理性?|间接|间|发挥|起到?|具有|有|进行|发生|直接|特异性|竞争性|负向|正向|负性|表达|产生|作为|分子|的|显著|明显|可|"
    r"相互|形成|复合物|[)）]|启动子区?|[NC]端|结构域|末端|编码区|前体|核心|\s)*$"
)


def binds_before(line: Line, index: int) -> Cue | None:
    """Return the verb whose object stands before it: "与AUF1结合", "对miR-7发挥海绵作用", "a miR-7 sponge"."""
    group, cue = line.items[index], line.at(index + 1)
    if not isinstance(cue, Cue) or not cue.kinds & VERBS or CueKind.MAKE in cue.kinds:
        return None
    tail, gap = line.tail(index, 30), outside_brackets(line.between(group, cue))
    if (
        _NOMINAL.fullmatch(cue_text(cue))
        and gap.strip() in ("", "expression", "signaling")
        and not _object_behind(line, index + 1)
    ):
        return cue
    noun = cue_text(cue).endswith(("sponge", "sponges", "sponging", "海绵", "rna", "诱饵"))
    if (
        CueKind.SPONGE in cue.kinds
        and noun
        and _OF_SPONGE.fullmatch(gap.strip())
        and not _object_behind(line, index + 1)
    ):
        return cue
    if not _HAS_ACTION.match(gap):
        return None
    before = line.at(index - 1)
    near = line.text[max(before.end if before else 0, group.start - 30, line.sentence.start) : group.start]
    if cue.kinds & {CueKind.BIND, CueKind.SPONGE} and re.search(
        r"(?:与|和|同|跟|对)(?:[^，。；与]{0,16}[（(]|lncRNA|miRNA|circRNA|靶基因|\s)*$", tail
    ):
        return cue
    if cue.kinds & {CueKind.BIND, CueKind.SPONGE} and re.search(r"[与和同跟][\u4e00-\u9fffA-Za-z-]{0,14}$", near):
        return cue  # "与剪接因子hnRNPA1结合"
    if cue.text == "为靶" and re.search(r"以\s*$", tail):
        return cue
    if re.search(r"(?:将|把)(?:lncRNA|miRNA|circRNA|\s)*$", tail):
        return cue
    if cue.sign and gap.strip() == "的" and re.search(r"(?:通过|经|借助)$", tail):
        return cue  # "通过STAT3通路的失活"
    if re.search(r"对(?:靶基因|下游|其|\s)*$", tail) and _HAS_ON.search(gap + line.text[cue.start - 1 : cue.start]):
        return cue
    return None


_OF_SPONGE = re.compile(r"-?|的?(?:内源性?|天然|高效|有效|功能性|竞争性)*[“\"「]?")
# "对PTEN的抑制", "对PTEN具有抑制作用"
_HAS_ON = re.compile(r"的|有|起|发挥|产生|施加|存在")


def _object_behind(line: Line, index: int) -> bool:
    following = line.at(index + 1)
    return (
        isinstance(following, Group)
        and following.type in SAID_OF
        and len(line.between(line.items[index], following)) <= 6
        and re.search(r"\b(?:and|or)\b|,", line.between(line.items[index], following)) is None
    )


def is_counted(line: Line, index: int) -> bool:
    """Tell whether "targets" is a noun that heads its clause: "Two targets explain …", "Its main targets are …"."""
    if cue_text(line.items[index]) not in ("targets", "target genes"):
        return False
    if isinstance(line.at(index + 1), Group) and len(line.between(line.items[index], line.items[index + 1])) <= 2:
        return False
    head = line.text[line.clause(line.items[index])[0] : line.items[index].start]
    return (
        re.match(
            r"\s*(?:(?:two|three|four|several|many|some|other|further|its|their|the|these|both)\s)+(?:\w+\s)?$",
            head,
            re.I,
        )
        is not None
    )


def target_noun_of(line: Line, index: int) -> bool:
    """Tell whether a word for target is a noun whose gene stands to the left: "PTEN is a target of miR-21"."""
    cue = line.items[index]
    word = cue_text(cue)
    if not re.fullmatch(
        r"(?:direct )?targets?(?: genes?)?(?: of)?|靶基因|靶点|靶标|靶蛋白|靶分子", word
    ) or _NOT_THERAPY.search(line.tail(index, 14)):
        return False
    following = line.at(index + 1)
    if isinstance(following, Group) and following.type is EntityType.GENE:
        return False
    tail = line.text[line.clause(cue)[0] : cue.start]
    return re.search(r"\b(?:is|are|was|were|as|be)\b|是|为|作为", tail) is not None
