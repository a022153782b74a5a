"""How fast names are tagged, how long the lexicons take to load, how much memory they need.

Usage: python benchmarks/tagging/speed.py [--megabytes 1] [--ruler]

With ``--ruler`` the same names are given to spaCy's EntityRuler, and both tag the same text. Everything runs on one
core and CPU time is counted; the text is mixed English and Chinese, written by us.
"""

from __future__ import annotations

import argparse
import os
import resource
import time

from extract.plain import document_from_paragraphs
from nlp.lexicon import data_folder, read_names
from nlp.tagger import load_tagger

PARAGRAPHS = (
    "外泌体miR-21通过下调PTEN激活PI3K/AKT信号通路，使胃癌细胞SGC-7901/DDP对顺铂（cisplatin，DDP）产生耐药性[12]。",
    "奥沙利铂（oxaliplatin，OXA）耐药的结直肠癌（CRC）细胞分泌富含lncRNA UCA1的外泌体，抑制敏感细胞凋亡并促进自噬。",
    "Exosomal circHIPK3 sponges miR-582-3p in MCF-7/ADR cells and upregulates HER2, which lowers sensitivity to "
    "trastuzumab (Herceptin) in breast cancer (BC); knockdown reverses epithelial-mesenchymal transition (EMT).",
    "In glioblastoma, U251/TMZ cells transfer LINC00461 to U87MG cells, and temozolomide (TMZ) no longer induces "
    "apoptosis; Wnt/β-catenin signaling, MGMT and ABCB1 rise, whereas E-cadherin falls.",
)


def sample(megabytes: float) -> list[str]:
    """Paragraphs of about that many million bytes of UTF-8, each a little different."""
    size, texts = 0, []
    while size < megabytes * 1e6:
        text = f"{len(texts)}. {PARAGRAPHS[len(texts) % len(PARAGRAPHS)]}"
        texts.append(text)
        size += len(text.encode())
    return texts


def megabytes_of_memory() -> float:
    """The most memory this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=1.0)
    parser.add_argument("--ruler", action="store_true")
    arguments = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    texts = sample(arguments.megabytes)
    size = sum(len(text.encode()) for text in texts) / 1e6

    start = time.process_time()
    tagger = load_tagger()
    print(f"lexicons loaded in {time.process_time() - start:.2f} s of CPU, memory {megabytes_of_memory():.0f} MB")

    start = time.process_time()
    mentions = tagger.tag(document_from_paragraphs(texts, "benchmark"))
    took = time.process_time() - start
    print(f"tag, whole paper at once: {len(mentions)} mentions, {60 * size / took:.1f} MB/min")

    start = time.process_time()
    for text in texts:
        tagger.doc(text, tagger.tag_text(text))
    took = time.process_time() - start
    print(f"tag and one spaCy Doc per paragraph, with tokens and sentences: {60 * size / took:.1f} MB/min")
    print(f"memory {megabytes_of_memory():.0f} MB")
    if arguments.ruler:
        compare_with_ruler(texts[: max(1, len(texts) // 10)])


def compare_with_ruler(texts: list[str]) -> None:
    """Give spaCy's EntityRuler the same names: blank English pipeline, one phrase pattern a name."""
    import spacy

    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    patterns = {(name.written, name.type.value) for name in read_names(data_folder("lexicons"))}
    start = time.process_time()
    ruler.add_patterns([{"label": label, "pattern": written} for written, label in sorted(patterns)])
    print(f"EntityRuler: {len(patterns)} names loaded in {time.process_time() - start:.2f} s")
    size = sum(len(text.encode()) for text in texts) / 1e6
    start = time.process_time()
    found = sum(len(doc.ents) for doc in nlp.pipe(texts))
    took = time.process_time() - start
    print(f"EntityRuler: {found} entities, {60 * size / took:.1f} MB/min, memory {megabytes_of_memory():.0f} MB")


if __name__ == "__main__":
    main()
