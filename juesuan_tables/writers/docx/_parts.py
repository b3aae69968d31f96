"""The parts of a document that its text does not change: styles, settings, fonts, page numbers."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from juesuan_tables.writers._archive import packed
from juesuan_tables.writers.docx import _looks as looks
from juesuan_tables.writers.docx._lines import NO_END, NO_START
from juesuan_tables.writers.docx._xml import (
    HEAD,
    NAMESPACES,
    alignment,
    escaped,
    field,
    indents,
    paragraph,
    run,
    tabs,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from juesuan_tables.writers._archive import Packed
    from juesuan_tables.writers.docx._looks import Look

_W = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_ODD, _EVEN = "word/footer1.xml", "word/footer2.xml"
_TYPES = {
    "word/document.xml": f"{_W}.document.main+xml",
    "word/styles.xml": f"{_W}.styles+xml",
    "word/settings.xml": f"{_W}.settings+xml",
    "word/fontTable.xml": f"{_W}.fontTable+xml",
    _ODD: f"{_W}.footer+xml",
    _EVEN: f"{_W}.footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}
_FONTS = {
    looks.SONG: ("SimSun", "auto", "variable"),
    looks.HEI: ("SimHei", "modern", "fixed"),
    looks.FANG_SONG: ("仿宋", "modern", "fixed"),
    looks.KAI: ("楷体", "modern", "fixed"),
    looks.XIAO_BIAO_SONG: ("方正小标宋_GBK,华文中宋,宋体", "auto", "variable"),
}
"""Every font: what it is called elsewhere or may stand in for it, its family and its pitch.

Computers without 公文 fonts take the first of these names that they have (ISO/IEC 29500-1, 17.8.3.1),
and by family and pitch another Chinese font if they have none.
"""


def parts(
    text: Iterable[bytes], line: int, *, title: str, author: str, made: date
) -> Iterator[tuple[str, Packed]]:
    """Yield all parts of the package: the document and what it needs to look as it should.

    ``text`` is what stands on its pages, ``line`` the height of its contents' lines. What no
    document changes is deflated once.
    """
    start, end = f"{HEAD}<w:document {NAMESPACES}><w:body>", "</w:body></w:document>"
    document = b"".join((start.encode(), *text, end.encode()))
    changing = {
        "docProps/core.xml": lambda: _packed(_core(title, author, made)),
        "word/document.xml": lambda: packed(document),
        "word/styles.xml": lambda: _packed_styles(line),
    }
    for name, part in _constant().items():
        yield name, part or changing[name]()


@cache
def _constant() -> dict[str, Packed | None]:
    """Return the parts that are always the same, and None in the place of each other one."""
    texts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            ("document", f"{_R}/officeDocument", "word/document.xml"),
            ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": "",
        "word/document.xml": "",
        "word/_rels/document.xml.rels": _relationships(
            ("styles", f"{_R}/styles", "styles.xml"),
            ("settings", f"{_R}/settings", "settings.xml"),
            ("fonts", f"{_R}/fontTable", "fontTable.xml"),
            ("odd", f"{_R}/footer", "footer1.xml"),
            ("even", f"{_R}/footer", "footer2.xml"),
        ),
        "word/styles.xml": "",
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(),
        _ODD: _footer(""),
        _EVEN: _footer(f'<w:ind w:left="{looks.SI_HAO}" w:right="0"/><w:jc w:val="left"/>'),
    }
    return {name: _packed(text) if text else None for name, text in texts.items()}


@cache
def _packed_styles(line: int) -> Packed:
    return _packed(_styles([*looks.LOOKS, *looks.contents(line)]))


def _packed(text: str) -> Packed:
    return packed(f"{HEAD}{text}".encode())


def _content_types() -> str:
    """Return which part is what."""
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in _TYPES.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(*relations: tuple[str, str, str]) -> str:
    links = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>'
        for key, kind, target in relations
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _core(title: str, author: str, made: date) -> str:
    """Return the properties: whose document it is, and of which day."""
    day = f'xsi:type="dcterms:W3CDTF">{made.isoformat()}T00:00:00Z<'
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(title)}</dc:title><dc:creator>{escaped(author)}</dc:creator>"
        f"<cp:lastModifiedBy>{escaped(author)}</cp:lastModifiedBy>"
        f"<dcterms:created {day}/dcterms:created><dcterms:modified {day}/dcterms:modified>"
        "</cp:coreProperties>"
    )


def _styles(all_looks: Iterable[Look]) -> str:
    """Return the defaults and the styles in use; no theme lends a font."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_font(looks.FANG_SONG)}"
        f'<w:kern w:val="0"/>{_size(looks.SAN_HAO)}'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:widowControl w:val="0"/><w:kinsoku/>'
        '<w:adjustRightInd w:val="0"/>'
        '<w:snapToGrid w:val="0"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    unseen = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f'<w:qFormat/><w:pPr><w:widowControl w:val="0"/><w:spacing w:line="{looks.LINE}" w:lineRule="exact"/>'
        '<w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr>'
        '</w:style><w:style w:type="numbering" w:default="1" w:styleId="NoList">'
        '<w:name w:val="No List"/></w:style>'
    )
    styles = "".join(map(_style, all_looks))
    return f"<w:styles {NAMESPACES}>{defaults}{unseen}{styles}</w:styles>"


def _style(look: Look) -> str:
    """Return a style of paragraphs."""
    keep = "<w:keepNext/>" * look.keep + "<w:keepLines/>" * look.whole
    outline = f'<w:outlineLvl w:val="{look.outline}"/>' if look.outline is not None else ""
    tracking = f'<w:spacing w:val="{look.tracking}"/>' if look.tracking else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{look.key}"><w:name w:val="{look.name}"/>'
        '<w:basedOn w:val="Normal"/><w:qFormat/>'
        f'<w:pPr>{keep}{tabs(look)}<w:spacing w:before="0" w:after="{look.after}" '
        f'w:line="{look.line}" w:lineRule="exact"/>{indents(look)}{alignment(look)}{outline}'
        f"</w:pPr><w:rPr>{_font(look.font)}{tracking}{_size(look.size)}</w:rPr></w:style>"
    )


def _font(name: str) -> str:
    """Return a font for all scripts: 公文 sets digits and letters in the Chinese font, too."""
    return (
        f'<w:rFonts w:ascii="{name}" w:eastAsia="{name}" w:hAnsi="{name}" w:cs="{name}" '
        'w:hint="eastAsia"/>'
    )


def _size(twips: int) -> str:
    return f'<w:sz w:val="{twips // 10}"/><w:szCs w:val="{twips // 10}"/>'


def _settings() -> str:
    """Return the settings: two kinds of footers, and the rules of breaking lines."""
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
        "<w:bordersDoNotSurroundFooter/><w:evenAndOddHeaders/>"
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:noLineBreaksAfter w:lang="zh-CN" w:val="{NO_END}"/>'
        f'<w:noLineBreaksBefore w:lang="zh-CN" w:val="{escaped(NO_START)}"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _font_table() -> str:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
        for name, (other, family, pitch) in _FONTS.items()
    )
    return f"<w:fonts {NAMESPACES}>{fonts}</w:fonts>"


def _footer(properties: str) -> str:
    """Return a footer with the page's number between dashes."""
    content = run("— ") + field("PAGE", "1") + run(" —")
    return f"<w:ftr {NAMESPACES}>{paragraph(looks.FOOTER.key, content, properties)}</w:ftr>"
