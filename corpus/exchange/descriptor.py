"""What the files of a package are: their columns, and the Frictionless ``datapackage.json`` that describes them."""

from __future__ import annotations

from corpus.exchange import frames
from corpus.merge import Status

# How many claims contradict a row depends on other rows, and is left to the spreadsheets: one change, one line.
CLAIM_COLUMNS = (*(name for name in frames.CLAIM_COLUMNS if name != "contradicted_by"), "as_exported")
DECISION_COLUMNS = ("key", "revision", "verdict", "values", "reason", "curator", "decided_at")
EVIDENCE_COLUMNS = ("key", "paper", "place", "pages", "quote")
_KEY_OF_CLAIM = {"fields": ["key"], "reference": {"resource": "claims", "fields": ["key"]}}


def descriptor() -> dict[str, object]:
    """Return the content of ``datapackage.json``."""
    return {
        "profile": "tabular-data-package",
        "name": "tabularna-dataset",
        "title": "Non-coding RNA and drug resistance: curated claims",
        "resources": [
            _resource(
                "claims",
                "The claims as they stand. May be edited and imported: "
                "ncrna, drug, effect, target, source_cells, mechanism, status, and note as reason of a rejection.",
                CLAIM_COLUMNS,
                {"primaryKey": ["key"]},
            ),
            _resource(
                "decisions",
                "Every decision of a curator, who and when; for reading only.",
                DECISION_COLUMNS,
                {"primaryKey": ["key", "revision"], "foreignKeys": [_KEY_OF_CLAIM]},
            ),
            _resource(
                "evidence",
                "Where each claim is stated, word for word; for reading only.",
                EVIDENCE_COLUMNS,
                {"foreignKeys": [_KEY_OF_CLAIM]},
            ),
        ],
    }


def _resource(name: str, title: str, columns: tuple[str, ...], keys: dict[str, object]) -> dict[str, object]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "title": title,
        "path": f"{name}.tsv",
        "format": "tsv",
        "encoding": "utf-8",
        "dialect": {"delimiter": "\t"},
        "schema": {"fields": [_field(name, column) for column in columns], **keys},
    }


def _field(resource: str, name: str) -> dict[str, object]:
    kind = {"revision": "integer", "confidence": "number"}.get(name, "string")
    constraints: dict[tuple[str, str], dict[str, object]] = {
        ("claims", "key"): {"required": True, "unique": True, "pattern": "[0-9a-f]{32}"},
        ("claims", "ncrna"): {"required": True},
        ("claims", "effect"): {"enum": ["promotes", "inhibits", "unknown"]},
        ("claims", "status"): {"enum": [status.value for status in Status]},
    }
    rules = constraints.get((resource, name))
    return {"name": name, "type": kind, **({"constraints": rules} if rules else {})}
