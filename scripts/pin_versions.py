"""Write ``constraints.txt``: the versions of everything that tabularna[all,dev] needs, as installed here.

Run it in an environment in which the tests pass: ``.venv/bin/python scripts/pin_versions.py``.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HEAD = "# Versions that the tests passed with; made by scripts/pin_versions.py. Python 3.11 and 3.12.\n"


def closure(root: str, extras: set[str]) -> dict[str, str]:
    """Return name and version of every installed distribution that ``root[extras]`` needs, itself left out."""
    found: dict[str, str] = {}
    waiting = [(canonicalize_name(root), frozenset(extras))]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, wanted = waiting.pop()
        if (name, wanted) in seen:
            continue
        seen.add((name, wanted))
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue  # for another platform or Python
        found[name] = package.version
        for line in package.requires or []:
            need = Requirement(line)
            if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in ("", *wanted)):
                waiting.append((canonicalize_name(need.name), frozenset(need.extras)))
    del found[canonicalize_name(root)]
    return found


if __name__ == "__main__":
    pinned = closure("tabularna", {"all", "dev"})
    lines = "".join(f"{name}=={version}\n" for name, version in sorted(pinned.items()))
    Path("constraints.txt").write_text(HEAD + lines, encoding="utf-8")
    print(f"constraints.txt: {len(pinned)} packages")
