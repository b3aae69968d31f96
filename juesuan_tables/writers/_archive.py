"""The zip that an Office file is: the same parts give the same bytes."""

from __future__ import annotations

import io
import shutil
import zipfile
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_DATE = (1980, 1, 1, 0, 0, 0)


def archive(parts: Mapping[str, bytes | Callable[[], IO[bytes]]]) -> bytes:
    """Return a zip of parts by name, in their order and without a date.

    A part that is too large for memory is given as what opens it.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, _DATE)
            if isinstance(part, bytes):
                target.writestr(entry, part, zipfile.ZIP_DEFLATED)
                continue
            entry.compress_type = zipfile.ZIP_DEFLATED
            with part() as source, target.open(entry, "w") as written:
                shutil.copyfileobj(source, written)
    return content.getvalue()
