"""Cell lines, their resistant sublines, and where their names end."""

from __future__ import annotations

import pytest

from nlp.model import EntityType
from nlp.tagger import Tagger, load_tagger


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger()


def cells(tagger: Tagger, text: str) -> list[str]:
    return [m.surface for m in tagger.tag_text(text) if m.type is EntityType.CELL]


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("MCF7", "MCF-7"),
        ("SKBR3", "SK-BR-3"),
        ("MDA MB 231", "MDA-MB-231"),
        ("A549/DDP", "A-549/DDP"),
        ("A549DDP", "A-549DDP"),
        ("MCF-7/TAMR-1", "MCF-7/TAMR-1"),
        ("PC9-GR", "PC-9-GR"),
        ("PC9GR", "PC-9GR"),
        ("SKBR-3-TR", "SK-BR-3-TR"),
        ("SKB-R3-TR", "SK-BR-3-TR"),
        ("BT474/Tr", "BT-474/Tr"),
        ("HCC827-OR", "HCC827-OR"),
        ("K562/G01", "K-562/G01"),
        ("MCF-7 PTX/DOX-R", "MCF-7 PTX/DOX-R"),
        ("HCT116/L-OHP", "HCT 116/L-OHP"),
        ("HT-29/5-FU", "HT-29/5-FU"),
        ("MCF-7R", "MCF-7R"),
        ("LN229-TMZ-R", "LN-229-TMZ-R"),
        ("HGX-72/DDP", "HGX-72/DDP"),
    ],
)
def test_lines_and_sublines_with_their_normal_forms(tagger: Tagger, written: str, normal: str) -> None:
    for text in (f"耐药株{written}细胞中上调", f"in {written} cells, but", f"({written})"):
        found = [(m.surface, m.normal) for m in tagger.tag_text(text) if m.type is EntityType.CELL]
        assert found == [(written, normal)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("DDP-resistant A549 cells", ["A549"]),
        ("A549/H1299 cells", ["A549", "H1299"]),
        ("MCF-7-derived exosomes", ["MCF-7"]),
        ("A549, H1299 and PC-9 cells", ["A549", "H1299", "PC-9"]),
        ("MCF-7 or other cells", ["MCF-7"]),
        ("ZKX-55 cells grew", ["ZKX-55"]),
    ],
)
def test_a_suffix_is_only_what_names_the_subline(tagger: Tagger, text: str, found: list[str]) -> None:
    assert cells(tagger, text) == found


# Every way in which papers were seen to write a resistant subline or its parent.
SUBLINES = (
    "A549/DDP; A549/CDDP; A549-DDP; A549DDP; A549CisR; A549/cisR; A549-R; A549R; A549/R; A-549/DDP; MCF-7/ADR; "
    "MCF-7/Adr; MCF7/ADM; MCF-7-ADR; MCF-7/TAMR-1; MCF-7TamR; MCF-7/TR; MCF-7/DOX; MCF-7/Dox; MCF-7/PTX; "
    "MCF-7/TAX; MCF-7/DOC; MCF7-R; MCF-7/S; MCF-7/WT; LCC2; PC9-GR; PC9/GR; PC-9/ER; PC9GR; PC9-OR; PC9R; "
    "HCC827-OR; HCC827/GR; HCC827-ER; H1975/OR; H1975-OR; H1975OR; SKBR-3-TR; SK-BR-3/TR; SKBR3-TR; SKBR3TR; "
    "BT474-TR; BT474/TR; BT-474R; K562/ADM; K562/A02; K562/DOX; K562/G01; K562-R; K562R; K562/IM; KCL22-R; "
    "HL-60/ADR; HL60/VCR; HL60/ADM; U937/DDP; THP-1/ADR; Jurkat/DOX; U266/BTZ; RPMI 8226/BTZ; RPMI8226-R5; "
    "MM.1R; MM1S; KMS11/BTZ; NCI-H929R; H929/BTZ; SGC7901/DDP; SGC-7901/ADR; SGC7901/VCR; BGC823/DDP; "
    "BGC-823/5-FU; MKN45/DDP; MKN-28/VCR; AGS/DDP; AGS-R; AGS/OXA; HGC-27/DDP; NUGC3/5FU; HCT116/L-OHP; "
    "HCT116-OxR; HCT116/OXA; HCT-116/5-FU; HCT116/5-FUR; HCT-8/5-FU; HCT8/VCR; SW480/OxR; SW620/OXA; LoVo/OXA; "
    "LoVo/ADR; LoVo/5-FU; HT29/L-OHP; RKO/5-FU; DLD-1/5-FU; DLD1-5FU; HepG2/ADM; HepG2/DDP; HepG2/SOR; HepG2-SR; "
    "Huh7/SR; Huh-7-SR; Huh7-R; Huh7R; HepG2R; PLC/PRF/5-R; Hep3B/5-FU; Bel-7402/5-FU; BEL7402/ADM; BEL-7402-R; "
    "SMMC7721/ADM; MHCC97H/SR; Huh-7/LR; A2780/DDP; A2780/CP70; A2780cis; A2780/Taxol; A2780/PTX; SKOV3/DDP; "
    "SKOV3-DDP; SKOV-3/TAX; SKOV3TR; SKOV3/CDDP; COC1/DDP; OVCAR3/DDP; OVCAR-3-R; IGROV1-R10; OV90/CDDP; "
    "HO8910/DDP; ES-2/DDP; HeLa/DDP; HeLa/PTX; SiHa/DDP; CaSki/DDP; C33A/DDP; Ishikawa/PR; KLE/DDP; U251/TMZ; "
    "U87/TR; U87-TR; U87R; U251TR; U251-R; U87MG-TMZ-R; T98G-R; LN229/TMZ; A172/TMZ; U118/TR; SHG44/DDP; "
    "SH-SY5Y/DDP; SK-N-AS/DOX; BE(2)-C/ADR; MG63/DXR; MG-63/DOX; MG63/DDP; U2OS/DXR; U2OS/MTX300; Saos-2/DDP; "
    "SaOS-2/MTX; HOS/MTX; KHOS/DXR; 143B/DDP; PANC-1/GEM; PANC1-GR; BxPC-3/GEM; BxPC3-GR; BxPC-3-Gem; "
    "SW1990/GEM; SW1990/GZ; AsPC-1/GEM; MIA PaCa-2/GEM; MIAPaCa-2R; CFPAC-1/GEM; Capan-1/GR; PC-3/DTX; PC3/DTX; "
    "PC3-DR; PC3DR; PC-3-TXR; DU145/DTX; DU145-DR; DU145-TXR; DU145R; LNCaP-AI; LNCaP/EnzR; C4-2R; 22Rv1/Enz; "
    "LNCaP-Bic; T24/DDP; T24-GR; T24/GEM; T24R; 5637/DDP; J82/DDP; UMUC3/GR; EJ/DDP; 786-O/SR; 786-O-R; ACHN/SR; "
    "ACHN-R; Caki-1/SunR; TE-1/DDP; TE1R; KYSE-150/DDP; KYSE30/R; ECA109/DDP; Eca-109/CDDP; EC109R; CNE-1/DDP; "
    "CNE2/DDP; CNE-2R; 5-8F/DDP; HONE1/DDP; HNE1/DDP; Tca8113/DDP; CAL27/DDP; CAL-27R; SCC-9/DDP; SCC25/CDDP; "
    "HSC-3/CR; FaDu/DDP; TU177/DDP; Hep-2/DDP; AMC-HN-8/DDP; TPC-1/ADM; FTC133/DDP; 8505C/DDP; A375/R; A375R; "
    "A375-VR; A375-PLX; SK-MEL-28R; H69AR; H446/DDP; H446/CDDP; H69/VP; H69/DDP; SBC-3/DDP; H460/DDP; H1299/DDP; "
    "H1299/CDDP; SPC-A1/DTX; SPC-A-1/DDP; Calu-3/DDP; 95D/DDP; MDA-MB-231/DOX; MDA-MB-231/PTX; MDA-MB-231-R; "
    "MDA-MB-231/ADM; MDA-MB-468/DDP; T47D/TamR; T47D-TR; T-47D/PR; ZR-75-1/TAM; HT-1080/DX4; KB/VCR; KBV200; "
    "KB-V1; CEM/VLB100; L1210/DDP; P388/ADR; LLC/DDP; 4T1/PTX; B16/DTIC; MBT-2/DDP; Daudi/R; OCI-LY8/ADM; "
    "SU-DHL-4/R; Jeko-1-IR; MV4-11R; MOLM-13-R; NB4-R1; NB4-R2"
)


@pytest.mark.parametrize("written", SUBLINES.split("; "))
def test_a_subline_is_one_name_with_its_suffix(tagger: Tagger, written: str) -> None:
    assert cells(tagger, f"结果显示，{written}细胞中miR-21高表达。") == [written]
    assert cells(tagger, f"The level of miR-21 in {written} cells was high.") == [written]


@pytest.mark.parametrize("written", ["HepG2 SR", "C4-2B MDVR", "SK-MEL-28 VR4", "LNCaP-Bic", "Ishikawa-TR"])
def test_the_word_for_cells_shows_what_belongs_to_the_line(tagger: Tagger, written: str) -> None:
    assert cells(tagger, f"in {written} cells") == [written]


@pytest.mark.parametrize("text", ["CD133-positive cells", "the GEO and TCGA databases", "hTERT promoter"])
def test_what_looks_like_a_line_and_is_none(tagger: Tagger, text: str) -> None:
    assert cells(tagger, text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("在多药耐药株H-bc中升高", ["H-bc"]),
        ("获得耐药亚克隆CC-CR，发现其升高", ["CC-CR"]),
        ("在Hep-2/v多药耐药细胞中", ["Hep-2/v"]),
        ("胃癌细胞株XGC-77中升高", ["XGC-77"]),
        ("细胞系GBX-SX、GBX-TY和GBX-ZR均表达", ["GBX-SX", "GBX-TY", "GBX-ZR"]),
        ("细胞系（如QX-5、QX-7）", ["QX-5", "QX-7"]),
        ("亲本细胞QX-5与耐药细胞QX-5R", ["QX-5", "QX-5R"]),
        ("CRL2631细胞", ["CRL2631"]),
        ("In MES-OV/TP cells, it was high", ["MES-OV/TP"]),
        ("the sublines UKF-NB-4CDDP and CHP-212VCR", ["UKF-NB-4CDDP", "CHP-212VCR"]),
        ("the cell lines QX-5 and QX-7", ["QX-5", "QX-7"]),
        ("QX-5, QX-7 and A549 cells", ["QX-5", "QX-7", "A549"]),
        ("QX-5 human gastric cancer cells", ["QX-5"]),
        ("a cell line called QX-5 was", ["QX-5"]),
        ("KB-8-5 cells, S1-M1-80 cells", ["KB-8-5", "S1-M1-80"]),
        ("MCF-7:5C cells, T-47D:A18 and A549:H1299", ["MCF-7:5C", "T-47D:A18", "A549", "H1299"]),
        ("MCF7-F cells, SCC-25CP, A2780CP20, UKF-NB-3rVCR10", ["MCF7-F", "SCC-25CP", "A2780CP20", "UKF-NB-3rVCR10"]),
        ("In H446/EP and H69/EP cells, as in H446/EP cells", ["H446/EP", "H69/EP", "H446/EP"]),
        ("A549/ABCB1 cells", ["A549/ABCB1"]),
        ("a resistant variant, Hep-2/v, grew", ["Hep-2/v"]),
        ("Evsa-T cells", ["Evsa-T"]),
        ("CEM-C7 cells", ["CEM-C7"]),
        ("Schram and coworkers at 20 KB/s", []),
        ("T24 and 5637 cells; Reh细胞; UM1 cells", ["T24", "5637", "Reh", "UM1"]),
    ],
)
def test_the_words_around_a_name_show_that_it_is_a_line(tagger: Tagger, text: str, found: list[str]) -> None:
    assert cells(tagger, text) == found


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("R-HepG2", "R-Hep-G2"),
        ("cis-A2780", "cis-A2780"),
        ("TamR-MCF-7", "TamR-MCF-7"),
        ("DDP-A549", "DDP-A-549"),
        ("5-FU-HCT116", "5-FU-HCT 116"),
        ("A549 DDP", "A-549 DDP"),
        ("U87", "U-87MG ATCC"),
        ("EC109/CDDP", "Eca-109/CDDP"),
        ("MM.1R", "MM1.R"),
        ("ACC-MESO-1", "ACC-MESO-1"),
        ("SGC/DDP", "SGC/DDP"),
    ],
)
def test_marks_before_and_behind_a_line_belong_to_its_name(tagger: Tagger, written: str, normal: str) -> None:
    for text in (f"在{written}细胞中", f"in {written} cells"):
        assert [(m.surface, m.normal) for m in tagger.tag_text(text)] == [(written, normal)]


def test_a_shortened_parent_is_the_one_that_the_paper_names(tagger: Tagger) -> None:
    found = tagger.tag_text("耐药细胞Bel/5-FU的外泌体被亲本Bel-7402摄取。")
    assert [m.normal for m in found] == ["BEL-7402/5-FU", "BEL-7402"]
    found = tagger.tag_text("HepG2、Hep3B和耐药细胞Hep/DDP。")
    assert [m.normal for m in found][-1] == "Hep/DDP"


def test_a_line_told_once_is_one_in_the_whole_paper(tagger: Tagger) -> None:
    assert cells(tagger, "H-bc高表达miR-21。耐药株H-bc中，QX-5不变，而QX-5细胞死亡。") == [
        "H-bc",
        "H-bc",
        "QX-5",
        "QX-5",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "NSCLC cells, TNBC cells, MDR cells, EMT-like cells, WT cells, KO cells",
        "CD44-high cells, p53-null cells, PTEN-KO cells, KRAS-G12D cells, T790M cells, H3K27M cells, TP53-WT cells",
        "HPV-16 cells, E6/E7 cells, G2/M cells, DDP-R cells, COVID-19 cells, HLA-A2 cells, Cas9 cells, Day-7 cells",
        "耐药细胞、亲本细胞、DDP耐药细胞、EGFR-TKI耐药细胞、T-ALL细胞、2D细胞",
        "耐药细胞P-gp表达升高，细胞系MDR1表达，细胞株IC50升高，敏感细胞LC3-II升高，G0/G1期细胞",
        "CCK-8细胞增殖实验，RPMI-1640细胞培养基，H2O2细胞损伤，PKH67细胞膜染料，RT-PCR细胞",
    ],
)
def test_words_and_codes_beside_cells_are_no_lines(tagger: Tagger, text: str) -> None:
    assert cells(tagger, text) == []


def test_what_stands_beside_a_known_line_is_not_part_of_it(tagger: Tagger) -> None:
    assert cells(tagger, "A549-Exo共培养；HeLa and GAPDH; A549 (CCL-185); Jurkat T") == [
        "A549",
        "HeLa",
        "A549",
        "Jurkat",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kelly et al. and Ramos等[3] at the University of Toledo; Focus on SEM images and PEER review.", []),
        ("Kelly cells, Ramos and Raji", ["Kelly", "Ramos", "Raji"]),
        ("在Ishikawa和KLE细胞中", ["Ishikawa", "KLE"]),
        ("Ramos cells died. Ramos was sensitive.", ["Ramos", "Ramos"]),
        ("C6 and H9 were markers", []),
        ("C6 cells; C6 grew", ["C6", "C6"]),
    ],
)
def test_lines_that_are_also_words_or_surnames_need_a_cue(tagger: Tagger, text: str, found: list[str]) -> None:
    assert cells(tagger, text) == found
