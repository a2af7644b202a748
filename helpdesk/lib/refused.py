"""What a person asked for and cannot have: a code for programs, a sentence for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar


class Refused(Exception):
    """Each app has its own child with its own table of words (lazy translations)."""

    WORDS: ClassVar[Mapping[str, Any]] = {}

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    @property
    def words(self) -> str:
        """The reason in the language of whoever reads it."""
        return str(self.WORDS[self.code]) % self.params
