"""Lets pages and collectstatic find what `built.py` makes, as if it lay among the sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage, Storage

from helpdesk.assets import built


class BuiltFinder(BaseFinder):
    def __init__(self, *args: object, **kwargs: object) -> None:
        self.storage = FileSystemStorage(location=built.FOLDER)
        self.storages = {"built": self.storage}  # where servestatic looks which folders it may serve

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path not in built.MADE:
            return []  # Django joins what finders say: anything else would count as found
        built.refresh_now_and_then()
        found = str(built.FOLDER / path)
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        built.refresh()
        return ((name, self.storage) for name in built.MADE)
