"""The documentation's commands run, and the command line reference is that of the commands."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def commands(page: Path) -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return [line.partition(" #")[0].strip() for block in blocks for line in block.splitlines() if line.strip()]


def test_the_reference_is_what_the_commands_say(root: Path) -> None:
    made = load(root / "scripts" / "docs" / "cli_reference.py").reference()
    assert (root / "docs" / "cli.md").read_text(encoding="utf-8") == made


@pytest.mark.parametrize("name", ["tutorial", "recipes"])
def test_the_commands_and_the_python_of_a_page_run(name: str, root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "corpus" / "sample", tmp_path / "corpus" / "sample")
    bin_folder = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}"}
    found = commands(root / "docs" / f"{name}.md")
    assert found
    for line in found:
        done = subprocess.run(
            ["bash", "-c", f"set -o pipefail; {line}"], cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{line}\n{done.stderr}"
    for code in re.findall(
        r"^```python\n(.*?)^```", (root / "docs" / f"{name}.md").read_text("utf-8"), re.DOTALL | re.M
    ):
        done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, f"{code}\n{done.stderr}"
        assert done.stdout


def test_the_recipes_do_what_they_say(root: Path, tmp_path: Path) -> None:
    for package in ("extract", "nlp", "gold", "corpus"):
        shutil.copytree(root / package, tmp_path / package, ignore=shutil.ignore_patterns("papers", "__pycache__"))
    page = root / "docs" / "recipes.md"
    added = re.findall(r"^```tsv (\S+)\n(.*?)^```", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert len(added) == 4
    for name, lines in added:
        header, *rows = (tmp_path / name).read_text(encoding="utf-8").splitlines()
        rows = sorted([*rows, *lines.splitlines()]) if name.startswith("nlp/lexicons") else [*rows, *lines.splitlines()]
        (tmp_path / name).write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    said = []
    for line in commands(page):
        own = re.sub(r"\btabularna (?=\w+ )", f"{shlex.quote(sys.executable)} -m corpus.cli ", line)
        own = re.sub(r"^python ", f"{shlex.quote(sys.executable)} ", own)
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        done = subprocess.run(["bash", "-c", own], cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        said.append(done.stdout)
    assert '"normal": "zipotinib"' in said[1]
    assert "miR-21 promotes_resistance temozolomide" in said[2]
    assert "miR-522 derived_from CAF" in said[3]
    assert "\tmiR-21\tzipotinib\tpromotes\t" in said[5]


def test_the_commands_of_the_readme_exist(root: Path) -> None:
    from corpus.cli import COMMANDS

    lines = [line for line in commands(root / "README.md") if line.startswith("tabularna")]
    assert lines
    assert {shlex.split(line)[1] for line in lines} <= set(COMMANDS)


def test_links_lead_to_files(root: Path) -> None:
    pages = [root / "README.md", root / "CONTRIBUTING.md", *(root / "docs").glob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
