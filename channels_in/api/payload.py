"""What a signed request may hold, read in this one place. Faults are found before anything is accepted."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from typing import Any

from channels_in.api.fields import FieldReader, storable
from channels_in.api.messages import ApiMessage, ApiReport
from channels_in.mail import cleaning
from channels_in.messages import Address, InboundAttachment
from helpdesk.lib.faults import Fault, FaultyData, join_path

MOST_ITEMS = 100
MOST_FILES = 10
LARGEST_FILES = 10 * 1024 * 1024  # decoded, all of one message
LONGEST_ID = 200
LONGEST_TEXT = 100_000
MOST_METADATA = 50
REPORT_PREFIX = "status:"
REPORTS = ("delivered", "read", "failed")
MAIL_ADDRESS = re.compile(r"[^@\s<>]{1,64}@[^@\s<>]{1,253}")
TOP = ("messages", "statuses")
MESSAGE = ("id", "customer", "subject", "text", "sent_at", "attachments", "metadata")

Item = ApiMessage | ApiReport


def read_request(raw: bytes) -> list[Item]:
    """Every item of the request, in its order; FaultyData names everything that is wrong with it."""
    data = _json(raw)
    reader = _Reader()
    items = reader.request(data)
    if reader.faults:
        raise FaultyData(reader.faults)
    return items


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise FaultyData([Fault(code="not_json")]) from error


def _no_constant(name: str) -> Any:
    raise ValueError(name)


class _Reader(FieldReader):
    def request(self, data: Any) -> list[Item]:
        if not isinstance(data, dict):
            return self.wrong("not_an_object", "", [])
        if "messages" not in data and "statuses" not in data:
            return [self.message(data, "")]
        self.no_others(data, TOP, "")
        messages = self.items(data, "messages", "", MOST_ITEMS)
        statuses = self.items(data, "statuses", "", MOST_ITEMS)
        if not messages and not statuses:
            self.wrong("nothing_in_it", "", None)
        found: list[Item] = [self.message(one, f"messages.{n}") for n, one in enumerate(messages)]
        return found + [self.report(one, f"statuses.{n}") for n, one in enumerate(statuses)]

    def message(self, data: Any, path: str) -> ApiMessage:
        data = self.mapping(data, path)
        self.no_others(data, MESSAGE, path)
        external_id = self.text(data, "id", path, longest=LONGEST_ID, required=True)
        if external_id.startswith(REPORT_PREFIX):
            self.wrong("reserved_id", join_path(path, "id"), None)
        text = self.text(data, "text", path, longest=LONGEST_TEXT)
        attachments = self._attachments(data, path)
        if not text.strip() and not attachments:
            self.wrong("no_text", join_path(path, "text"), None)
        customer = self.mapping(data.get("customer"), join_path(path, "customer"))
        return ApiMessage(
            external_id=external_id,
            sender=self._customer(customer, join_path(path, "customer")),
            customer_id=self.text(customer, "id", join_path(path, "customer"), longest=LONGEST_ID).strip(),
            subject=cleaning.one_line(self.text(data, "subject", path, longest=500)),
            text=cleaning.body(text),
            sent_at=self.moment(data, "sent_at", path),
            attachments=attachments,
            metadata=self._metadata(data, path),
        )

    def report(self, data: Any, path: str) -> ApiReport:
        data = self.mapping(data, path)
        self.no_others(data, ("id", "message", "status", "reason"), path)
        status = self.text(data, "status", path, longest=20, required=True)
        if status and status not in REPORTS:
            self.wrong("unknown_status", join_path(path, "status"), None, known=", ".join(REPORTS))
        message = data.get("message")
        if not isinstance(message, int) or isinstance(message, bool) or not 0 < message < 2**63:
            message = self.wrong("not_a_message", join_path(path, "message"), 0)
        own_id = self.text(data, "id", path, longest=LONGEST_ID)
        return ApiReport(
            external_id=REPORT_PREFIX + (own_id or f"{message}:{status}"),
            message=message,
            status=status,
            reason=cleaning.one_line(self.text(data, "reason", path, longest=500)),
        )

    def _customer(self, data: Mapping[str, Any], path: str) -> Address:
        self.no_others(data, ("id", "name", "email"), path)
        email = self.text(data, "email", path, longest=320).strip().lower()
        if email and not MAIL_ADDRESS.fullmatch(email):
            self.wrong("not_an_address", join_path(path, "email"), None)
        if not email and not self.text(data, "id", path, longest=LONGEST_ID).strip():
            self.wrong("nobody", path, None)
        return Address(address=email, name=cleaning.display_name(self.text(data, "name", path, longest=200)))

    def _attachments(self, data: Mapping[str, Any], path: str) -> tuple[InboundAttachment, ...]:
        files = self.items(data, "attachments", path, MOST_FILES)
        found = tuple(
            self._attachment(one, join_path(path, f"attachments.{n}")) for n, one in enumerate(files)
        )
        if sum(one.size for one in found) > LARGEST_FILES:
            self.wrong("files_too_large", join_path(path, "attachments"), None, limit=LARGEST_FILES)
        return found

    def _attachment(self, data: Any, path: str) -> InboundAttachment:
        data = self.mapping(data, path)
        self.no_others(data, ("name", "content_type", "content"), path)
        encoded = data.get("content")
        content = b""
        try:
            content = base64.b64decode(encoded if isinstance(encoded, str) else "*", validate=True)
        except (binascii.Error, ValueError):
            self.wrong("not_base64", join_path(path, "content"), None)
        declared = self.text(data, "content_type", path, longest=100)
        name = cleaning.file_name(self.text(data, "name", path, longest=255, required=True))
        return InboundAttachment(
            name=name or "file", content_type=declared, content=content, declared_type=declared
        )

    def _metadata(self, data: Mapping[str, Any], path: str) -> tuple[tuple[str, str], ...]:
        given = self.mapping(data.get("metadata", {}), join_path(path, "metadata"))
        if len(given) > MOST_METADATA:
            return self.wrong("too_many", join_path(path, "metadata"), (), limit=MOST_METADATA)
        found = []
        for key, value in given.items():
            if not isinstance(value, str | int | float | bool) or len(str(value)) > 500 or len(key) > 100:
                self.wrong("not_plain", join_path(path, "metadata", key[:100]), None)
            else:
                found.append((cleaning.one_line(storable(key)), cleaning.one_line(storable(str(value)))))
        return tuple(found)
