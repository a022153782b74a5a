"""One look for all plots: colours that the colour-blind tell apart, and a font that has Chinese characters."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import matplotlib as mpl
from matplotlib import font_manager

# Okabe and Ito's palette: https://jfly.uni-koeln.de/color/
COLOURS = {
    "promotes": "#D55E00",
    "inhibits": "#0072B2",
    "disputed": "#000000",
    "unknown": "#999999",
    "targets": "#BBBBBB",
    "ncRNA": "#E69F00",
    "drug": "#56B4E9",
    "target": "#B7D7A8",
}
DASHES: dict[str, Literal["solid", "dashed", "dashdot", "dotted"]] = {
    "promotes": "solid",
    "inhibits": "dashed",
    "disputed": "dashdot",
    "unknown": "dotted",
    "targets": "solid",
}
EFFECT_LABELS = {
    "promotes": "promotes resistance",
    "inhibits": "inhibits resistance",
    "disputed": "studies disagree",
    "unknown": "effect unknown",
    "targets": "acts on",
}
SERIES = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#999999", "#000000")
PAIRS = "ncRNA–drug pairs"
# matplotlib reads the first face of a collection only, and that of Noto's is named after Japan; it has all characters.
_CHINESE = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "SimHei",
    "Noto Sans CJK JP",
)  # fmt: skip


@contextmanager
def plot_style() -> Iterator[None]:
    """Set fonts and sizes for the plots made inside; warns once where no font with Chinese characters is found."""
    chinese = _chinese_font()
    if chinese is None:
        warnings.warn("no font with Chinese characters is installed (Debian: fonts-noto-cjk)", stacklevel=3)
    settings: Any = {  # matplotlib types the keys one by one
        "font.family": [*([chinese] if chinese else []), "DejaVu Sans"],
        "font.size": 9,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "svg.fonttype": "path",
        "svg.hashsalt": "tabularna",
    }
    with mpl.rc_context(settings):
        yield


def _chinese_font() -> str | None:
    """Return the name of an installed font, also of one that came after matplotlib had made its list of fonts."""
    manager = font_manager.fontManager
    known = {font.name for font in manager.ttflist}
    if known.isdisjoint(_CHINESE):
        listed = {font.fname for font in manager.ttflist}
        for path in font_manager.findSystemFonts():
            if path not in listed and "CJK" in path:
                manager.addfont(path)
        known = {font.name for font in manager.ttflist}
    return next((name for name in _CHINESE if name in known), None)
