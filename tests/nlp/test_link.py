"""Linking of names that no lexicon lists as written: exact, normalised, misspelt, several, unknown."""

from __future__ import annotations

import pytest

from nlp.lexicon import data_folder, read_names
from nlp.link import Linker, LinkState
from nlp.model import EntityType
from nlp.names import NameIndex
from nlp.script import Folder


@pytest.fixture(scope="module")
def linker() -> Linker:
    names = read_names(data_folder("lexicons"))
    return Linker(NameIndex(names, Folder()), names)


@pytest.mark.parametrize(
    ("written", "kind", "state", "normal"),
    [
        ("顺铂", EntityType.DRUG, LinkState.EXACT, "cisplatin"),
        ("cisplatin", EntityType.DRUG, LinkState.EXACT, "cisplatin"),
        ("gefitinib hydrochloride", EntityType.DRUG, LinkState.NORMALISED, "gefitinib"),
        ("注射用顺铂", EntityType.DRUG, LinkState.NORMALISED, "cisplatin"),
        ("sorafinib", EntityType.DRUG, LinkState.SIMILAR, "sorafenib"),
        ("oxalipaltin", EntityType.DRUG, LinkState.SIMILAR, "oxaliplatin"),
        ("neuroblastma", EntityType.DISEASE, LinkState.SIMILAR, "neuroblastoma"),
    ],
)
def test_a_name_is_linked_and_says_how(
    linker: Linker, written: str, kind: EntityType, state: LinkState, normal: str
) -> None:
    link = linker.link(written, kind)
    assert (link.state, [name.normal for name in link.names]) == (state, [normal])


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("bapatinib", EntityType.DRUG),  # neither apatinib nor lapatinib
        ("schisandrin Q", EntityType.DRUG),
        ("tanshinone V", EntityType.DRUG),
        ("STAT55", EntityType.GENE),
        ("MCF-77", EntityType.CELL),
        ("kryptonitis", EntityType.DISEASE),
    ],
)
def test_what_is_only_nearly_known_is_not_guessed(linker: Linker, written: str, kind: EntityType) -> None:
    link = linker.link(written, kind)
    assert (link.state, link.names) == (LinkState.UNKNOWN, ())


def test_a_name_of_several_genes_is_a_state_and_no_guess(linker: Linker) -> None:
    link = linker.link("MRP8", EntityType.GENE)
    assert link.state is LinkState.AMBIGUOUS
    assert len({name.normal for name in link.names}) > 1


def test_both_languages_lead_to_one_identifier(linker: Linker) -> None:
    links = [linker.link(written, EntityType.DRUG) for written in ("紫杉醇", "paclitaxel", "Taxol", "PTX")]
    assert len({link.names[0].id for link in links}) == 1
