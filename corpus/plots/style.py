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
_CHINESE = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "SimHei")


@contextmanager
def plot_style() -> Iterator[None]:
    """Set fonts and sizes for the plots made inside; warns once where no font with Chinese characters is found."""
    installed = {font.name for font in font_manager.fontManager.ttflist}
    chinese = [name for name in _CHINESE if name in installed]
    if not chinese:
        warnings.warn("no font with Chinese characters is installed (Debian: fonts-noto-cjk)", stacklevel=3)
    settings: Any = {  # matplotlib types the keys one by one
        "font.family": [*chinese[:1], "DejaVu Sans"],
        "font.size": 9,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "svg.fonttype": "path",
        "svg.hashsalt": "tabularna",
    }
    with mpl.rc_context(settings):
        yield
