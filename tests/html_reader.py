"""A reader of HTML that knows nothing of how a page was made: what stands in it, in order.

Markup that is not closed as it was opened, or that is twice in one tag, is an error.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

VOID = {"br", "col", "hr", "img", "input", "link", "meta"}


@dataclass
class Element:
    """A tag with its attributes and what is within."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Element]:
        """Yield the element and all within it, in order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child

    def all(self, *tags: str) -> list[Element]:
        """Return the elements within that have one of some tags."""
        return [element for element in self if element.tag in tags]

    def one(self, tag: str) -> Element:
        """Return the only element of a tag."""
        (only,) = self.all(tag)
        return only

    @property
    def text(self) -> str:
        """Return all text within, nothing added and nothing taken away."""
        return "".join(each if isinstance(each, str) else each.text for each in self.children)

    def __getitem__(self, name: str) -> str:
        """Return an attribute, or nothing."""
        return self.attributes.get(name, "")


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), (tag, attrs)
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, tag

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


def read(page: str) -> Element:
    """Return the root of a page; its tags must be closed as they were opened."""
    parser = _Parser()
    parser.feed(page)
    parser.close()
    (root,) = parser.open
    return root


def paragraphs(root: Element) -> list[str]:
    """Return the texts of headings and paragraphs in order; of a page, without those of tables."""
    main = (root.all("main") or root.all("body"))[0]
    return [element.text for element in main if _is_text(element)]


def _is_text(element: Element) -> bool:
    return element.tag in {"h2", "h3", "h4"} or (element.tag == "p" and not element["class"])


def tables(root: Element) -> list[list[list[str]]]:
    """Return the tables: rows of the texts of their cells."""
    return [
        [[cell.text for cell in row.all("th", "td")] for row in table.all("tr")]
        for table in root.all("table")
    ]
