"""决算公开填报表: the workbook that an officer fills in, read back as a draft of accounts."""

from __future__ import annotations

from juesuan_tables.inputs.fill_in._read import is_fill_in, read_fill_in
from juesuan_tables.inputs.fill_in.reason import Reason

__all__ = ["Reason", "is_fill_in", "read_fill_in"]
