"""The accounts of the demo company, which `manage.py demo` writes down for whoever starts it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

RECORD = "demo.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAccount:
    role: str
    email: str
    password: str


def write(data: Path, accounts: list[DemoAccount]) -> None:
    draft = data / f"{RECORD}.new"
    draft.write_text(json.dumps({"accounts": [asdict(account) for account in accounts]}, indent=1) + "\n")
    draft.rename(data / RECORD)


def any_in(data: Path) -> bool:
    return (data / RECORD).exists()


def read(data: Path) -> list[DemoAccount]:
    try:
        record = json.loads((data / RECORD).read_text())
    except FileNotFoundError:
        return []
    return [DemoAccount(**account) for account in record["accounts"]]
