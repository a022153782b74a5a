"""Words that stand for a name: its, 该miRNA, "after knockdown" without a name."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.cues import OUTCOMES, VERBS, Cue, CueKind
from nlp.described import change_of_cells, gerund_on, tool_against
from nlp.items import SAID_OF, Break, Group, Line, cue_text
from nlp.lists import is_aside
from nlp.manipulation import change, done_in_clause
from nlp.model import EntityType, NcrnaClass
from nlp.name_shapes import one_of
from nlp.pronoun_objects import it_is_object, it_rises_or_falls, its_change_is_object, promoter_gene
from nlp.reading import OBJECTS, Scan
from nlp.shapes import ends_clause, posted
from nlp.statements import Statement, Subject


def read_pronoun(scan: Scan, index: int) -> None:
    """Read a word that stands for a name, as the subject or as the object of the verb before it."""
    word = scan.line.items[index]
    if _target_of_means(scan, index):
        return
    if scan.subject is None and scan.inherited is not None:
        # What was done before goes on to act: "Its knockdown did two things. First, it …".
        event = cue_text(word) == "this" or (cue_text(word) == "it" and scan.event and _goes_on_telling(scan, index))
        scan.subject = scan.inherited if event else replace(scan.inherited, polarity=1, changed=False)
    if scan.subject is None and (by_class := named_by_class(scan, index)) is not None:
        scan.subject = Subject(by_class.normals, 1, False, word.start)
    if scan.subject is None:
        return
    if any(s.by and s.subject is None for s in scan.found):
        scan.new_subject(scan.subject)  # "As a decoy of miR-101 it …"
    before = scan.line.items[index - 1] if index else None
    if cue_text(before).endswith(("target of", "targets of")) and _is_target_of(scan, index):
        return
    if isinstance(before, Cue) and CueKind.MAKE in before.kinds and len(scan.line.between(before, word)) < 3:
        if not _made_to_change(scan, index):
            _made_of_object(scan, index)
        return  # the cells are meant
    if _means_cells(scan.line, index):
        return
    if isinstance(before, Cue) and CueKind.BY in before.kinds and not scan.line.between(before, word):
        return  # "被其靶向": it acts
    if cue_text(word) in ("both", "the latter") and _names_objects(scan, index):
        return
    if cue_text(word) == "the latter" and len(scan.several) < 2 and scan.recent:
        scan.new_subject(Subject(scan.recent[-1].normals, 1, False, word.start))
        return
    if scan.main is not None and index and isinstance(before, Break) and cue_text(word) in ("it", "its"):
        scan.subject, scan.main = scan.main, None  # the relative clause is over
    meant = named_by_class(scan, index)
    if meant is not None:
        if _waits(scan, index):
            scan.say(meant, scan.chain.verbs[-1], sign=scan.chain.sign)
            scan.chain.last = word
            return
        scan.new_subject(Subject(meant.normals, 1, False, word.start))
    both = cue_text(word) in ("二者", "两者") and _ALL_OF.match(scan.line.head(index, 4))
    if len(scan.several) < 2 and (both or (cue_text(word) == "前者" and "后者" in scan.line.head(index))):
        scan.several = _last_two(scan, index)
    listed = () if _means_nearest(scan, index) else scan.several
    chosen = one_of(cue_text(word), scan.subject.names, listed)
    if chosen != scan.subject.names:
        scan.subject = replace(scan.subject, names=chosen, polarity=1, changed=False)
        scan.chain.clear()
        return
    done = done_in_clause(scan.line, index)
    if done is not None:
        if done.cue is not None:
            scan.done.add(done.cue)
        scan.subject = replace(scan.subject, polarity=done.polarity, changed=True, trail=(done.word,))
        if scan.actor is not None and scan.actor.type is EntityType.CELL:
            scan.actor = None  # "cells in which it had been blocked regained …"
        return
    if _changed_otherwise(scan, index):
        return
    if _it_is_effect(scan, index):
        return
    if its_change_is_object(scan, index) or it_is_object(scan, index) or it_rises_or_falls(scan, index):
        return
    if _given(scan, index):
        return
    if scan.subject.changed and _acts_itself(scan, index):
        scan.subject = replace(scan.subject, polarity=1, changed=False)
    for other in (index - 1, index + 1):
        near = scan.line.items[other] if 0 <= other < len(scan.line.items) else None
        if isinstance(near, Cue) and change(near) and near not in scan.done:
            gap = scan.line.between(*sorted((near, scan.line.items[index]), key=lambda item: item.start))
            owned = cue_text(word) in ("its", "their", "whose") and other > index and _ADJECTIVES.fullmatch(gap)
            others = other < index and _is_of_another(scan.line, near, index)
            if (len(gap.strip()) <= 4 or owned) and not others and not (other > index and _takes_object(scan, other)):
                scan.done.add(near)
                scan.subject = replace(scan.subject, polarity=change(near), changed=True, trail=(near.text,))
                if scan.chain.dead or (scan.chain.verbs and scan.chain.verbs[-1] is near):
                    scan.chain.clear()
                return


def _goes_on_telling(scan: Scan, index: int) -> bool:
    """Tell whether "it" means an experiment: "Its knockdown did two things. First, it liberated miR-200a"."""
    known, verb = scan.inherited, scan.line.at(index + 1)
    if known is None or not known.changed or not known.trail or not isinstance(verb, Cue):
        return False
    return known.trail[0].casefold() not in ("loss", "downregulation") and cue_text(verb).endswith(
        ("ed", "cut", "fell")
    )


def _is_target_of(scan: Scan, index: int) -> bool:
    """Read "S100A4, a target of this miRNA, …"; tell whether it is that."""
    line, word = scan.line, scan.line.items[index]
    genes = [g for g in line.groups(EntityType.GENE) if g.end <= word.start]
    meant = named_by_class(scan, index)
    if not genes or scan.subject is None or len(line.text[genes[-1].end : word.start]) > 60:
        return False
    agent = Subject(meant.normals if meant else scan.subject.names, 1, False, word.start)
    verb = line.items[index - 1]
    if isinstance(verb, Cue):
        scan.found.append(Statement(agent, CueKind.TARGET, 0, genes[-1], None, (verb,)))
    return True


def _names_objects(scan: Scan, index: int) -> bool:
    """Read "decreases the levels of both" and "represses the latter" of names met before; tell whether it is that."""
    chain, word = scan.chain, scan.line.items[index]
    if not chain.is_open or chain.last is not None or chain.dead or scan.subject is None:
        return False
    if len(scan.line.between(chain.verbs[-1], word)) > 24:
        return False
    named = [g for g in scan.line.groups(*OBJECTS, EntityType.NCRNA) if g.end <= word.start and scan.is_other(g)]
    if cue_text(word) == "both":
        named = [g for g in named if len(g.normals) > 1]
    if not named:
        return False
    scan.say(named[-1], chain.verbs[-1], sign=chain.sign)
    chain.last = word
    return True


_TELLS = re.compile(r"(?:表明|提示|说明|证实|证明|意味着|显示|可见|认为|推测)(?:了|，|:|：)?$")


def _acts_itself(scan: Scan, index: int) -> bool:
    """Tell whether a Chinese pronoun acts: "敲低后…，表明其维持了耐药" speaks of the ncRNA, not of its knockdown."""
    line, word, verb = scan.line, scan.line.items[index], scan.line.at(index + 1)
    if isinstance(verb, Cue) and change(verb) and len(line.between(word, verb)) <= 4:
        return not re.match(r"[后时]", line.head(index + 1, 1)) and _TELLS.search(line.tail(index, 6)) is not None
    return _TELLS.search(line.tail(index, 6)) is not None


def _changed_otherwise(scan: Scan, index: int) -> bool:
    """Read "antagonizing it", "siRNAs against it", "cells deprived of it": the ncRNA spoken of is changed."""
    line, word = scan.line, scan.line.items[index]
    if scan.subject is None or cue_text(word) in ("its", "their", "whose", "both", "this"):
        return False
    tool, cells = tool_against(line, index), change_of_cells(line, index)
    done = (-1, tool) if tool else cells[:2] if cells else gerund_on(line, index)
    if done is None:
        return False
    if cells is not None and cells[2] is not None:
        scan.done.add(cells[2])
    scan.subject = replace(scan.subject, polarity=done[0], changed=True, trail=(done[1],))
    scan.chain.clear()
    return True


def _target_of_means(scan: Scan, index: int) -> bool:
    """Read "via miR-34a and its target MET": the target is that of the name right before; tell whether it is that."""
    line = scan.line
    mirna, word, cue, gene = line.at(index - 1), line.items[index], line.at(index + 1), line.at(index + 2)
    if not isinstance(mirna, Group) or mirna.type is not EntityType.NCRNA or cue_text(word) not in ("its", "their"):
        return False
    if not isinstance(cue, Cue) or CueKind.TARGET not in cue.kinds or not cue_text(cue).endswith(("target", "targets")):
        return False
    if not isinstance(gene, Group) or gene.type is not EntityType.GENE or len(line.between(cue, gene)) > 8:
        return False
    if scan.subject is None or not re.fullmatch(r",?\s(?:and|or)\s", line.between(mirna, word)):
        return False
    if set(mirna.normals) & set(scan.subject.names):
        return False
    agent = Subject(mirna.normals, 1, False, mirna.start)
    scan.found.append(Statement(agent, CueKind.TARGET, 0, gene, None, (cue,)))
    scan.done.update((cue, gene))
    return True


def _means_nearest(scan: Scan, index: int) -> bool:
    """Tell whether 后者 means the name right before it, no 前者 being said: "减少MLH1的甲基化而恢复后者的表达"."""
    line, word = scan.line, scan.line.items[index]
    if cue_text(word) != "后者" or "前者" in line.text[max(word.start - 200, 0) : word.start]:
        return False
    last = next((g for g in reversed(line.groups(*OBJECTS, EntityType.NCRNA)) if g.end <= word.start), None)
    return last is not None and not (last.type is EntityType.NCRNA and len(last.normals) > 1)


_GIVEN = re.compile(
    r"(?:加入|添加|作用于|导入|注入|注射|转入|递送|给予|输入|施加|与[^，。；]{1,20}(?:共培养|共孵育|孵育))[^，。；]{0,24}(?:后|时)"
)


def _given(scan: Scan, index: int) -> bool:
    """Read "将其加入HCT116细胞的培养体系后": the cells get the ncRNA spoken of."""
    line = scan.line
    if not re.search(r"[将把]$", line.tail(index, 1)) or not _GIVEN.match(line.head(index, 40)) or scan.subject is None:
        return False
    scan.subject = replace(scan.subject, polarity=1, changed=True, trail=(line.head(index, 2),))
    return True


_ALL_OF = re.compile(r"均|都|皆|也|共同|协同|同时|联合|表达|上调|下调|敲低|敲除|沉默|过表达")


def _last_two(scan: Scan, index: int) -> tuple[str, ...]:
    """Return the two ncRNAs named last: "与miR-34a相比，miR-34c…，但两者均…"."""
    here = [g for g in scan.line.groups(EntityType.NCRNA) if g.end <= scan.line.items[index].start]
    objects = {name for s in scan.found if s.group is not None for name in s.group.normals}
    named = dict.fromkeys(name for g in (*scan.recent, *here) for name in g.normals)
    names = tuple(name for name in named if name not in objects)
    return names[-2:] if len(names) > 1 else scan.several


_ADJECTIVES = re.compile(r"\s(?:(?!is |are |was |were |and |or |level|expression)[a-z-]+\s){0,2}")


def _waits(scan: Scan, index: int) -> bool:
    """Tell whether an open verb right before a word waits for it as its object."""
    chain, word = scan.chain, scan.line.items[index]
    if not chain.is_open or chain.last is not None or chain.dead:
        return False
    return chain.verbs[-1] is scan.line.at(index - 1) and len(scan.line.between(chain.verbs[-1], word)) <= 6


_CLASSES = (
    (NcrnaClass.MIRNA, re.compile(r"(?:mi|micro)rnas?$", re.IGNORECASE)),
    (NcrnaClass.LNCRNA, re.compile(r"(?:lnc|long non-?coding )rnas?$", re.IGNORECASE)),
    (NcrnaClass.CIRCRNA, re.compile(r"(?:circ|circular )rnas?$", re.IGNORECASE)),
)


def named_by_class(scan: Scan, index: int) -> Group | None:
    """Return the ncRNAs that "this miRNA" or 该lncRNA means, where the one spoken of is of another class."""
    word = scan.line.items[index]
    wanted = next((kind for kind, pattern in _CLASSES if pattern.search(cue_text(word))), None)
    if wanted is None:
        return None
    before = [g for g in scan.line.groups(EntityType.NCRNA) if g.end <= word.start]
    named = [*scan.recent, *before]
    known = scan.subject or scan.inherited
    of_class = {name for g in named for m in g.mentions if m.subtype is wanted for name in m.normals}
    if not of_class or (known is not None and set(known.names) <= of_class):
        return None
    last = next(g for g in reversed(named) if any(m.subtype is wanted for m in g.mentions))
    return Group(last.type, tuple(m for m in last.mentions if m.subtype is wanted), word.start, word.end)


_LASTINGLY = re.compile(r"(?:在[^，。；]{1,14}[中内里])?(?:稳定|持续|瞬时|特异性|高水平|完全|条件性)*")


def _made_to_change(scan: Scan, index: int) -> bool:
    """Read "以慢病毒使其稳定过表达": the ncRNA spoken of is changed, by a verb without an object."""
    line, word = scan.line, scan.line.items[index]
    begin = line.clause(word)[0]
    if any(begin <= g.start < word.start for g in line.groups(*OBJECTS)):
        return False  # "招募EZH2至p21启动子而使其沉默"
    done = next((i for i in line.items[index + 1 : index + 4] if isinstance(i, Cue) and change(i)), None)
    if done is None or scan.subject is None or not _LASTINGLY.fullmatch(line.between(word, done)):
        return False
    place = line.items.index(done)
    if not isinstance(line.at(place + 1), Break | None) and line.head(place, 1) not in "后时，":
        return False
    scan.done.update(i for i in line.items[index + 1 : place + 1] if isinstance(i, Cue))
    scan.subject = replace(scan.subject, polarity=change(done), changed=True, trail=(done.text,))
    scan.chain.clear()
    return True


def _made_of_object(scan: Scan, index: int) -> None:
    """Read "招募EZH2至PDCD4启动子区，使其沉默": how the object met last becomes."""
    cue = scan.line.at(index + 1)
    if not isinstance(cue, Cue) or cue.text.isascii() or not cue.sign or not ends_clause(scan.line, index + 1):
        return
    said = next((s.group for s in reversed(scan.found) if s.group is not None), None)
    last = promoter_gene(scan, index) or said
    named = last is not None and last.type in (EntityType.GENE, EntityType.NCRNA)
    if last is None or not named or not posted(scan.line, scan.line.items[index], cue):
        return
    scan.done.add(cue)
    scan.say(last, cue, sign=scan.chain.sign * cue.sign, kind=CueKind.UP)
    scan.chain.last = cue


def _means_cells(line: Line, index: int) -> bool:
    """Tell whether a word stands for cells: "赋予其顺铂抗性", "其外泌体诱导耐药的能力减弱"."""
    word, before = line.items[index], line.at(index - 1)
    if cue_text(word) == "其" and re.match(
        r"(?:所?(?:分泌|释放|来源)的?)?(?:外泌体|囊泡|培养上清|条件培养)", line.head(index, 8)
    ):
        return True
    if cue_text(word) not in ("其", "它", "它们", "后者", "二者", "两者") or not isinstance(before, Cue):
        return False
    if not before.kinds & VERBS or len(line.between(before, word)) > 2:
        return False
    item = next((item for item in line.items[index + 1 :] if not is_aside(item)), None)
    if not isinstance(item, Cue) or not item.kinds & OUTCOMES:
        return False
    return re.search(r"[，。；]|介导|诱导|引起|导致|所致", line.between(word, item)) is None


_OF_ITSELF = re.compile(r"(?:中的?[任一]|的?表达|的?水平|的?含量|基因|后|之后|可|能|会|则|均|$|[，。；])")


def _is_of_another(line: Line, verb: Cue, index: int) -> bool:
    """Tell whether a Chinese verb acts on something of what the word means: "抑制其泛素化", "降低其有效浓度"."""
    if verb.text.isascii() or not verb.kinds & VERBS:
        return False
    return cue_text(line.items[index]) == "后者" or _OF_ITSELF.match(line.head(index, 6)) is None


def _takes_object(scan: Scan, index: int) -> bool:
    """Tell whether a word that may be a noun is a verb with its object right behind it."""
    cue = scan.line.items[index]
    following = scan.line.items[index + 1] if index + 1 < len(scan.line.items) else None
    if not isinstance(cue, Cue) or not cue.kinds & VERBS or following is None or isinstance(following, Break):
        return False
    if not cue.text.isascii() and _NOT_OBJECT.match(scan.line.between(cue, following)):
        return False  # "其沉默通过miR-124-3p/ZEB1轴增强…"
    if isinstance(following, Group):
        return following.type in SAID_OF or not cue.text.isascii()
    return bool(following.kinds & OUTCOMES)


_NOT_OBJECT = re.compile(r"(?:后|时|则|还|也|均|都|可|能|会|显著|明显|进一步)*(?:通过|经由?|借助|以|使|令|对)")


# Of what another one does: "reverses it"; "restores it" is said of the sensitivity.
_TURNS = re.compile(
    r"(?:reverse|revert|abolish|undo|undid|undoes|counter|cancel|offset|negat|nullif|annul|prevent|block|abrogat|overturn|"
    r"antagoni|oppos|neutrali|overcom|overcame|overrid|overrod|eliminat)"
)


def _it_is_effect(scan: Scan, index: int) -> bool:
    """Read "UCA1 promotes resistance. MEG3 reverses it": what another ncRNA does is meant; tell whether it is."""
    word, verb = scan.line.items[index], scan.line.at(index - 1)
    if cue_text(word) not in ("it", "this") or not isinstance(verb, Cue) or not _waits(scan, index):
        return False
    if not verb.sign or change(verb) or scan.subject is None:
        return False
    last = scan.found[-1] if scan.found else None
    told = last if last is not None else scan.effect
    if told is None or told.group is not None or not told.sign or told.subject is None:
        return False
    if set(told.subject.names) & set(scan.subject.names) or (last is None and scan.line.groups(EntityType.GENE)):
        return False
    noun = told.outcome is not None and bool(told.outcome.kinds & OUTCOMES)
    sign = told.direction
    if noun and told.outcome is not None and not _TURNS.match(cue_text(verb)):
        sign = 1 if CueKind.RESISTANCE in told.outcome.kinds else -1
    kind = CueKind.RESISTANCE if sign > 0 else CueKind.SENSITIVITY
    outcome = Cue(word.start, word.end, scan.line.text[word.start : word.end], frozenset((kind,)))
    scan.echoes[outcome] = told
    scan.say(None, verb, outcome=outcome, sign=scan.chain.sign * sign)
    scan.chain.last = word
    return True
