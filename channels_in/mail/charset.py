"""Bytes to text, whatever the label says: never raises, never yields NUL or a lone surrogate."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from channels_in.mail import windows_jis

# Labels seen in real mail that Python does not know, or that mean more than they say.
_ALIASES = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",  # what browsers do as well: the range 0x80-0x9f is never meant as controls
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "chinesebig5": "big5hkscs",
    "big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "euc-kr": "cp949",
    "iso-8859-8-i": "iso8859_8",
    "iso-8859-8-e": "iso8859_8",
    "windows-874": "cp874",
    "unicode": "utf-16",
    "ucs-2": "utf-16",
    "utf8mb4": "utf-8",
    "cp-850": "cp850",
    "macintosh": "mac_roman",
    "x-mac-roman": "mac_roman",
    "ansi_x3.4-1968": "cp1252",
    "unicode-1-1-utf-7": "utf-7",
}
# Python also calls rot13-like and escape-evaluating codecs "text"; only real character sets pass.
_CHARSET_NAMES = ("utf", "iso8859", "cp", "koi8", "mac-", "mac_", "gb", "big5", "euc", "shift", "iso2022")
_CHARSETS = frozenset({"ascii", "hz", "johab", "ptcp154", "kz1048", "tis-620", "hp-roman8"})
_SURROGATES = re.compile("[\ud800-\udfff]")
_META_CHARSET = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, label: str = "") -> tuple[str, bool]:
    """The text, and whether its character set had to be guessed."""
    for mark, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _without_debris(data.decode(codec, "replace")), False
    codec = codec_for(label)
    for candidate in dict.fromkeys((_better_guess(data, codec), codec or "ascii")):
        if candidate:
            try:
                return _without_debris(data.decode(candidate)), False
            except ValueError:
                pass
    if codec.startswith("iso2022_jp") and windows_jis.is_meant(data):
        return _without_debris(windows_jis.decode(data)), False
    return _without_debris(_forced(data, codec)), True


def _better_guess(data: bytes, codec: str) -> str:
    """Mail labelled ASCII or Latin-1, or not labelled, is UTF-8 more often than not if it can be."""
    return "utf-8" if codec in ("", "cp1252") and not data.isascii() else ""


def _forced(data: bytes, codec: str) -> str:
    if codec.startswith("iso2022"):
        codec = "cp932"  # what Japanese senders send under that label when they send 8-bit bytes
    if len(data.decode("utf-8", "ignore").encode()) * 20 >= len(data) * 19:
        return data.decode("utf-8", _AS_WINDOWS)  # a few foreign letters among many good ones
    return data.decode(codec or "cp1252", _AS_WINDOWS if codec in ("", "utf-8") else "replace")


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    # Five bytes have no meaning in Windows-1252; every one has in Latin-1.
    bad = error.object[error.start : error.end]
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in bad), error.end


_AS_WINDOWS = "alur.windows"
codecs.register_error(_AS_WINDOWS, _as_windows)


@lru_cache(maxsize=256)
def codec_for(label: str) -> str:
    """The Python codec for a charset label, or "" if it names no character set."""
    label = label.strip().strip("\"'").lower()[:60]
    label = label.split("*", 1)[0].split(";", 1)[0].strip()  # RFC 2231 language; a stray parameter
    if label in _ALIASES:
        return _ALIASES[label]
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return ""
    alias = _ALIASES.get(name, name)
    return alias if alias.startswith(_CHARSET_NAMES) or alias in _CHARSETS else ""


def charset_of_html(head: bytes) -> str:
    """What an HTML body says about itself, for parts that name no character set."""
    found = _META_CHARSET.search(head[:2048])
    label = found.group(1).decode("ascii") if found else ""
    # A document in these would not have shown the word "charset" in ASCII.
    return "" if label.lower().startswith(("utf-16", "utf-32", "ucs")) else label


def _without_debris(text: str) -> str:
    if "\x00" in text:
        text = text.replace("\x00", "")
    return _SURROGATES.sub("\ufffd", text)
