"""How the clauses of a sentence hang together: what brings about what, and whom "which" means."""

from __future__ import annotations

import re

from nlp.cues import Cue
from nlp.items import Item, Line, cue_text

# A clause that begins so says what came of the act before.
_SO = re.compile(
    r"^\s*(?:and\s+|but\s+)?(?:\w+ly\s)?(?:so that|so|such that|because|whereby|thereby|thus|hence|consequently|"
    r"therefore|as a (?:result|consequence)|with the result that|in (?:this|that) way|with|in which|in whom|where|"
    r"by which|through which|by means of which|whereupon|upon which|as a (?:result|consequence) of which)\b",
    re.IGNORECASE,
)
_THEREBY = re.compile(r"\b(?:thereby|thus|hence|consequently|therefore|in (?:this|that) way)\b")
_AS_RESULT = re.compile(
    r"^(?:\s+(?:in|of|and|to)\s[^,;]{1,50}?)?\s+(?:as (?:the|a|its) (?:\w+ )?(?:result|consequence|outcome|effect)|"
    r"ensuing|resulting|following)\b"
)


def follows_from(line: Line, item: Item) -> bool:
    """Tell whether the clause of an item says what came of the act before: "so that …", "… was thereby enhanced"."""
    start, end = line.clause(item)
    before, behind = line.text[start : item.start], line.text[item.end : end]
    return (
        _SO.match(before) is not None
        or _THEREBY.search(before) is not None
        or _IN_CONSEQUENCE.match(behind) is not None
        or re.search(r"\bbeing\s(?:\w+ly\s)?$", before) is not None  # "…, Beclin1 being decreased"
    )


_HOW = re.compile(
    r"\s*(?:而|且)?(?:其|这一|该)?(?:可能的?)?(?:具体|主要|分子|潜在|作用|下游)*(?:机制|机理|基础|途径|原理|原因)(?:可能)?"
    r"(?:是|为|在于|涉及|包括|与|归因于|归结为)|\s*(?:这|此)?(?:可能)?(?:归因于|归功于|缘于|源于|得益于)|"
    r"\s*(?:而|且)?(?:这[种一]|该|此|上述)[^，。；]{1,8}(?:依赖于?|有赖于|取决于|归因于|得益于)"
)


def tells_how(line: Line, item: Item) -> bool:
    """Tell whether a Chinese clause says through what an act works: "其机制涉及SEC23A的下调"."""
    start, end = line.clause(item)
    nominal = "的" in line.text[start : item.start] or line.text[item.end : end].strip(" 。；，") == ""
    return nominal and _HOW.match(line.text[start : item.start]) is not None


_IN_CONSEQUENCE = re.compile(r"\s+(?:in (?:this|that) way|as a (?:result|consequence)|accordingly|in consequence)\b")
_RELIEVES = re.compile(r"(?:reliev|releas|free|freed|liberat|rescu)\w*")
_FROM_HOLD = re.compile(
    r"^[^;.]{0,60}?\s(?:of|from)\s(?:(?:its|their|the|this)\s)?(?:\w+\s)?(?:repression|inhibition|suppression|silencing|"
    r"restraint|degradation|control|sequestration)\b"
)


def relieves(line: Line, verb: Cue) -> bool:
    """Tell whether a verb takes away what held a gene: "relieved NR3C1 of repression"."""
    if not _RELIEVES.fullmatch(cue_text(verb)):
        return False
    return _FROM_HOLD.match(line.text[verb.end : line.clause(verb)[1]]) is not None


# A clause about these says nothing of what an ncRNA does to cells.
_OTHER_MATTER = re.compile(
    r"\b(?:patients?|sera|serum|plasma|specimens?|samples?|tissues?|biops\w+|clinical\w*|prognos\w+|cohort|trials?|"
    r"however|whereas|conversely|contrast|contrary|unlike|yet|others?|another|few|many|most|some|authors?|stud(?:y|ies)|"
    r"data|evidence|papers?|reports?|groups?|unknown|unclear|literature)\b|\?|患者|病人|组织|血清|血浆|标本|样本|临床|预后|然而|但|而|另",
    re.IGNORECASE,
)


def is_other_matter(clause: str) -> bool:
    """Tell whether a clause without an ncRNA speaks of patients, samples or studies rather than of an effect."""
    return _OTHER_MATTER.search(clause) is not None


_AND_CELLS = re.compile(
    r"^\s*and\s(?:the\s|these\s|that\s)?(?:[\w/-]+\s){0,3}(?:cells|lines|tumou?rs|xenografts|recipients)\b",
    re.IGNORECASE,
)


_CELLS_WITH_IT = re.compile(
    r"\b(?:cells|lines|tumou?rs)\s(?:(?:that|which)\s(?:stably\s|highly\s|over)?express(?:ed)?|"
    r"(?:stably\s|highly\s|over)?expressing|carrying|rich in|with)\s(?:it|this \w*RNA)\b"
)


_TAKES_UP = re.compile(
    r"\b(?:cells|recipients|lines|tumou?rs)\b[^,;]*\b(?:take|took|taking|receiv\w+|engulf\w*|internali[sz]\w+)\s(?:up\s)?"
    r"(?:these|the|such|them)\b"
)


def takes_up(line: Line, item: Item) -> bool:
    """Tell whether a clause says how cells are that have taken up what was told of before."""
    return _TAKES_UP.search(line.text[line.clause(item)[0] : item.start]) is not None


def tells_of_cells(line: Line, item: Item) -> bool:
    """Tell whether a clause goes on to say what cells do: "…, and dormant T98G cells escape the drug"."""
    before = line.text[line.clause(item)[0] : item.start]
    return _AND_CELLS.match(before) is not None or _CELLS_WITH_IT.search(before) is not None


def is_result(line: Line, item: Item) -> bool:
    """Tell whether a noun is named as what came of the act before: "with TMZ resistance as the consequence"."""
    start, end = line.clause(item)
    before, behind = line.text[start : item.start], line.text[item.end : end]
    return re.match(r"\s*with\b", before) is not None and _AS_RESULT.match(behind) is not None


def causes(line: Line, index: int) -> bool:
    """Tell whether the next clause says what the state before it brings about: "miR-34a下调，导致耐药"."""
    pattern = (
        r"\s*(?:从而|进而|因而|由此|因此|这|则|并)?(?:可|会|能|将)?(?:够|进一步)?(?:导致|引起|致使|造成|使)|"
        r"\s*(?:leading|resulting|causing|contributing|which (?:leads|results|causes|contributes|led|resulted|caused|"
        r"explains|explained|accounts for|accounted for|makes|made|renders|rendered|underlies|confers|conferred))"
    )
    mark = line.items[index]
    if re.match(pattern, line.head(index, 40)) or line.text[mark.start : mark.end].strip() in ("→", "⇒", "⟶"):
        return True
    return re.match(r"[^，。；]{1,30}?(?:随之|继而|随即|相应|因此|因而|也随|亦随)", line.head(index, 40)) is not None


_REACHED = re.compile(
    r"(?:共培养|共孵育|孵育|摄取|摄入|内化|吞噬|吸收|接受|(?:进入|转移|递送|传递|转运|输送|释放|运送|转染|导入)[^，。；]{0,16})(?:之?后|以后)\s*$|"
    r"(?:转移|递送|传递|转运|输送|运送)(?:至|到|入|给)[^，。；]{1,16}(?:细胞|细胞[内中])\s*$"
)


_TAKEN_UP = re.compile(r"(?:摄取|内化|吞噬|吸收|接收|摄入)(?:之?后|以后)")


def is_taken_up(line: Line, item: Item) -> bool:
    """Tell whether a clause says how cells are after they took up what is spoken of: "敏感细胞摄取后PABPC1上调"."""
    return _TAKEN_UP.search(line.text[line.clause(item)[0] : item.start]) is not None


def reaches_cells(line: Line, index: int) -> bool:
    """Tell whether the clause before a mark brings an ncRNA into cells, so that what follows is its effect."""
    start, end = line.clause(line.items[index])[0], line.items[index].start
    return _REACHED.search(line.text[start:end]) is not None


_WHICH_CELLS = re.compile(
    r"\s*which\s(?:then\s|thereby\s|thus\s|in turn\s|thereupon\s|subsequently\s)?(?:became|become|turn(?:ed)?|"
    r"acquired?|tolerated?|survived?|lost|lose|gain(?:ed)?|resist(?:ed)?|display(?:ed)?|develop(?:ed)?|escaped?)\b"
)


def which_cells(line: Line, index: int) -> bool:
    """Tell whether "which" means the cells that an ncRNA got into: "… into A549 cells, which became resistant"."""
    start, end = line.clause(line.items[index])[0], line.items[index].start
    cells = re.search(r"(?:cells?|lines?|recipients|neighbou?rs|ones|tumou?rs)\s*$", line.text[start:end])
    return cells is not None and _WHICH_CELLS.match(line.head(index, 60)) is not None


def switches_subject(line: Line, index: int) -> str:
    """Return ``name`` where "which" or 后者 means the last object, ``event`` where it may mean the whole clause."""
    head = line.head(index, 50)
    if which_cells(line, index):
        return ""
    if re.match(r"\s*(?:后者|其中|the latter\b)", head):
        return "name"
    if re.match(r"\s*which\s(?:it|they|the|this|these)\b", head):
        return ""
    match = re.match(r"\s*(?:both of |all of )?which\s+(?:\w+\s+){0,2}?(\w+)", head)
    if not match:
        return ""
    if re.match(
        r"\s*which\s+(?:(?:was|is|proved|were)\s(?:sufficient|enough|able|associated)|"
        r"is why|explains|means|indicates|suggests)",
        head,
    ):
        return "event"
    return "event" if re.match(r"lead|led|result|confer|contribut|caus", match[1]) else "name"
