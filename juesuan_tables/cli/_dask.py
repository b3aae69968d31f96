"""An existing Dask cluster, which builds units for the command."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from juesuan_tables.errors import OutputError, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

SECONDS_TO_CONNECT = 10
RETRIES = 2
"""How often Dask gives a unit to another worker when one is lost."""


@contextmanager
def dask_workers(address: str) -> Iterator[tuple[Executor, int]]:
    """Connect to a scheduler; yield an executor and how many tasks it works on at once.

    Raise ``OutputError`` where nobody answers, or nobody is there to work.
    """
    try:
        from distributed import Client  # noqa: PLC0415 an extra
    except ImportError as error:
        what = '没有安装 Dask，请先运行 pip install "juesuan-tables[dask]"'
        raise click.UsageError(what) from error
    where = f"Dask 集群 {shortened(address)}"
    try:
        client: Any = Client(address, timeout=SECONDS_TO_CONNECT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise OutputError.of(
            where, "连接不上", "请检查地址和网络，例如 tcp://10.0.0.1:8786"
        ) from error
    with client:
        number = sum(client.nthreads().values())
        if not number:
            raise OutputError.of(where, "没有计算节点", "请先在各台机器上启动 dask worker")
        # Without pure=False, equal calls would be one.
        yield client.get_executor(pure=False, retries=RETRIES), number
