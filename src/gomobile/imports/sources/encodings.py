"""Which encoding a text is in: byte order marks, then the look of the bytes."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from gomobile.imports.sources.errors import UnknownEncoding, UnreadableText

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UTF_32_MARK = codecs.BOM_UTF32_LE

# In Mac Roman, é è à ç ê á ù; in Windows-1252 these bytes are rare signs or nothing at all.
_MAC_LETTERS = re.compile(rb"[\x8e\x8f\x88\x8d\x90\x87\x9d]")
_ARABIC_ONLY = re.compile(rb"[\xc7\xe1\xe3-\xe6\xed]")  # alif, lam, mim, nun, ha, waw, ya
_WORDS = re.compile(rb"[A-Za-z\x80-\xff]{2,}")
_VALID_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


class Encoding(NamedTuple):
    """An encoding by its Python name, and the length of the byte order mark to skip."""

    name: str
    mark: int = 0


def named_encoding(name: str, head: bytes) -> Encoding:
    """The encoding that a person named, with the byte order mark that `head` may start with. Raises
    UnknownEncoding.
    """
    try:
        canonical = codecs.lookup(name.strip()).name
        "".encode(canonical)
        b"".decode(canonical)
    except (LookupError, ValueError, TypeError):
        raise UnknownEncoding(encoding=name) from None
    known = {"utf-8-sig": "utf-8", "ascii": "utf-8", "utf-16": "utf-16-le"}
    for mark, marked in _MARKS:
        if head.startswith(mark) and canonical[:6] == marked[:6]:
            return Encoding(marked, len(mark))
    return Encoding(known.get(canonical, canonical))


def unicode_encoding(head: bytes) -> Encoding:
    """UTF-8 or UTF-16 by mark or by where the zero bytes are; plain UTF-8 (which may prove wrong) where
    nothing shows.

    `head` is the start of the file. Raises UnreadableText for binary files.
    """
    if head.startswith(_UTF_32_MARK):
        raise UnreadableText("The file is in UTF-32, which cannot be read; save it as CSV UTF-8.")
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(name, len(mark))
    if b"\0" in head:
        return Encoding(_utf16_without_mark(head[:65536]))
    return Encoding("utf-8")


def _utf16_without_mark(head: bytes) -> str:
    """The byte order in which nearly all pairs are ASCII, Latin or Arabic characters; UTF-8 when zeros are
    few.
    """
    pairs = len(head) // 2
    for name, high, low in (("utf-16-le", head[1::2], head[0::2]), ("utf-16-be", head[0::2], head[1::2])):
        expected = sum(high.count(byte) for byte in (0x00, 0x01, 0x06, 0x20))
        if pairs and expected >= 0.95 * pairs and low.count(0) <= 0.02 * pairs and high.count(0) >= 0.05 * pairs:
            return name
    if head.count(0) > max(8, len(head) // 1000):
        raise UnreadableText
    return "utf-8"


def legacy_encoding(sample: bytes) -> str:
    """The encoding of bytes that are not valid UTF-8: "utf-8" when only a few are damaged, else windows-1252,
    windows-1256 or mac-roman.

    Windows-1252 and Windows-1256 give the accented French letters the same bytes. What differs is the company
    they keep: Latin words mix accented letters with plain ones, Arabic words consist of high bytes only.
    """
    valid = _VALID_MULTIBYTE.findall(sample)
    stray = len(_VALID_MULTIBYTE.sub(b"", sample).translate(None, bytes(range(128))))
    if len(valid) > 10 * stray:
        return "utf-8"
    latin = arabic = mac = 0
    for match in _WORDS.finditer(sample):
        word = match[0]
        if word.isascii():
            continue
        if min(word) >= 0x80:
            arabic += min(word) >= 0xC0 or bool(_ARABIC_ONLY.search(word))
        else:
            is_mac = bool(_MAC_LETTERS.search(word))
            mac += is_mac
            latin += not is_mac
    if arabic > latin + mac:
        return "windows-1256"
    return "mac-roman" if mac > latin else "windows-1252"
