"""Why a mail could not be read: the one error of this folder that callers see."""

from __future__ import annotations

from enum import StrEnum


class FailureReason(StrEnum):
    EMPTY = "empty"  # nothing that could be a mail
    TOO_LARGE = "too_large"
    CPU = "cpu"  # used up its processor time
    TIMEOUT = "timeout"  # hung without using the processor
    MEMORY = "memory"
    CRASH = "crash"  # the reader died
    ERROR = "error"  # the reader met a mail it does not understand: a mistake of ours


class ParseFailed(Exception):
    """This mail cannot be read, now and next time; `detail` is for the dead-letter screen."""

    def __init__(self, reason: FailureReason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail

    def __reduce__(self) -> tuple[type[ParseFailed], tuple[FailureReason, str]]:
        return ParseFailed, (self.reason, self.detail)
