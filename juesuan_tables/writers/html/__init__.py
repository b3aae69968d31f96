"""Finished prose → a web page, and the same to be pasted into a government site's own editor.

The templates lie in ``templates/page``, a user may replace them, and all that they print is
escaped: text can become neither markup nor a link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.templating import page_environment, within_time
from juesuan_tables.writers.html._blocks import blocks, contents
from juesuan_tables.writers.html._drawing import drawing
from juesuan_tables.writers.html._tables import cell_id, csv

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from juesuan_tables.chart import Chart
    from juesuan_tables.prose import Prose

__all__ = ["cell_id", "csv", "page", "paste"]


def page(prose: Prose, charts: Sequence[Chart], *, templates: Path | None) -> str:
    """Return a web page in one file: it asks the network for nothing and needs no script.

    A figure in a sentence links to the cell that prints it, see ``cell_id``. ``templates`` is a
    folder with the user's own ``page.j2``; raise ``TemplateError`` where it cannot be used.
    """
    drawings = tuple(drawing(chart) for chart in charts)
    return _rendered("page", prose, {"charts": drawings}, templates)


def paste(prose: Prose, *, templates: Path | None) -> str:
    """Return what survives an editor that strips styles, scripts, pictures and links.

    Looks are inline. ``templates`` is a folder with the user's own ``paste.j2``.
    """
    return _rendered("paste", prose, {}, templates)


def _rendered(
    template: str, prose: Prose, more: Mapping[str, object], templates: Path | None
) -> str:
    """Return what a template prints; the user's own in a process that is ended after its time."""
    shown = blocks(prose)
    context = {
        "title": prose.title,
        "unit": prose.unit,
        "blocks": shown,
        "contents": contents(shown),
        **more,
    }
    if templates is None:
        return _printed(template, context, None)
    figures = sum(len(grid.figures) for grid in prose.grids)
    return within_time(templates, figures, _printed, template, context, templates.absolute())


def _printed(template: str, context: Mapping[str, object], templates: Path | None) -> str:
    return page_environment(templates).render(template, context)
