"""What each kind of cue word is worth: triples F1 on gold paragraphs without it, and the speed of the whole.

``python benchmarks/relations/ablation.py [SET …]``, by default on all development paragraphs.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

from gold.load import load_gold
from gold.model import GoldPaper
from nlp.cues import CueKind, load_cue_rules, make_cues
from nlp.model import Certainty, Mention
from nlp.relate import Rules, find_statements, load_rules
from nlp.tagger import load_tagger

ROOT = Path(__file__).resolve().parents[2]
Tagged = list[tuple[GoldPaper, tuple[Mention, ...]]]


def f1(papers: Tagged, rules: Rules) -> float:
    """Return the F1 of the asserted triples, micro-averaged over papers."""
    right = found = wanted = 0
    for paper, mentions in papers:
        gold = {(t.subject, t.predicate, t.object) for t in paper.triples if t.certainty is Certainty.ASSERTED}
        triples = find_statements(paper.document, mentions, rules)
        stated = {(t.subject, t.predicate, t.object) for t in triples if t.certainty is Certainty.ASSERTED}
        right += len(gold & stated)
        found += len(stated)
        wanted += len(gold)
    return 2 * right / (found + wanted)


def main() -> None:
    """Print one line a kind of cue."""
    names = sys.argv[1:] or ["paragraphs-dev", "paragraphs-dev-2", "paragraphs-dev-3"]
    tagger = load_tagger()
    papers: Tagged = [
        (paper, tagger.tag(paper.document)) for name in names for paper in load_gold(ROOT / "gold" / "papers" / name)
    ]
    rules, whole = load_cue_rules(), load_rules()
    start = time.process_time()
    all_of_it = f1(papers, whole)
    seconds = time.process_time() - start
    size = sum(len(block.text.encode()) for paper, _ in papers for block in paper.document.blocks)
    print(f"{len(papers)} paragraphs, {size / 1000:.0f} KB, {size / 1000 / seconds:.0f} KB/s of CPU after tagging")
    print(f"{'all rules':24}{100 * all_of_it:6.1f}")
    for kind in CueKind:
        less = replace(whole, cues=make_cues(rule for rule in rules if rule.kind is not kind))
        share = f1(papers, less)
        print(f"{'without ' + kind.value:24}{100 * share:6.1f}{100 * (share - all_of_it):+7.1f}")


if __name__ == "__main__":
    main()
