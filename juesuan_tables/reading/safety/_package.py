"""The parts of an Office file, found the way that the file itself points to them."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from lxml import etree  # type: ignore[import-untyped]

from juesuan_tables.reading.safety._limits import Damaged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def parsed(part: bytes) -> Any:  # noqa: ANN401 an element
    """Return the root of an XML file that has been walked over; nothing outside it is read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise Damaged("里面的XML不合格式") from error


class Package:
    """The XML parts of an Office file by name; names differ in case only by mistake."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        """Keep the parts."""
        self._names = {name.casefold(): name for name in parts}
        self._parts = parts

    def __contains__(self, name: str) -> bool:
        """Return whether there is such a part."""
        return name.casefold() in self._names

    def __getitem__(self, name: str) -> bytes:
        """Return a part; raise ``Refused`` where it is missing."""
        if name not in self:
            raise Damaged("缺少必要的部分")
        return self._parts[self._names[name.casefold()]]

    def main(self) -> str:
        """Return the name of the workbook's or the document's own part."""
        for kind, target in self._relations("").values():
            if kind == "officeDocument":
                return target
        raise Damaged("缺少必要的部分")

    def beside_main(self) -> dict[str, bytes]:
        """Return the parts that a document points to, as far as they are there, by their kinds."""
        related = self._relations(self.main()).values()
        return {kind: self[part] for kind, part in related if part in self}

    def sheets(self) -> dict[str, str]:
        """Return the parts of a workbook's sheets by the sheets' names, in their order."""
        main = self.main()
        relations = self._relations(main)
        sheets: dict[str, str] = {}
        for element in parsed(self[main]).iter("{*}sheet"):
            name = element.get("name") or ""
            ids = (element.get(key) for key in element.keys() if key.endswith("}id"))  # noqa: SIM118
            _kind, part = relations.get(next(ids, None) or "", ("", ""))
            if not part or part in sheets.values() or name in sheets:
                raise Damaged("工作表的目录不对")
            sheets[name] = part
        return sheets

    def _relations(self, of: str) -> dict[str, tuple[str, str]]:
        """Return by id the kind and the target of what a part, or the whole file, points to."""
        folder, name = posixpath.split(of)
        listed = f"{folder}/_rels/{name}.rels".lstrip("/")
        return dict(self._listed(listed, folder)) if listed in self else {}

    def _listed(self, name: str, folder: str) -> Iterator[tuple[str, tuple[str, str]]]:
        """Yield what a list of relations names inside the file; what is outside is never read."""
        for element in parsed(self[name]).iter("{*}Relationship"):
            if element.get("TargetMode") != "External":
                kind = posixpath.basename(element.get("Type") or "")
                joined = posixpath.join("/", folder, element.get("Target") or "")
                target = posixpath.normpath(joined).lstrip("/")
                yield element.get("Id") or "", (kind, self._names.get(target.casefold(), target))
