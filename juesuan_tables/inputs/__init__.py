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

    Each fact's ``source`` says which record of which file it is. An edition that the file names by
    the path of another file lies beside it. Raise ``InputError`` with everything that is wrong.
    """
    path = Path(path)
    document = strict_yaml.read(path)
    if path.suffix.lower() not in YAML_SUFFIXES:
        what = (
            f"文件名以“{path.suffix}”结尾，应为 .yaml" if path.suffix else "文件名应以 .yaml 结尾"
        )
        raise InputError.of(path.name, what, "请改名后重新生成")
    accounts = accounts_from(document)
    if accounts.edition and accounts.edition.endswith(YAML_SUFFIXES):
        beside = str(path.parent / accounts.edition)  # an absolute path stays what it is
        return accounts.model_copy(update={"edition": beside})
    return accounts
