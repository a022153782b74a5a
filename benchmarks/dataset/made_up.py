"""Papers for measuring: made up, of the size and shape of real ones, in our own words."""

from __future__ import annotations

import random
from pathlib import Path

from corpus.claims import ClaimKey, Sighting
from corpus.extraction import Extraction, StatedClaim

SUBJECTS = ("lung cancer", "gastric cancer", "glioblastoma", "acute leukaemia", "ovarian cancer", "hepatoma")
DRUGS = ("cisplatin", "paclitaxel", "doxorubicin", "gemcitabine", "temozolomide", "gefitinib", "5-fluorouracil")
GENES = ("PTEN", "BCL2", "ABCB1", "EGFR", "TP53", "KRAS", "MYC", "STAT3", "ZEB1", "CDKN1A")
CELLS = ("A549", "MCF-7", "HepG2", "SGC-7901", "U251", "K562")
SENTENCES = (
    "In {cell} cells, {rna} lowers {gene} and so promotes resistance to {drug} [{ref}].",
    "Knockdown of {rna} made {cell} cells sensitive to {drug} again [{ref}].",
    "{rna} reaches neighbouring cells in exosomes, where it targets {gene} [{ref}].",
    "Whether {rna} plays a part in the response to {drug} is not known.",
    "Patients with {subject} differ widely in their response to treatment with {drug}.",
    "Vesicles of many sizes leave a cell, and their content depends on the state of that cell.",
    "在{cell}细胞中，{rna}通过下调{gene}促进{drug}耐药[{ref}]。",
)


class PaperMaker:
    """Makes papers that differ from each other; the same chance makes the same papers."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.count = 0

    def key(self) -> ClaimKey:
        """Return the meaning of one made-up claim, of a study of its own."""
        pick = self.chance.randrange
        self.count += 1
        return ClaimKey(
            f"miR-{pick(3000)}",
            f"drug-{pick(300)}",
            self.chance.choice(("promotes", "promotes", "inhibits")),
            f"GENE{pick(5000)}",
            f"doi:10.1000/{self.chance.getrandbits(48):x}",
        )

    def paper(self, rows: int) -> Extraction:
        """Return what would be extracted from a paper with a table of ``rows`` rows."""
        keys = [self.key() for _ in range(rows)]
        name = f"{self.chance.getrandbits(64):x}"
        return Extraction(
            name=f"{name}.pdf",
            sha256=f"{self.chance.getrandbits(256):064x}",
            pages=10,
            title_zh=None,
            title_en=f"Review {name}",
            doi=None,
            paper_names=(f"title:review{name}",),
            studies=tuple((key.study,) for key in keys),
            document="{}",
            mentions=(),
            claims=tuple(
                StatedClaim(Sighting(key, "t1", n, (), None, key.effect, 0.9, (), (), (key.digest,)), "[]")
                for n, key in enumerate(keys, start=1)
            ),
            conflicts=(),
        )

    def text(self, paragraphs: int, rows: int) -> str:
        """Return a whole paper in the text form: title, abstract, paragraphs, a table and references."""
        subject = self.chance.choice(SUBJECTS)
        title = f"What exosomes mean for drug response in {subject}, part {self.chance.getrandbits(32)}"
        body = "\n".join(" ".join(self._sentence(subject, rows) for _ in range(6)) for _ in range(paragraphs))
        table = "\n".join(
            f"{self._rna()}\t{self.chance.choice(DRUGS)}\tpromotes resistance\t{self.chance.choice(GENES)}\t[{row}]"
            for row in range(1, rows + 1)
        )
        references = "\n".join(
            f"[{n}] Li M, Wang Q. Study {self.chance.getrandbits(40)} of cells[J]. Cancer Lett, 2020, {n}: 1-9."
            for n in range(1, rows + 1)
        )
        return (
            f"{title}\nAbstract: Small RNAs travel between cells. This review asks what that means for treatment.\n"
            f"{body}\nTable 1 RNAs and resistance\n<<table 1>>\nncRNA\tDrug\tEffect\tTarget\tReference\n{table}\n"
            f"<</table 1>>\nReferences\n{references}\n"
        )

    def write(self, folder: Path, papers: int, *, paragraphs: int = 25, rows: int = 15) -> list[Path]:
        """Write text-form papers into ``folder`` and return their paths."""
        paths = [folder / f"{number:05}.txt" for number in range(papers)]
        for path in paths:
            path.write_text(self.text(paragraphs, rows), encoding="utf-8")
        return paths

    def _sentence(self, subject: str, rows: int) -> str:
        return self.chance.choice(SENTENCES).format(
            rna=self._rna(),
            gene=self.chance.choice(GENES),
            drug=self.chance.choice(DRUGS),
            cell=self.chance.choice(CELLS),
            ref=self.chance.randrange(1, rows + 1),
            subject=subject,
        )

    def _rna(self) -> str:
        return f"miR-{self.chance.randrange(1, 900)}"
