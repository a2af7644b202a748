"""How many segments Twilio bills, as the fake counts them: in another way than helpdesk/lib/sms_text.py."""

from __future__ import annotations

from collections.abc import Iterator

GSM = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)


def segments_of(body: str) -> int:
    """The septets or units, laid into parts."""
    pieces = list(_septets(body)) or [""]
    alone, each = (160, 153) if all(piece.isascii() for piece in pieces) else (70, 67)
    if len("".join(pieces)) <= alone:
        return 1
    laid = [""]
    for piece in pieces:
        if len(laid[-1]) + len(piece) > each:
            laid.append("")
        laid[-1] += piece
    return len(laid)


def _septets(body: str) -> Iterator[str]:
    """Common letters as x, rarer common ones as ex; as UTF-16 units (u) once a letter is neither."""
    if set(body) <= {*GSM, *"^{}\\[~]|€\f"}:
        yield from ("x" if letter in GSM else "ex" for letter in body)
    else:
        yield from ("\u00fc" * (len(letter.encode("utf-16-le")) // 2) for letter in body)
