"""Changes of the ncRNA that was named before, told by "which": "XIST, silencing of which raised …"."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.cues import Cue
from nlp.manipulation import change
from nlp.model import EntityType
from nlp.reading import Scan
from nlp.statements import Subject

_OF_WHICH = re.compile(r"(?:\s?expression)?\s(?:of\s)?(?:which|whom)\b")
_HEAD = re.compile(r"\s?(?:the\s|(?:\w+ly|stable|transient|forced|ectopic)\s)*")


def read_of_which(scan: Scan, index: int) -> bool:
    """Read "XIST, silencing of which raised …"; tell whether a word is what was done to the name before."""
    line, cue = scan.line, scan.line.items[index]
    if not isinstance(cue, Cue) or not (change(cue) or cue.sign) or not _OF_WHICH.match(line.text, cue.end):
        return False
    start = line.clause(cue)[0]
    named = next((g for g in reversed(line.groups(EntityType.NCRNA)) if g.end <= start), None)
    if named is None or not _HEAD.fullmatch(line.text[start : cue.start]):
        return False
    topic = scan.subject
    scan.new_subject(Subject(named.normals, change(cue) or cue.sign, True, named.start, (cue.text,)))
    if topic is not None and topic.names == named.normals:
        # Its own verb comes: "H19, the loss of which …, underlies".
        scan.main = replace(topic, polarity=1, changed=False)
    return True
