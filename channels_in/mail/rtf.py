"""The words of an RTF body, as Outlook packs it into winmail.dat."""

from __future__ import annotations

import re

_LARGEST = 4 * 1024 * 1024
_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|\\'(?P<code>[0-9a-fA-F]{2})|\\(?P<symbol>[^a-zA-Z'])"
    rb"|(?P<brace>[{}])|[\r\n]+|(?P<plain>[^\\{}\r\n]+)"
)
_SILENT = frozenset(
    b"fonttbl colortbl stylesheet info pict object themedata datastore generator mmathPr".split()
)
_SPOKEN = {
    b"par": "\n",
    b"line": "\n",
    b"row": "\n",
    b"tab": "\t",
    b"cell": "\t",
    b"emdash": "—",
    b"endash": "–",
    b"bullet": "•",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
}
_SYMBOLS = {b"\\": "\\", b"{": "{", b"}": "}", b"~": " ", b"_": "-"}


def rtf_to_text(rtf: bytes, codec: str = "cp1252") -> str:
    """Without fonts, styles, pictures, and the HTML that may be packed inside."""
    reader = _Reader(codec)
    for token in _TOKEN.finditer(rtf[:_LARGEST]):
        reader.read(token)
    return reader.text()


class _Reader:
    def __init__(self, codec: str) -> None:
        self._codec = codec
        self._parts: list[str] = []
        self._bytes = bytearray()  # one character may be spread over several tokens
        self._silent = [False]  # one for each open brace
        self._replaced = 0  # letters that follow \u for readers without Unicode

    def read(self, token: re.Match[bytes]) -> None:
        word, symbol = token["word"], token["symbol"]
        if token["brace"]:
            self._brace(token["brace"])
        elif symbol == b"*" or word in _SILENT:
            self._silent[-1] = True
        elif word == b"htmlrtf":
            self._silent[-1] = token["number"] != b"0"
        elif not self._silent[-1]:
            self._visible(token)

    def text(self) -> str:
        self._flush()
        # RTF writes characters beyond the first 65,536 as two surrogates.
        return (
            "".join(self._parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip()
        )

    def _brace(self, brace: bytes) -> None:
        if brace == b"{":
            self._silent.append(self._silent[-1])
        elif len(self._silent) > 1:
            self._silent.pop()

    def _visible(self, token: re.Match[bytes]) -> None:
        letters = bytes.fromhex(token["code"].decode()) if token["code"] else token["plain"]
        if letters:
            self._bytes += letters[self._replaced :]
            self._replaced = max(self._replaced - len(letters), 0)
            return
        self._flush()
        if token["word"] == b"u" and token["number"]:
            self._parts.append(chr(int(token["number"]) % 65536))
            self._replaced = 1
        elif token["symbol"]:
            self._parts.append(_SYMBOLS.get(token["symbol"], ""))
        else:
            self._parts.append(_SPOKEN.get(token["word"] or b"", ""))

    def _flush(self) -> None:
        self._parts.append(self._bytes.decode(self._codec, "replace").replace("\x00", ""))
        self._bytes.clear()
