"""The layouts that the reader is tested on."""

from __future__ import annotations

from dataclasses import replace

from tests.extract.bench.layout import Layout

_KINDS = {
    "three-line": {},
    "hairline-one-column": {"table": "hairline", "columns": 1},
    "boxed-raised": {"table": "boxed", "citations": "raised", "indent": False},
    "shaded-sans-centred": {"table": "shaded", "centred": True, "sans": True, "citations": "raised"},
    "bare-caption-below": {"table": "bare", "columns": 1, "caption": "below"},
    "landscape-three-columns": {"columns": 3, "size": 8.0, "landscape": True},
    "narrow": {"narrow": True, "wide": False, "size": 9.0, "notes": True},
    "ragged-notes": {"table": "hairline", "notes": True, "centred": True, "justify": False},
    "long-repeated": {"long": True, "columns": 1},
    "long-once": {"long": True, "columns": 1, "repeat": False, "table": "hairline"},
    "grouped": {"grouped": True, "columns": 1},
    "grouped-boxed": {"grouped": True, "table": "boxed"},
}


def layouts() -> list[Layout]:
    """Return all layouts, each of its own name."""
    found = []
    for paper in ("en", "zh"):
        for typesetter in ("weasyprint", "chromium"):
            for kind, settings in _KINDS.items():
                layout = replace(Layout(f"{typesetter}-{paper}-{kind}", typesetter, paper), **settings)  # type: ignore[arg-type]
                if layout.citations == "raised" and paper == "en" and kind.startswith("shaded"):
                    layout = replace(layout, citations="bare")
                found.append(layout)
    return found
