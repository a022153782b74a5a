"""Spoiled PDFs end with a document or with our own error; benchmarks/reading/fuzz.py tries many more."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.errors import ReadError
from extract.options import ReadOptions
from tests.extract.mutants import mutants, sound_pdfs
from tests.extract.raw_pdf import read_bytes

MUTANTS = tuple(mutants(sound_pdfs(), 48, seed=3))


@pytest.mark.parametrize("data", sound_pdfs())
def test_what_mutants_are_bred_from_is_sound(data: bytes, tmp_path: Path) -> None:
    document = read_bytes(data, tmp_path)
    assert document.blocks
    assert not document.warnings


@pytest.mark.parametrize("data", MUTANTS, ids=range(len(MUTANTS)))
def test_a_spoiled_pdf_is_read_or_refused(data: bytes, tmp_path: Path) -> None:
    try:
        document = read_bytes(data, tmp_path, options=ReadOptions(seconds=10))
    except ReadError as error:
        told = str(error)
    else:
        told = " ".join(document.warnings)
        assert all(len(block.places) == len(block.text) for block in document.blocks)
    assert "\n" not in told
