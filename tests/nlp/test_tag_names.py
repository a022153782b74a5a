"""Drugs, genes, diseases, processes and pathways: spans, normal forms, and what is held back."""

from __future__ import annotations

import pytest

from nlp.model import EntityType
from nlp.tagger import Tagger, load_tagger


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger()


def found(tagger: Tagger, text: str, kind: str) -> list[tuple[str, str]]:
    return [(m.surface, m.normal) for m in tagger.tag_text(text) if m.type == kind]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("曲妥珠单抗（赫赛汀）", "DRUG", [("曲妥珠单抗", "trastuzumab"), ("赫赛汀", "trastuzumab")]),
        ("順鉑與5‑FU", "DRUG", [("順鉑", "cisplatin"), ("5‑FU", "fluorouracil")]),
        ("treated with zanvelotinib daily", "DRUG", [("zanvelotinib", "zanvelotinib")]),
        ("使用泽维替尼后", "DRUG", [("泽维替尼", "泽维替尼")]),
        ("HER-2、C/EBP-β、AUF1", "GENE", [("HER-2", "ERBB2"), ("C/EBP-β", "CEBPB"), ("AUF1", "HNRNPD")]),
        ("TGF‑beta1 and IL6", "GENE", [("TGF‑beta1", "TGFB1"), ("IL6", "IL6")]),
        ("GATA4/6 levels", "GENE", [("GATA4/6", "GATA4; GATA6")]),
        ("ERα阳性", "GENE", [("ERα", "ESR1")]),
        ("PTEN基因与Bax蛋白", "GENE", [("PTEN", "PTEN"), ("Bax", "BAX")]),
        ("triple-negative breast cancer", "DISEASE", [("triple-negative breast cancer",) * 2]),
        ("晚期非小细胞肺癌患者", "DISEASE", [("非小细胞肺癌", "non-small cell lung cancer")]),
        (
            "自噬与上皮-间充质转化",
            "PROCESS",
            [("自噬", "autophagy"), ("上皮-间充质转化", "epithelial-mesenchymal transition")],
        ),
        ("EZH2/STAT3轴", "PATHWAY", [("EZH2/STAT3轴", "EZH2/STAT3 axis")]),
        ("the PI3K/AKT signaling pathway", "PATHWAY", [("PI3K/AKT signaling pathway", "PI3K/AKT signaling")]),
        ("Wnt通路", "PATHWAY", [("Wnt通路", "Wnt signaling")]),
        (
            "激活Wnt/β-catenin和Notch信号通路",
            "PATHWAY",
            [("Wnt/β-catenin", "Wnt/β-catenin signaling"), ("Notch信号通路", "Notch signaling")],
        ),
        ("miR-21/PTEN axis", "PATHWAY", [("miR-21/PTEN axis", "miR-21/PTEN axis")]),
        ("the Hippo pathway", "PATHWAY", [("Hippo pathway", "Hippo signaling")]),
        ("肝细胞生长因子/c-Met信号通路", "PATHWAY", [("肝细胞生长因子/c-Met信号通路", "HGF/c-Met signaling")]),
        ("MAPK訊息傳遞路徑", "PATHWAY", [("MAPK訊息傳遞路徑", "MAPK signaling")]),
        ("PD-1/PD-L1抑制剂", "GENE", [("PD-1", "PDCD1"), ("PD-L1", "CD274")]),
        ("ETV6::RUNX1-positive", "GENE", [("ETV6::RUNX1", "ETV6-RUNX1")]),
        ("LIMK2b and interleukin (IL)-6", "GENE", [("LIMK2b", "LIMK2"), ("interleukin (IL)-6", "IL6")]),
        ("SF1 and SF-1", "GENE", [("SF1", "SF1"), ("SF-1", "NR5A1")]),
        ("targets Snail mRNA与SnailmRNA", "GENE", [("Snail", "SNAI1"), ("Snail", "SNAI1")]),
        ("EMT and AXL expression", "GENE", [("AXL", "AXL")]),
        ("zanvelotamab vedotin", "DRUG", [("zanvelotamab vedotin", "zanvelotamab vedotin")]),
    ],
)
def test_spans_and_normal_forms(tagger: Tagger, text: str, kind: str, expected: list[tuple[str, str]]) -> None:
    assert found(tagger, text, kind) == expected


def test_names_inside_a_pathway_are_not_marked_again(tagger: Tagger) -> None:
    assert [m.type for m in tagger.tag_text("PTEN/PI3K/AKT信号通路")] == [EntityType.PATHWAY]


@pytest.mark.parametrize(
    "text",
    [
        "It was set that one can rest, and cell impact was not large.",
        "THE ROLE OF MET AND REST IN THE CELL",
        "Li et al. and Hu et al. and Wang等[3]研究",
        "Fig. 2A, Table S1, stage II, phase III, type I, CO2 at 37 °C",
        "STAT3 Tyr705".removeprefix("STAT3 "),
        "hepatitis C virus and 乙型肝炎病毒",
        "gene, protein, 基因, 蛋白, 细胞",
        "CI, OS, PFS, HR, OR, IC50, CR, DFS, MRD, GEO, TCGA, PBS, FBS, PCR, RIP, ChIP, MTT, CCK-8",
        "in JAN, MAR, APR and OCT 2012, all patients and binding proteins",
        "R-CHOP, FOLFOX, CAR-T, CD4-seq",
        "本研究对Sun、Hu和Ma进行分析",
    ],
)
def test_words_are_no_names(tagger: Tagger, text: str) -> None:
    assert tagger.tag_text(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5-FU、ADM及VCR", [("ADM", "doxorubicin")]),
        ("gastric cancer (GC) and GC cells", [("GC", "gastric cancer"), ("GC", "gastric cancer")]),
        ("RCC cells", [("RCC", "renal cell carcinoma")]),
    ],
)
def test_the_text_decides_between_senses(tagger: Tagger, text: str, expected: list[tuple[str, str]]) -> None:
    wanted = {surface for surface, _ in expected}
    assert [(m.surface, m.normal) for m in tagger.tag_text(text) if m.surface in wanted] == expected


def test_the_same_thing_has_the_same_id_in_both_languages(tagger: Tagger) -> None:
    ids = {m.id for m in tagger.tag_text("乳腺癌，breast cancer，乳癌，BC患者")}
    assert ids == {"MESH:D001943"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PTEN、STAT3和EMT；抑制EMT，EMT及E-cadherin", ["PTEN", "STAT3", "EMT", "EMT", "EMT", "E-cadherin"]),
        ("对利妥昔单抗和CHOP的敏感性", ["利妥昔单抗"]),
        ("response to the CHOP regimen", []),
        ("ER stress raised CHOP expression", ["ER stress", "CHOP"]),
        ("伴有MLL重排", ["MLL"]),
        ("it targets N-ras and c-ABL1", ["N-ras", "c-ABL1"]),
        ("PAX3-FOXO1 and PAX3", ["PAX3-FOXO1", "PAX3"]),
        ("药物转运蛋白、药物外排泵、药物代谢酶与药物外排", ["药物外排"]),
        ("低分化癌中应区分化疗抵抗，诱导分化", ["分化"]),
        ("促凋亡蛋白Bim与凋亡", ["Bim", "凋亡"]),
        ("Macrophages secrete it. Fibroblasts do not.", ["Macrophages", "Fibroblasts"]),
        ("Ewing肉瘤与Hodgkin淋巴瘤", ["Ewing肉瘤", "Hodgkin淋巴瘤"]),
        ("sensitized cells to asparaginase", ["asparaginase"]),
        ("细胞内ADM浓度增加", ["ADM"]),
    ],
)
def test_things_grades_and_regimens_are_no_processes_or_genes(tagger: Tagger, text: str, expected: list[str]) -> None:
    assert [m.surface for m in tagger.tag_text(text)] == expected


def test_a_drug_goes_before_a_gene_of_its_name(tagger: Tagger) -> None:
    assert {m.type for m in tagger.tag_text("sensitized cells to asparaginase; 细胞内ADM浓度")} == {EntityType.DRUG}


def test_a_symbol_hardly_used_does_not_outvote_the_usual_sense(tagger: Tagger) -> None:
    found = tagger.tag_text("PTEN、STAT3和EMT。它抑制EMT，上调EMT的表达。")
    assert [m.type for m in found if m.surface == "EMT"] == [EntityType.PROCESS] * 3
