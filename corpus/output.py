"""Files written whole or not at all, so that a full disk never costs what stood there before."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path


def save(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write ``data`` to ``path``, making its folder where it is missing.

    The new file takes the place of the old one when all of it is written; devices and pipes are written to as they
    are. Raises ``OSError`` when that fails; the old file is then as it was.
    """
    path = path.resolve()  # a link stays, and what it leads to is replaced
    pieces = (data,) if isinstance(data, bytes) else data
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not path.is_file():
        with path.open("wb") as device:
            device.writelines(pieces)
        return
    part = path.with_name(f".{path.name[:60]}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
