"""Which similarity is enough to link a name: precision and recall of nlp.link at several thresholds.

Usage: python benchmarks/tagging/link_threshold.py

Three sets of names are linked: known names with one letter left out or two swapped, which should be found; names of
things taken out of the index, which should not; and other names of indexed things held out, which may be found.
"""

from __future__ import annotations

import random
from collections import defaultdict

from nlp.lexicon import Name, Trust, data_folder, read_names
from nlp.link import SIMILAR, Linker, LinkState
from nlp.names import NameIndex
from nlp.script import Folder


def misspelt(name: str, chance: random.Random) -> str:
    """The name with one inner letter left out or two neighbours swapped."""
    place = chance.randrange(1, len(name) - 2)
    if chance.random() < 0.5:
        return name[:place] + name[place + 1 :]
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def main() -> None:
    """Print one line a threshold."""
    chance = random.Random(4)  # noqa: S311 - a sample, not a secret
    things: dict[tuple[str, str], list[Name]] = defaultdict(list)
    for name in read_names(data_folder("lexicons")):
        if name.type in SIMILAR and name.trust is Trust.CURATED and name.written.isascii() and len(name.written) > 6:
            things[name.type, name.normal].append(name)
    keys = sorted(things)
    unknown = set(chance.sample(keys, len(keys) // 5))
    indexed = [name for key in keys if key not in unknown for name in things[key]]
    linker = Linker(NameIndex(indexed, Folder()), indexed, threshold=0.0)
    cases = [(misspelt(name.written, chance), name, True) for name in chance.sample(indexed, min(600, len(indexed)))]
    cases += [(things[key][0].written, things[key][0], False) for key in sorted(unknown)]
    results = []
    for written, name, known in cases:
        link = linker.link(written, name.type)
        if link.state is LinkState.SIMILAR:
            results.append((link.score, known and link.names[0].normal == name.normal))
    wanted = sum(known for _, _, known in cases)
    print(f"{wanted} misspelt names of known things, {len(cases) - wanted} names of unknown things")
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
        linked = [right for score, right in results if score >= threshold]
        right = sum(linked)
        print(f"threshold {threshold:.2f}: precision {right / max(1, len(linked)):.3f}, recall {right / wanted:.3f}")


if __name__ == "__main__":
    main()
