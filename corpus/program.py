"""What decides how a paper is read, so that a dataset knows which papers to read again."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version

from nlp.lexicon import data_folder


@cache
def reading_version(models: tuple[str, ...] = ()) -> str:
    """Return a short name of this program with its lexicons, its rules and the spaCy pipelines ``models``.

    It changes when one line of a lexicon does.
    """
    seen = hashlib.sha256("\n".join(sorted(models)).encode())
    for folder in ("lexicons", "rules"):
        for file in sorted(data_folder(folder).iterdir(), key=lambda file: file.name):
            if file.name.endswith(".tsv"):
                seen.update(file.name.encode() + b"\0" + file.read_bytes())
    return f"{version('tabularna')}+{seen.hexdigest()[:12]}"
