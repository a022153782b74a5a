"""A sentence as the row of items that relation rules read: names that belong together, cues, clause breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nlp.cues import Cue, CueKind, Cues
from nlp.definite import is_definite, meant_by
from nlp.model import EntityType, Mention
from nlp.sentences import Sentence

# What may stand between two names of one list.
_JOIN = re.compile(
    r"^[-‑]?\s*(?:[、,，/／＋+&]|和|与|及|或|以及|and|or|as well as|还有)\s*(?:(?:and|or|和|及|以及|还有|the|both|"
    r"lncRNAs?|miRNAs?|circRNAs?|exosomal|外泌体)\s*)*$"
)
# A list of two has no comma before its "and": a new clause begins.
_NEXT_CLAUSE = re.compile(r"^\s*,\s*and\b")
_WITH = re.compile(r"(?:与|和|同|and)\s*(?:lncRNA|miRNA|circRNA)?\s*$")
_OPENING_WORD = re.compile(
    r"\s*(?:(?:as|by|through|via|like|unlike|upon|after|following|with|besides|because|since|when|acting|serving|"
    r"functioning|working|behaving|sponging|targeting|binding)\b|作为|通过|经|借助|由于|当|与)",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[，；：。！？;:!?]|,(?!\d)|\s[–—-]\s|——|\s?[→⇒⟶]\s?|(?<=\w)\s(?=(?:so that|whereupon|whereby)\s)")
# What an ncRNA can act on.
SAID_OF = (EntityType.GENE, EntityType.NCRNA, EntityType.PATHWAY, EntityType.PROCESS)
_OPENING, _CLOSING = "(（[［", ")）]］"


@dataclass(frozen=True, slots=True)
class Group:
    """Names of one type that stand side by side as a list, by half-open offsets into the block."""

    type: EntityType
    mentions: tuple[Mention, ...]
    start: int
    end: int

    @property
    def normals(self) -> tuple[str, ...]:
        """The normal forms of all its names, each once."""
        return tuple(dict.fromkeys(normal for mention in self.mentions for normal in mention.normals))


@dataclass(frozen=True, slots=True)
class Break:
    """A mark that ends a clause."""

    start: int
    end: int


Item = Group | Cue | Break


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence with its items, by half-open offsets into the text of the whole block."""

    text: str
    sentence: Sentence
    items: tuple[Item, ...]

    def between(self, left: Item, right: Item) -> str:
        """Return the text between two items."""
        return self.text[left.end : right.start]

    def groups(self, *types: EntityType) -> list[Group]:
        """Return the groups of the given types in order."""
        return [item for item in self.items if isinstance(item, Group) and item.type in types]

    def at(self, index: int) -> Item | None:
        """Return an item by its place; ``None`` beyond the ends."""
        return self.items[index] if 0 <= index < len(self.items) else None

    def head(self, index: int, size: int = 60) -> str:
        """Return the text of the sentence right behind an item."""
        end = self.items[index].end
        return self.text[end : min(end + size, self.sentence.end)]

    def tail(self, index: int, size: int = 60) -> str:
        """Return the text of the sentence right before an item."""
        start = self.items[index].start
        return self.text[max(start - size, self.sentence.start) : start]

    def clause(self, item: Item) -> tuple[int, int]:
        """Return the offsets of the clause that an item stands in."""
        start, end = self.sentence.start, self.sentence.end
        for other in self.items:
            if isinstance(other, Break):
                if other.end <= item.start:
                    start = other.end
                elif other.start >= item.end:
                    return start, other.start
        return start, end


def _is_class_word(cue: Cue, mentions: Sequence[Mention]) -> bool:
    """Tell whether "the lncRNA" stands before the name itself and so means nothing that was named before."""
    if CueKind.IT not in cue.kinds or not cue.text.casefold().endswith("rna"):
        return False
    return any(m.type is EntityType.NCRNA and cue.end <= m.start <= cue.end + 1 for m in mentions)


# "decreases the levels of both", "represses the latter".
_AS_OBJECT = re.compile(r"(?:(?:levels?|expression|translation|amounts?) of|[a-z]{4,}(?:s|ed|ing))\s$")
_ANTISENSE = re.compile(r"\s(?:orientation|transcript|strand|direction|long|lnc|gene|of the|to the)\b")
COMPARATIVES = ("less", "more", "fewer")


def _compares_nothing(text: str, cue: Cue, mentions: Sequence[Mention]) -> bool:
    """Tell whether "less" or "more" is not said of a name: "more sensitive", "less often"."""
    named = next((m for m in mentions if m.start > cue.end), None)
    if cue.text.casefold() not in COMPARATIVES:
        return False
    return named is None or not _OF_NAME.fullmatch(text, cue.end, named.start) or named.type not in SAID_OF


_OF_NAME = re.compile(r"\s(?:of\s)?(?:(?:active|activated|phosphorylated|nuclear|total|free|cytosolic|mature|the)\s)?")
# "enhanced, rather than weakened, the sensitivity": what the commas hold is denied.
_DENIED = re.compile(r",\s(?:rather than|instead of|not|and not|but not)\s[a-z]+(?:ing|ed|es|s),")


def _is_idle(text: str, cue: Cue, cues: Sequence[Cue]) -> bool:
    """Tell whether a cue says nothing where it stands: "both" before a name, a denied verb between commas."""
    if cue.text.casefold() in ("breaks", "break") and re.search(r"(?:strand|DNA)[\s-]$", text[: cue.start][-8:]):
        return True  # "double-strand breaks"
    if cue.text.casefold() == "antisense" and _ANTISENSE.match(text, cue.end):
        return True  # "in antisense orientation"
    if cue.text.casefold() == "bypass" and re.search(r"\b(?:the|a|of|by)\s$", text[: cue.start][-6:]):
        return True  # "blocks the bypass activation"
    if cue.text.casefold() in ("the latter", "both") and _AS_OBJECT.search(text[: cue.start][-24:]):
        return (
            re.match(r"\s*(?:$|[.,;:)\[(]|(?:and|so|in|by|through|via|with|at)\b)", text[cue.end : cue.end + 10])
            is None
        )
    if cue.text.casefold() in ("the latter", "the former"):
        verb = next((c for c in cues if c.start >= cue.end), None)
        return verb is None or verb.start - cue.end > 24  # "the latter subline"
    if cue.text.casefold() == "their":
        noun = next((c for c in cues if c.start >= cue.end), None)
        changes = noun is not None and bool(noun.kinds & {CueKind.MORE, CueKind.LESS}) and noun.start - cue.end <= 24
        return not changes or not re.search(
            r"(?:^|[.;:,]\s*|\b(?:and|whereas|while|but|that)\s)$", text[: cue.start][-8:]
        )
    if cue.text.casefold() in ("both", "this"):
        following = next((c for c in cues if c.start >= cue.end), None)
        heads = re.search(r"(?:^|[.;:,。；，]\s*|\band\s)$", text[max(cue.start - 6, 0) : cue.start]) is not None
        return not (heads and following is not None and following.sign and following.start - cue.end <= 16)
    return any(m.start() <= cue.start < m.end() for m in _DENIED.finditer(text, max(cue.start - 30, 0), cue.end + 30))


def cue_text(item: Item | None) -> str:
    """Return the word of a cue in lower case; empty for anything else."""
    return item.text.casefold() if isinstance(item, Cue) else ""


def make_line(
    text: str, sentence: Sentence, mentions: Sequence[Mention], cues: Cues, gene: Group | None = None
) -> Line:
    """Return one sentence of a block with its items; ``mentions`` are those of the whole block.

    ``gene`` is the gene that the text before names last, which "the kinase" may mean.
    """
    inside = [m for m in mentions if sentence.start <= m.start and m.end <= sentence.end]
    found = cues.find(text, inside, sentence.start, sentence.end)
    inside = _without_glosses(text, inside, found)
    found = [
        cue
        for cue in found
        if not (_is_class_word(cue, inside) or _is_idle(text, cue, found) or _compares_nothing(text, cue, inside))
    ]
    groups = list(_groups(text, inside, found))
    for cue in [c for c in found if is_definite(c) or CueKind.IT in c.kinds]:
        meant = meant_by(text, cue, mentions)
        if meant:
            groups.append(Group(meant[0].type, meant, cue.start, cue.end))
        if meant or is_definite(cue):
            found.remove(cue)
    covered = [(group.start, group.end) for group in groups] + [(cue.start, cue.end) for cue in found]
    denied = [m.span() for m in _DENIED.finditer(text, sentence.start, sentence.end)]
    breaks = [
        Break(match.start(), match.end())
        for match in _BREAK.finditer(text, sentence.start, sentence.end)
        if not any(start <= match.start() < end for start, end in covered)
        and not _in_citation(text, match.start())
        and not any(start <= match.start() < end for start, end in denied)
        and not _CONNECTED.search(text, max(match.start() - 40, sentence.start), match.end())
    ]
    items: list[Item] = [*groups, *found, *breaks]
    items.sort(key=lambda item: item.start)
    return Line(text, sentence, tuple(_with_proteins(text, items, gene)))


# "consequently, ABCC3 rose": the comma ends no clause.
_CONNECTED = re.compile(
    r"(?:^|[,;.:]\s|\band\s|\bbut\s)\s*(?:consequently|accordingly|therefore|thus|hence|as a (?:result|consequence)|"
    r"as an? \w+ (?:result|consequence)|in consequence|thereby|thereupon|subsequently|eventually|ultimately|finally|"
    r"by doing so|in doing so|in so doing|in this way|in turn|conversely|at the same time|in parallel|mechanistically|"
    r"functionally|notably|importantly|interestingly|strikingly|of note),$",
    re.IGNORECASE,
)


def _with_proteins(text: str, items: Sequence[Item], gene: Group | None) -> Iterator[Item]:
    """Yield the items, a word such as "the kinase" as the gene that was named last before it."""
    for index, item in enumerate(items):
        if isinstance(item, Group) and item.type is EntityType.GENE:
            gene = item
        if not isinstance(item, Cue) or CueKind.PROTEIN not in item.kinds:
            yield item
            continue
        behind = items[index + 1] if index + 1 < len(items) else None
        named = isinstance(behind, Group) and len(text[item.end : behind.start].strip()) <= 1
        pumps = item.text.casefold().endswith(("transporter", "pump"))
        if pumps and gene is not None and not any(name.startswith(_PUMPS) for name in gene.normals):
            continue
        if gene is not None and not named and not _NO_PROTEIN.match(text, item.end):
            yield Group(EntityType.GENE, gene.mentions, item.start, item.end)


_PUMPS = ("ABC", "SLC", "ATP", "LRP", "MVP")
# "the receptor antagonist", "the kinase inhibitor".
_NO_PROTEIN = re.compile(
    r"[-‑A-Za-z0-9]|\s(?:inhibitors?|antagonists?|agonists?|domain|family|antibod(?:y|ies)|blockers?)\b|"
    r"抑制剂|激动剂|拮抗剂|抗体|家族|结构域"
)


def _in_citation(text: str, position: int) -> bool:
    opening = max(text.rfind(mark, max(position - 30, 0), position) for mark in "[［")
    return opening >= 0 and not any(mark in text[opening:position] for mark in "]］")


def _without_glosses(text: str, mentions: Sequence[Mention], cues: Sequence[Cue]) -> list[Mention]:
    """Leave out names in brackets that only explain the name before them, unless a verb stands there too."""
    kept: list[Mention] = []
    for mention in mentions:
        opening = _opening_bracket(text, mention.start)
        before = next((k for k in reversed(kept) if k.end <= opening), None) if opening >= 0 else None
        if before is not None and not text[before.end : opening].strip():
            closing = min((p for p in (text.find(c, mention.end) for c in _CLOSING) if p >= 0), default=len(text))
            spoken = any(opening < cue.start < closing and cue.sign for cue in cues)
            if (
                not spoken
                and before.type is mention.type is EntityType.CELL
                and len(mention.surface) > len(before.surface)
            ):
                kept.remove(before)  # "耐药的MCF-7（MCF-7/TAMR-1）": the subline is meant
            elif not spoken and (before.type is mention.type or mention.type is not EntityType.CELL):
                continue
        kept.append(mention)
    return kept


def _opening_bracket(text: str, position: int) -> int:
    """Return where the bracket around ``position`` opens, -1 where there is none."""
    depth = 0
    for index in range(position - 1, max(position - 120, -1), -1):
        if text[index] in _CLOSING:
            depth += 1
        elif text[index] in _OPENING:
            if depth == 0:
                return index
            depth -= 1
    return -1


def _groups(text: str, mentions: Sequence[Mention], cues: Sequence[Cue]) -> Iterator[Group]:
    pending: list[Mention] = []
    for mention in mentions:
        if pending and not (
            pending[-1].type is mention.type
            and _JOIN.match(outside_brackets(text[pending[-1].end : mention.start]))
            and not _partners(text, pending[-1], mention, mentions, cues)
            and not (len(pending) == 1 and _NEXT_CLAUSE.match(text[pending[-1].end : mention.start]))
            and not _ends_opening(text, pending, mention, cues)
            and not _is_contrasted(text, pending[0], mention)
            and not _is_unlike(text, pending[-1], mention)
            and not (pending[-1].normals == mention.normals and _BREAK.search(text[pending[-1].end : mention.start]))
        ):
            yield _group(pending)
            pending = []
        pending.append(mention)
    if pending:
        yield _group(pending)


def _ends_opening(text: str, pending: Sequence[Mention], mention: Mention, cues: Sequence[Cue]) -> bool:
    """Tell whether a comma ends the phrase that opens a sentence: "By sponging miR-7, CDR1-AS raised EGFR"."""
    if text[pending[-1].end : mention.start].strip() not in (",", "，"):
        return False
    verb = next((cue for cue in cues if cue.start >= mention.end), None)
    if verb is None or not verb.sign or verb.start - mention.end > 4:
        return False
    begin = max(text.rfind(mark, 0, pending[0].start) for mark in ".;。；") + 1
    return opens_sentence(text[begin : pending[0].start])


_CONTRAST = re.compile(
    r"\b(?:in contrast to|unlike|contrary to|as opposed to|in contrast with|compared with|compared to|"
    r"in comparison with|unrelated to|independently of|apart from|besides|except for|"
    r"rather than|instead of|不同于|有别于)\s?(?:(?:the|\w*RNAs?)\s)*$",
    re.IGNORECASE,
)


def is_contrast(text: str) -> bool:
    """Tell whether a text ends with words that set the next name apart: "unlike", "in contrast to"."""
    return _CONTRAST.search(text) is not None


def _is_contrasted(text: str, first: Mention, mention: Mention) -> bool:
    between = text[first.end : mention.start].strip()
    return between in (",", "，") and is_contrast(text[max(first.start - 40, 0) : first.start])


_UNLIKE_ZH = re.compile(
    r"的?(?:作用|功能|效应|情况|表现)?(?:则|却|完全|截然|恰好|恰恰|正好|明显|有所|并不)*(?:不同|相反|相似|类似|相同|一致)(?:的是)?\s*[，,：:；;。]"
)


def _is_unlike(text: str, left: Mention, right: Mention) -> bool:
    """Tell whether "A与B的作用相反：它…" only sets B beside A, of which alone is told."""
    if left.type is not EntityType.NCRNA or not re.search(r"[与和同跟]\s*$", text[left.end : right.start]):
        return False
    return _UNLIKE_ZH.match(text, right.end) is not None and not re.search(
        r"前者|二者|两者|分别", text[right.end : right.end + 40]
    )


def opens_sentence(text: str) -> bool:
    """Tell whether a clause begins with a preposition, so that its agent is still to come."""
    return _OPENING_WORD.match(text) is not None


def _group(mentions: Sequence[Mention]) -> Group:
    return Group(mentions[0].type, tuple(mentions), mentions[0].start, mentions[-1].end)


def outside_brackets(between: str) -> str:
    """Return a text without what stands in brackets."""
    return re.sub(r"[(（][^()（）]*[)）]", "", between)


def _partners(text: str, left: Mention, right: Mention, mentions: Iterable[Mention], cues: Sequence[Cue]) -> bool:
    """Tell whether "A与B结合" says that A binds B, and not that A and B bind something."""
    if not _WITH.search(text[left.end : right.start]):
        return False
    binding = next((c for c in cues if right.end <= c.start <= right.end + 10 and CueKind.BIND in c.kinds), None)
    if binding is None:
        return False
    return not any(
        binding.end <= mention.start <= binding.end + 6
        and not _BREAK.search(text[binding.end : mention.start])
        and not any(binding.end <= cue.start < mention.start and cue.sign for cue in cues)
        for mention in mentions
    )
