"""Changes of an ncRNA told as what the cells are, or by the tool that was used.

"Cells deprived of HULC", "cells in which miR-577 had been overexpressed", "an oligonucleotide against it": what such
cells do is the effect of the change.
"""

from __future__ import annotations

import re

from nlp.cues import OUTCOMES, VERBS, Cue, CueKind
from nlp.items import Line

# Words between a change and the name that is changed.
_NAME_WORDS = (
    r"(?:(?:of|for|the|both|either|endogenous|exogenous|exosomal|mature|expression|levels?|amounts?|copies|copy|mimics?|"
    r"agomirs?|precursors?|plasmids?|vectors?|an?|\w*RNAs?|transcript|gene|encoding|carrying)\s)*$"
)
_CELLS = (
    r"\b(?:cells?|cultures?|lines?|sublines?|clones?|tumou?rs|xenografts|spheres|organoids|ones|those|counterparts|"
    r"they)"
)
_THAT = r"(?:\s(?:that|which|who))?(?:\s(?:are|is|were|was|have|had|has|been|being|stably|then))*(?:\s\w+ly)?\s"
_RAISED = (
    r"(?:transfected with|transduced with|infected with|injected with|loaded with|supplied with|supplemented with|"
    r"receiving|received|given|gaining|gained|engineered to (?:over-?)?express|forced to (?:over-?)?express|"
    r"made to (?:over-?)?express|induced to (?:over-?)?express|bearing|harbou?ring|rich in|replete with|expressing|"
    r"express(?:ed)?|(?:carrying|with) (?:additional|extra|more|supernumerary)|"
    r"(?:with|expressing|containing|having) (?:an? |the )?(?:stable |stably |artificially |experimentally )?"
    r"(?:high|higher|elevated|abundant|ample|restored|ectopic|forced|enforced|increased|raised|exogenous|excess|"
    r"additional|reconstituted|reintroduced|surplus|plenty|much|enhanced|over-?expressed|replenished|"
    r"(?:over-?|re-?)expression))"
)
_LOWERED = (
    r"(?:deprived of|stripped of|robbed of|depleted of|depleted for|devoid of|free of|freed (?:of|from)|cleared of|"
    r"rid of|void of|without|lacking|missing|deficient in|deficient for|null for|knocked down for|silenced for|"
    r"(?:with|expressing|containing|having) (?:an? |the )?(?:stable |stably )?"
    r"(?:low|lower|little|no|scant|reduced|decreased|diminished|silenced|depleted|deleted|lost|inhibited|blocked|"
    r"suppressed|knocked-down))"
)
_DESCRIBED = re.compile(rf"{_CELLS}{_THAT}(?:(?P<more>{_RAISED})|(?P<less>{_LOWERED}))\s{_NAME_WORDS}", re.IGNORECASE)
_LOWERING_TOOL = re.compile(r"(?:si|sh|sg|anti|inhibitor|antagomir|sponge|antisense|lowering|low|less)", re.IGNORECASE)
# "Without miR-21, A549 cells no longer resisted cisplatin."
_WITHOUT = re.compile(
    r"\s*(?:(?:and|but|so|thus|hence|that),?\s)*(?:without|in the absence of|lacking)\s(?:(?:the|\w*RNA)\s)*",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"{_CELLS}\s(?:in|of)\s(?:which|whom)\s(?:(?:the|\w*RNA|expression|of|levels?)\s)*$", re.IGNORECASE
)
_HAD_BEEN = re.compile(r"\s(?:(?:expression|levels?)\s)?(?:is|are|was|were|(?:has|had|have) been)\s(?:\w+ly\s)?")
_AGAINST = re.compile(
    r"\b(?:(?:si|sh|sg|gap|anti)-?RNAs?|small (?:interfering|hairpin) RNAs?|short (?:interfering|hairpin) RNAs?|RNA "
    r"interference|guide RNAs?|antisense(?: \w+)?|ASOs?|LNAs?|gapmers?|oligonucleotides?|oligomers?|oligos?|"
    r"antagomirs?|inhibitors?|ribozymes?|morpholinos?)\s(?:that (?:is|are|was|were) )?"
    r"(?:against|targeting|directed (?:at|against|to)|specific (?:for|to)|to|for|of|with|complementary to|aimed at)\s"
    r"(?:(?:the|its|endogenous|\w*RNA)\s)*$",
    re.IGNORECASE,
)


def change_of_cells(line: Line, index: int) -> tuple[int, str, Cue | None] | None:
    """Return what was done to a name by which cells are described: its direction, the words, their cue if any.

    ``None`` where no cells are described by it.
    """
    group = line.items[index]
    before = line.text[max(group.start - 90, line.sentence.start) : group.start]
    if _WITHIN.search(before) and (been := _HAD_BEEN.match(line.text, group.end)):
        cue = line.at(index + 1)
        if isinstance(cue, Cue) and cue.start == been.end() and (sign := _direction(cue)):
            return sign, cue.text, cue
        return None
    if _WITHOUT.fullmatch(line.text[line.clause(group)[0] : group.start]):
        return -1, "without", None
    found = _DESCRIBED.search(before)
    if found is None:
        return None
    words = found["more"] or found["less"]
    if found["more"] and _LOWERING_TOOL.search(before[found.end("more") :]):
        return None
    return (1 if found["more"] else -1), words, None


def tool_against(line: Line, index: int) -> str:
    """Return the tool that is used against a name or a pronoun: "antisense oligonucleotides to it"; else nothing."""
    item = line.items[index]
    match = _AGAINST.search(line.text[max(item.start - 70, line.sentence.start) : item.start])
    return match.group().strip() if match else ""


_HEAD = re.compile(
    r"\s*(?:(?:and|but|yet|while|whereas|so|thus|hence|that|because|as|since|therefore|then|also|accordingly|"
    r"consequently|conversely|moreover|in contrast|only|even|simply|merely|further|again),?\s)*",
    re.IGNORECASE,
)
_GERUND = re.compile(r"\w+ing\b")


def gerund_on(line: Line, index: int) -> tuple[int, str] | None:
    """Return what the act that heads a clause does to a pronoun: "antagonizing it rendered cells sensitive"."""
    word, act = line.items[index], line.at(index - 1)
    if not isinstance(act, Cue) or not act.text.isascii() or not _GERUND.match(act.text) or not _direction(act):
        return None
    start, end = line.clause(word)
    if not _HEAD.fullmatch(line.text[start : act.start]) or line.between(act, word).strip():
        return None
    later = [i for i in line.items[index + 1 :] if i.start < end]
    if not any(isinstance(i, Cue) and i.kinds & (VERBS | OUTCOMES) and not _GERUND.match(i.text) for i in later):
        return None
    return _direction(act), act.text


def _direction(cue: Cue) -> int:
    if CueKind.LESS in cue.kinds:
        return -1
    return 1 if CueKind.MORE in cue.kinds else cue.sign
