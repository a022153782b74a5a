"""Count how often statements of each kind are right, and write ``nlp/rules/confidence.tsv``.

``python benchmarks/relations/calibrate.py`` counts on every other paper of the held-out sets, since the rules fit the
development sets too well to promise anything by them, and prints what share was right on the other half.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from gold.load import load_gold
from gold.model import GoldPaper
from gold.score_tables import score_tables
from nlp.confidence import Kind, kind_of
from nlp.mine import mine
from nlp.model import Certainty
from nlp.tagger import Tagger, load_tagger

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "nlp" / "rules" / "confidence.tsv"


def count(papers: tuple[GoldPaper, ...], tagger: Tagger) -> tuple[Counter[Kind], Counter[Kind]]:
    """Return how many asserted triples and records of each kind are right, and how many there are."""
    right: Counter[Kind] = Counter()
    total: Counter[Kind] = Counter()
    for paper in papers:
        gold = {(t.subject, t.predicate, t.object) for t in paper.triples if t.certainty is Certainty.ASSERTED}
        findings = mine(paper.document, tagger)
        records = score_tables(paper, paper.document, findings)[0].records
        total[Kind.ROW] += records.total
        right[Kind.ROW] += records.right
        for triple in {
            (t.subject, t.predicate, t.object, kind_of(t))
            for t in findings.triples
            if t.certainty is Certainty.ASSERTED
        }:
            total[triple[3]] += 1
            right[triple[3]] += triple[:3] in gold
    return right, total


def main() -> None:
    """Count, write and compare."""
    tagger = load_tagger()
    sets = ROOT / "gold" / "papers"
    names = sorted(folder.name for folder in sets.iterdir() if "kept" in folder.name)
    kept = tuple(paper for name in names for paper in load_gold(sets / name))
    right, total = count(kept[::2], tagger)
    lines = [f"{kind}\t{right[kind]}\t{total[kind]}\n" for kind in Kind]
    FILE.write_text("kind\tright\ttotal\n" + "".join(lines), encoding="utf-8")
    other_right, other_total = count(kept[1::2], tagger)
    print(f"{'kind':40}promised  other half")
    for kind in Kind:
        promised = (right[kind] + 1) / (total[kind] + 2)
        share = f"{other_right[kind] / other_total[kind]:.2f} of {other_total[kind]}" if other_total[kind] else "none"
        print(f"{kind:40}{promised:8.2f}  {share}")


if __name__ == "__main__":
    main()
