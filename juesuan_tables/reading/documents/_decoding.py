"""The bytes of a text file → text, in the encodings that programs write here."""

from __future__ import annotations

from juesuan_tables.errors import InputError

_MOST = 10_000_000
_MARKED = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SHARE = 0.3


def decoded(name: str, content: bytes) -> str:
    """Return the text of a file in UTF-8, GB18030 or UTF-16; raise ``InputError`` if it is none."""
    if len(content) > _MOST:
        raise InputError.of(name, f"文件超过 {_MOST // 1_000_000} MB", "请只留下决算公开的部分")
    for mark, encoding in _MARKED:
        if content.startswith(mark):
            return _strict(name, content[len(mark) :], encoding)
    zeros = content[:2000].count(0)
    if zeros > _SHARE * min(len(content), 2000) / 2:
        even = content[:2000:2].count(0)
        return _strict(name, content, "utf-16-be" if even * 2 > zeros else "utf-16-le")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(name, content, "gb18030")


def _strict(name: str, content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        what = "文字的编码不对，读出来是乱码"
        raise InputError.of(name, what, "请用记事本打开，另存为并选择编码UTF-8") from error
    return text
