"""财决: the workbook that the ministry's 部门决算 software exports, read as a draft of accounts."""

from __future__ import annotations

from juesuan_tables.inputs.export._read import is_export, read_export

__all__ = ["is_export", "read_export"]
