"""What proves the document would notice a fault: each of these is planted and found."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import NamedTuple

import pytest
from docx_lint import lint
from docx_reader import parts

import juesuan_tables as jt
from juesuan_tables.writers.docx import document


class Fault(NamedTuple):
    """One thing to spoil: the first match of a pattern in a part, and what the lint must say."""

    part: str
    pattern: str
    spoilt: str
    said: str


DOCUMENT, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
FAULTS = (
    Fault(RELATIONS, 'Target="styles.xml"', 'Target="theme.xml"', "relationship leads nowhere"),
    Fault(RELATIONS, '<Relationship Id="fonts".*?/>', "", "part that nothing leads to"),
    Fault("[Content_Types].xml", '<Override PartName="/word/footer1.*?/>', "", "without a type"),
    Fault(DOCUMENT, 'r:id="odd"', 'r:id="none"', "unknown relationship"),
    Fault(DOCUMENT, 'w:pStyle w:val="BodyText"', 'w:pStyle w:val="Body"', "unknown style"),
    Fault("word/styles.xml", 'w:styleId="TOC1"', 'w:styleId="TOC2"', "style twice"),
    Fault(DOCUMENT, 'bookmarkStart w:id="2"', 'bookmarkStart w:id="1"', "bookmark twice"),
    Fault(DOCUMENT, '<w:bookmarkEnd w:id="2"/>', "", "bookmark without end"),
    Fault(DOCUMENT, 'w:anchor="_Toc000000002"', 'w:anchor="_Toc9"', "link leads nowhere"),
    Fault(DOCUMENT, "> PAGEREF _Toc000000002", "> PAGEREF _Toc999999999", "link leads nowhere"),
    Fault(DOCUMENT, r'TOC \\o "1-2"', "INCLUDETEXT", "unknown field"),
    Fault(DOCUMENT, 'w:fldCharType="begin"', 'w:fldCharType="separate"', "field out of order"),
    Fault(DOCUMENT, '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "", "field without end"),
    Fault(DOCUMENT, '<w:gridCol w:w="', '<w:gridCol w:w="1', "columns do not add up"),
    Fault(DOCUMENT, '<w:tcW w:w="', '<w:tcW w:w="1', "not as wide as its columns"),
    Fault(DOCUMENT, '<w:gridSpan w:val="3"/>', "", "does not cover the columns"),
    Fault(DOCUMENT, '<w:vMerge w:val="restart"/>', "", "continues none"),
    Fault(DOCUMENT, "</w:p></w:tc>", '</w:p><w:bookmarkEnd w:id="1"/></w:tc>', "without a paragraph"),
    Fault(DOCUMENT, "</w:tbl>", "</w:tbl><w:sectPr/>", "without a paragraph behind"),
)  # fmt: skip


@pytest.mark.parametrize("fault", [pytest.param(each, id=each.said) for each in FAULTS])
def test_a_planted_fault_is_found(fault: Fault, lusong: jt.Report) -> None:
    """The lint says what is wrong."""
    content = document(jt.narrate(lusong).as_printed(), made=date(2019, 8, 30))
    files = parts(content)
    spoilt, many = re.subn(fault.pattern, fault.spoilt, files[fault.part].decode(), count=1)
    files[fault.part] = spoilt.encode()

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, part in files.items():
            archive.writestr(name, part)

    assert many == 1
    assert any(fault.said in line for line in lint(packed.getvalue()))
