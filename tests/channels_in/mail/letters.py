"""Raw mails for tests, written as they come over the wire."""

from __future__ import annotations

import base64

from channels_in.mail.read import read_mail
from channels_in.messages import InboundMail

MAILBOX = "help@ours.example"


def a_letter(body: str | bytes = "Halo.\n", **headers: str) -> bytes:
    """A mail of one part. Header names are written with underscores; given ones replace the usual."""
    usual = {"From": "Rina <rina@people.example>", "To": MAILBOX, "Subject": "Paket belum sampai"}
    fields = usual | {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    text = body.encode() if isinstance(body, str) else body
    return head.encode() + b"\r\n" + text


def an_html_letter(html: str, **headers: str) -> bytes:
    return a_letter(html, Content_Type="text/html; charset=utf-8", **headers)


def a_parcel(*parts: bytes, kind: str = "mixed", **headers: str) -> bytes:
    """A mail of several parts, each made with `a_part`."""
    body = b"".join(b"--edge\r\n" + part + b"\r\n" for part in parts) + b"--edge--\r\n"
    return a_letter(body, Content_Type=f'multipart/{kind}; boundary="edge"', MIME_Version="1.0", **headers)


def a_part(content: str | bytes, content_type: str = "text/plain; charset=utf-8", **headers: str) -> bytes:
    lines = [f"Content-Type: {content_type}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    data = content.encode() if isinstance(content, str) else content
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + data


def a_file(content: bytes, content_type: str, name: str = "", **headers: str) -> bytes:
    disposition = f'attachment; filename="{name}"' if name else "attachment"
    fields = {"Content_Disposition": disposition, "Content_Transfer_Encoding": "base64"} | headers
    return a_part(base64.encodebytes(content), content_type, **fields)


def read(raw: bytes) -> InboundMail:
    return read_mail(raw, mailbox=MAILBOX)


PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
