"""Files in Chinese → Accounts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from juesuan_tables import strict_yaml
from juesuan_tables.errors import InputError
from juesuan_tables.inputs._door import accounts_from

if TYPE_CHECKING:
    from juesuan_tables.model import Accounts

YAML_SUFFIXES = (".yaml", ".yml")


def load_accounts(path: str | Path) -> Accounts:
    """Read one unit's facts from a YAML file with Chinese names.

    Each fact's ``source`` says which record of which file it is. Raise ``InputError`` with
    everything that is wrong with the file.
    """
    path = Path(path)
    if path.suffix.lower() not in YAML_SUFFIXES and not path.is_dir():
        what = f"是 {path.suffix or '没有扩展名的'} 文件，应为 .yaml 文件"
        raise InputError.of(path.name, what, "请改用 .yaml 文件")
    return accounts_from(strict_yaml.read(path))
