"""What is wrong with data a person typed: a code to translate, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    code: str
    path: str = ""  # dotted, from the root of the data: "mon.0.1", "all.2.value"
    params: Mapping[str, object] = field(default_factory=dict)  # for the translated sentence

    def __str__(self) -> str:
        return f"{self.path}: {self.code}" if self.path else self.code


class FaultyData(ValueError):
    """Raised where faulty data must not go on; `faults` says everything that is wrong, not only the first."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults


def join_path(*parts: object) -> str:
    return ".".join(str(part) for part in parts if part != "")
