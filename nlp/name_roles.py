"""What part a name plays where it stands: caught, the name of a site, an example, changed by people."""

from __future__ import annotations

import re

from nlp.cues import VERBS, Cue, CueKind
from nlp.items import Break, Group, Line, cue_text, opens_sentence
from nlp.model import EntityType
from nlp.reading import Scan
from nlp.statements import Statement

_PEOPLE = re.compile(
    r"(?:\bet al\.?|\b(?:colleagues|co-?workers|authors?|group|team|investigators|researchers|"
    r"laborator\w+|we|they|they then))"
    r"\s*(?:[(\[][^)\]]*[)\]])?\s*(?:\w+ly\s|then\s|also\s|first\s)*$",
    re.IGNORECASE,
)


_OPENS_AS = re.compile(r"\s*(?:as an?|acting as|serving as|functioning as|by|through)\s", re.IGNORECASE)


# "It harbours two sites for miR-330-5p": the name belongs to a site.
_SITE = re.compile(
    r"\b(?:sites?|seeds?|sequences?|motifs?|elements?|regions?|hosts?|genes?|promoters?|loc(?:us|i)|precursors?)\s"
    r"(?:for|of|to|complementary to)\s(?:the\s)?(?:\w*RNA\s)?$"
)


_AMONG = re.compile(r"\s*(?:among them|among these|including|such as|namely|notably|e\.g\.|for example)\s(?:the\s)?$")


def catches(scan: Scan, group: Group) -> bool:
    """Tell whether to bind a miRNA and put it out of action is to sponge it: "binds and inactivates miR-421"."""
    chain, named = scan.chain, scan.subject.names if scan.subject else ()
    if any(name.startswith(("miR", "let")) for name in named) or not all(
        n.startswith(("miR", "let")) for n in group.normals
    ):
        return False
    words = [cue_text(verb) for verb in chain.verbs]
    off = re.match(r"inactivat|neutrali|quench|inhibit|block|silenc|repress|suppress", words[-1]) is not None
    bound = any(CueKind.BIND in verb.kinds for verb in chain.verbs[:-1]) or _bound_before(scan)
    return chain.sign < 0 and off and (bound or words[-1].startswith(("neutrali", "quench")))


def _bound_before(scan: Scan) -> bool:
    """Tell whether a verb of binding stands before the open verb, joined to it by "and"."""
    verb = scan.chain.verbs[0]
    before = scan.line.at(scan.line.items.index(verb) - 1)
    joined = isinstance(before, Cue) and scan.line.between(before, verb).strip() == "and"
    return joined and isinstance(before, Cue) and CueKind.BIND in before.kinds


def people_did(line: Line, verb: Cue) -> bool:
    """Tell whether people act: "Kotani and colleagues restored miR-128b in RS4;11 cells"."""
    return _PEOPLE.search(line.text[max(verb.start - 60, line.sentence.start) : verb.start]) is not None


def opens_for_it(scan: Scan, index: int) -> bool:
    """Read "As a decoy of miR-101 it increases ABCC1": what the opening phrase acts on, a pronoun to come."""
    line, chain = scan.line, scan.chain
    if not chain.is_open or chain.last is not None or chain.dead or scan.inherited is None:
        return False
    start = line.clause(chain.verbs[0])[0]
    if not _OPENS_AS.match(line.text, start) or not opens_sentence(line.text[start : chain.verbs[0].end]):
        return False
    later = next((i for i in line.items[index + 1 :] if not isinstance(i, Break)), None)
    if not isinstance(later, Cue) or cue_text(later) not in ("it", "they", "the lncrna", "the mirna", "the circrna"):
        return False
    group = line.items[index]
    if not isinstance(group, Group):
        return False
    scan.found.append(Statement(None, chain.kind, chain.sign, group, None, tuple(chain.verbs), by=True))
    chain.clear()
    return True


def is_site(line: Line, index: int) -> bool:
    """Tell whether a name only says what a site or gene is for."""
    return _SITE.search(line.tail(index, 40)) is not None and not _rises(line, index)


def _rises(line: Line, index: int) -> bool:
    verb = line.at(index + 1)
    return isinstance(verb, Cue) and bool(verb.kinds & VERBS) and line.clause(verb) == line.clause(line.items[index])


def protects_from(line: Line, verb: Cue, group: Group) -> bool:
    """Tell whether cells are protected from a process: "protects Huh7 cells from lenvatinib-triggered apoptosis"."""
    keeps = verb.kinds & {CueKind.PROTECT, CueKind.CONFER} or re.match(r"rescu|safeguard|preserv", cue_text(verb))
    if group.type is not EntityType.PROCESS or not keeps:
        return False
    return re.search(r"\b(?:from|against)\s", line.text[verb.end : group.start]) is not None


def is_example(scan: Scan, index: int) -> bool:
    """Tell whether a name is an example of the object told last: "five regulators of Wnt, among them DKK1"."""
    line = scan.line
    last = scan.found[-1] if scan.found else None
    if last is None or last.group is None or not last.verbs or not isinstance(line.at(index - 1), Break):
        return False
    if line.at(index - 2) is not last.group and not (line.items[index - 1].start - last.group.end < 30):
        return False
    return _AMONG.fullmatch(line.between(line.items[index - 1], line.items[index])) is not None
