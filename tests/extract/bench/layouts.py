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


# Journals as other programs set them: each paper in some of the ways.
_JOURNALS = {
    "journal": {
        "extras": frozenset({"odd-even", "first-footer", "footnotes", "figure", "hanging"}),
        "citations": "raised",
    },
    "grouped-line-numbers": {
        "columns": 1,
        "grouped": True,
        "table": "hairline",
        "extras": frozenset({"line-numbers"}),
    },
    "rotated-watermark": {"extras": frozenset({"rotated", "watermark", "ruled-head"}), "citations": "raised"},
    "boxed-below": {
        "table": "boxed",
        "caption": "below",
        "indent": False,
        "sans": True,
        "extras": frozenset({"floats-below"}),
    },
    "shaded-ragged": {"table": "shaded", "centred": True, "justify": False},
    "long": {"columns": 1, "long": True},
    "top": {"extras": frozenset({"top", "odd-even", "numbered", "hanging"})},
    "long-top": {
        "columns": 1,
        "long": True,
        "table": "hairline",
        "repeat": False,
        "extras": frozenset({"top"}),
    },
}
_CONTINUED = {"en": "Table {} (continued)", "zh": "续表{}"}


def journals() -> list[Layout]:
    """Return the papers of several tables in the layouts of journals, by typst, reportlab, LaTeX and LibreOffice."""
    found = []
    for typesetter in ("typst", "reportlab", "latex", "office"):
        for shift, paper in enumerate(("ovary-en", "liver-zh", "myeloma-en", "colon-zh")):
            for number, (kind, settings) in enumerate(_JOURNALS.items()):
                # Half of the layouts for each paper: each layout is set by each typesetter in both languages.
                if (number + shift // 2) % 2:
                    continue
                layout = replace(Layout(f"{typesetter}-{paper}-{kind}", typesetter, paper), **settings)  # type: ignore[arg-type]
                if layout.long and layout.repeat:
                    layout = replace(layout, continued=_CONTINUED[paper[-2:]])
                found.append(layout)
    return found


def layouts() -> list[Layout]:
    """Return the layouts of the two shorter papers, each of its own name."""
    found = []
    for paper in ("en", "zh"):
        for typesetter in ("weasyprint", "chromium"):
            for kind, settings in _KINDS.items():
                layout = replace(Layout(f"{typesetter}-{paper}-{kind}", typesetter, paper), **settings)  # type: ignore[arg-type]
                if layout.citations == "raised" and paper == "en" and kind.startswith("shaded"):
                    layout = replace(layout, citations="bare")
                found.append(layout)
    return found
