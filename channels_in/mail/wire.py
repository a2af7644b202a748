"""A read mail on its way between two processes: JSON for its structure, the files' bytes behind it.

Not pickle: what comes back is made by a process that has just met a stranger's mail, and must not run here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from channels_in.messages import InboundMail


def pack(mail: InboundMail) -> tuple[bytes, list[bytes]]:
    files: list[bytes] = []
    return json.dumps(_plain(mail, files), ensure_ascii=False, separators=(",", ":")).encode(), files


def unpack(head: bytes, files: Iterable[bytes]) -> InboundMail:
    """Raises ValueError, KeyError or TypeError if this is no mail."""
    mail = _typed(InboundMail, json.loads(head), iter(files))
    if not isinstance(mail, InboundMail):
        raise TypeError
    return mail


def _plain(value: Any, files: list[bytes]) -> Any:
    if isinstance(value, bytes):
        files.append(value)
        return None
    if isinstance(value, tuple):
        return [_plain(item, files) for item in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if is_dataclass(value):
        return [_plain(getattr(value, field.name), files) for field in fields(value)]
    return value


def _typed(kind: Any, value: Any, files: Iterator[bytes]) -> Any:
    if kind is bytes:
        return next(files)
    if get_origin(kind) is UnionType:
        return None if value is None else _typed(_without_none(kind), value, files)
    if get_origin(kind) is tuple:
        return tuple(_typed(get_args(kind)[0], item, files) for item in value)
    if kind is datetime:
        return datetime.fromisoformat(value)
    if isinstance(kind, type) and is_dataclass(kind):
        types = _types(kind)
        pairs = zip(types.items(), value, strict=True)
        return kind(**{name: _typed(of, item, files) for (name, of), item in pairs})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if not isinstance(value, kind):
        raise TypeError
    return value


@cache
def _types(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _without_none(kind: Any) -> Any:
    return next(option for option in get_args(kind) if option is not NoneType)
