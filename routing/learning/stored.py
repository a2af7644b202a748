"""What was learned, in a file: arrays and numbers alone, so that reading one can run nothing (no pickle)."""

from __future__ import annotations

import os
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np

from routing.learning.learned import Learned

Array = np.ndarray[Any, Any]
FORMAT = 4


class Unreadable(ValueError):
    """Not a file of ours, or of another format than this version writes."""


def write(learned: Learned, path: Path) -> None:
    """Whole or not at all: whoever reads at the same moment finds the former file."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with draft.open("wb") as file:
        arrays: dict[str, Any] = _flat(learned, "")
        np.savez(file, format=np.array(FORMAT), **arrays)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def read(path: Path) -> Learned:
    """Raises Unreadable, or OSError."""
    try:
        with np.load(path, allow_pickle=False) as file:
            if int(file["format"]) != FORMAT:
                raise Unreadable(f"{path.name} has format {file['format']}")
            learned: Learned = _built(Learned, dict(file), "")
            return learned
    except (KeyError, ValueError) as error:
        raise Unreadable(f"{path.name}: {error}") from error


def _flat(value: Any, name: str) -> dict[str, Array]:
    """A dataclass by the names of its fields, a tuple by its numbers, everything else as an array."""
    if is_dataclass(value):
        parts = {one.name: getattr(value, one.name) for one in fields(value)}
    elif isinstance(value, tuple):
        parts = {str(number): one for number, one in enumerate(value)}
    else:
        return {name: np.asarray(value)}
    prefix = f"{name}." if name else ""
    return {key: one for part, inner in parts.items() for key, one in _flat(inner, prefix + part).items()}


def _built(kind: Any, found: Mapping[str, Array], name: str) -> Any:
    prefix = f"{name}." if name else ""
    if is_dataclass(kind):
        kinds = typing.get_type_hints(kind)
        parts = {one.name: _built(kinds[one.name], found, prefix + one.name) for one in fields(kind)}
        return kind(**parts)  # type: ignore[operator]
    if typing.get_origin(kind) is tuple:
        inner = typing.get_args(kind)[0]
        many = {int(key[len(prefix) :].split(".")[0]) for key in found if key.startswith(prefix)}
        return tuple(_built(inner, found, f"{prefix}{number}") for number in range(len(many)))
    array = found[name]
    return kind(array) if kind in (float, int, bool, str) else array
