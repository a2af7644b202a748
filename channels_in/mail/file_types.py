"""What a file is, from its first bytes. Its sender is believed only where no harm can come of it."""

from __future__ import annotations

import re
from collections.abc import Mapping

import puremagic

OPAQUE = "application/octet-stream"
HEAD = 8192
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"{\\rtf", "application/rtf"),
    (b"BEGIN:VCALENDAR", "text/calendar"),
    (b"BEGIN:VCARD", "text/vcard"),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
)
_ZIP = b"PK\x03\x04"
_OFFICE_FOLDERS = {
    b"word/": "wordprocessingml.document",
    b"xl/": "spreadsheetml.sheet",
    b"ppt/": "presentationml.presentation",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_TYPES = (
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.ms-outlook",
)
_SCRIPTED = re.compile(
    rb"<(?:!doctype\s{1,9}html|html|head|body|script|iframe|svg|!doctype\s{1,9}svg)[\s>]", re.IGNORECASE
)
_TEXTS = frozenset(
    {"text/plain", "text/csv", "text/calendar", "text/vcard", "text/markdown", "text/x-log", "text/rtf"}
)
# A declared type of these kinds is never acted upon by a browser that is told to download.
_HARMLESS = re.compile(r"(?:application|audio|video|font|message)/[a-z0-9!#$&^_.+-]{1,120}")
_ACTIVE = re.compile(r"html|xml|svg|javascript|ecmascript|x-shockwave|pdf")
_ENDINGS: Mapping[str, str] = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "application/pdf": "pdf",
    "application/rtf": "rtf",
    "application/zip": "zip",
    "application/msword": "doc",
    "text/calendar": "ics",
    "text/vcard": "vcf",
    "text/html": "html",
    "text/csv": "csv",
    "text/plain": "txt",
    "text/rfc822-headers": "txt",
    "message/rfc822": "eml",
    "message/delivery-status": "txt",
    "message/disposition-notification": "txt",
    "message/feedback-report": "txt",
    "application/pkcs7-signature": "p7s",
    "application/pkcs7-mime": "p7m",
    "application/pgp-signature": "asc",
    "application/pgp-encrypted": "asc",
}


def type_of(content: bytes, declared: str) -> str:
    head = content[:HEAD]
    return _signed(head, declared) or _textual(head, declared) or _by_magic(head) or _declared(declared)


def ending_for(content_type: str) -> str:
    return _ENDINGS.get(content_type, "bin")


def _signed(head: bytes, declared: str) -> str:
    for signature, content_type in _SIGNATURES:
        if head.startswith(signature):
            return content_type
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(_OLE):
        return declared if declared in _OLE_TYPES else "application/x-ole-storage"
    return _zipped(head) if head.startswith(_ZIP) else ""


def _zipped(head: bytes) -> str:
    for folder, name in _OFFICE_FOLDERS.items():
        if folder in head:
            return f"application/vnd.openxmlformats-officedocument.{name}"
    start = head.find(b"mimetypeapplication/vnd.oasis.opendocument.")
    if start > 0:
        kind = re.match(rb"[a-z-]{1,30}", head[start + 43 :])
        return f"application/vnd.oasis.opendocument.{kind.group().decode()}" if kind else "application/zip"
    return "application/zip"


def _textual(head: bytes, declared: str) -> str:
    if _SCRIPTED.search(head[:1024]):
        return "image/svg+xml" if b"<svg" in head.lower() and b"<html" not in head.lower() else "text/html"
    if b"\x00" in head or not head:
        return ""
    if declared in _TEXTS:
        return declared
    return "text/plain" if declared.startswith("text/") else ""


def _by_magic(head: bytes) -> str:
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return ""
    best = next((match for match in found if match.confidence >= 0.5 and match.mime_type), None)
    return best.mime_type if best and not best.mime_type.startswith("image/") else ""


def _declared(declared: str) -> str:
    return declared if _HARMLESS.fullmatch(declared) and not _ACTIVE.search(declared) else OPAQUE
