"""Under which names a study is known, in the styles in which reviews cite."""

from __future__ import annotations

import pytest

from corpus.citations import printed_doi, reference_title, study_names
from extract.model import Block, BlockKind, Document, Reference, Source, Title

TITLE = "Exosomal miR-21 confers cisplatin resistance"


@pytest.mark.parametrize(
    "entry",
    [
        f"[3] Zhang Y, Li M, Wang Q, et al. {TITLE}[J]. Cancer Lett, 2019, 12(3): 45-50.",
        f"3. Zhang Y, Li M, Wang Q, Chen J, Liu H, Zhao KB, et al. {TITLE}. J Exp Clin Cancer Res. 2019;38:12.",
        f"Zhang, Y., Li, M. & Wang, Q. {TITLE}. Journal of Experimental Medicine 12, 34-56 (2019).",
        f"Zhang Y, Li M (2019) {TITLE}. J Exp Clin Cancer Res 38:12",
        f"Zhang, Y., & Li, M. (2019a). {TITLE}. Journal of Experimental Medicine, 38, 12.",
        f"Zhang Yi, Li Ming, Wang Qiang. {TITLE}. Cancers 2020, 12, 3. https://doi.org/10.3390/cancers12010003",
        f"ZHANG Y,LI M.{TITLE}[J].Cancer Lett,2019,12:45.",
        f"ZHANG Y，LI M．{TITLE}［J］．Cancer Lett，2019，12：45．",
    ],
    ids=["gbt7714", "vancouver", "nature", "author-year", "apa", "full-names", "no-blanks", "full-width"],
)
def test_title_is_found_in_every_style(entry: str) -> None:
    assert reference_title(entry) == TITLE


def test_chinese_entry_with_names_that_are_no_title() -> None:
    for names in ("张三, 李四, 王五, 等. ", "张三,李四,王五,等.", "张三，李四．"):
        entry = f"[12] {names}外泌体miR-21介导胃癌细胞对顺铂耐药的机制[J]. 肿瘤, 2020, 3(2): 1-5."
        assert reference_title(entry) == "外泌体miR-21介导胃癌细胞对顺铂耐药的机制"


@pytest.mark.parametrize("entry", ["", "ibid.", "Zhang Y, Li M, et al.", "[4] 同上", "2019;38:12."])
def test_entry_without_a_title_has_none(entry: str) -> None:
    assert reference_title(entry) == ""


def test_short_titles_are_no_names_for_they_may_be_journals() -> None:
    assert study_names(Reference(1, "Li M. Exosomes. Cell. 2019.")) == ()


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("10.1000/AbC", ""),
        ("https://doi.org/10.1000/abc", ""),
        (None, "Li M. Cell. 2019. doi: 10.1000/abc."),
        (None, "Li M. Cell. 2019. https://doi.org/10.1000/ABC"),
    ],
)
def test_dois_are_equal_however_they_are_printed(given: str | None, text: str) -> None:
    assert study_names(Reference(1, text, doi=given)) == ("doi:10.1000/abc",)


def test_names_stand_from_the_surest_to_the_least_sure() -> None:
    reference = Reference(1, f"Li M. {TITLE}. Cell. 2019.", doi="10.1000/abc", pmid="31")
    assert study_names(reference) == ("doi:10.1000/abc", "pmid:31", "title:exosomalmir21conferscisplatinresistance")


def test_own_doi_is_the_labelled_one_and_never_a_reference() -> None:
    def document(*blocks: tuple[BlockKind, str]) -> Document:
        made = tuple(Block(f"b{n}", kind, text, "en") for n, (kind, text) in enumerate(blocks))
        return Document(Source("a.pdf", "0" * 64, 1), Title(), made)

    reference = (BlockKind.REFERENCE, "[1] Li M. Cell. doi: 10.1000/cited")
    own = (BlockKind.PARAGRAPH, "DOI：10.3969/j.issn.1000-0000.2023.01.001")
    assert printed_doi(document(reference, own)) == "10.3969/j.issn.1000-0000.2023.01.001"
    assert printed_doi(document(reference, (BlockKind.PARAGRAPH, "as shown in 10.1000/other"))) is None
