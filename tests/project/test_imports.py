"""The four packages import one way only: extract ← nlp ← gold ← corpus."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ORDER = ("extract", "nlp", "gold", "corpus")
ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(path for package in ORDER for path in (ROOT / package).rglob("*.py"))


def imported_packages(source: str) -> set[str]:
    """Top-level packages that a module imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def forbidden(package: str, source: str) -> set[str]:
    """Packages of ours that a module of ``package`` may not import, and does."""
    return imported_packages(source) & set(ORDER[ORDER.index(package) + 1 :])


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    assert not forbidden(package, path.read_text(encoding="utf-8"))


def test_an_import_against_the_order_is_refused() -> None:
    assert forbidden("extract", "def f():\n    from nlp.model import Mention") == {"nlp"}
    assert forbidden("nlp", "import corpus.store") == {"corpus"}
    assert not forbidden("corpus", "import gold.score, nlp, extract.model")


def test_only_one_module_knows_pdfplumber() -> None:
    knowing = [path for path in MODULES if "pdfplumber" in imported_packages(path.read_text(encoding="utf-8"))]
    assert [str(path.relative_to(ROOT)) for path in knowing] == ["extract/pdf.py"]
