"""A file of ours in a request, as Meta takes it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from tickets import attachment_files
from tickets.models import Attachment


def multipart(
    file: Attachment, fields: Mapping[str, str], *, part: str = "file", name: str = "file"
) -> tuple[bytes, str]:
    """multipart/form-data (RFC 7578) and its content type. The file's name there is ours to choose."""
    boundary = secrets.token_hex(16)
    lines = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
        for field, value in fields.items()
    ]
    head = "".join(lines) + (
        f'--{boundary}\r\nContent-Disposition: form-data; name="{part}"; filename="{name}"\r\n'
        f"Content-Type: {file.content_type}\r\n\r\n"
    )
    with attachment_files.read(file) as content:
        body = head.encode() + content.read() + f"\r\n--{boundary}--\r\n".encode()
    return body, f"multipart/form-data; boundary={boundary}"
