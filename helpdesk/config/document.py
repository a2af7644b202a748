"""The YAML around the sections: read under limits, written in the order in which it is applied."""

from __future__ import annotations

from typing import Any

import yaml

VERSION = 1
MOST_BYTES = 5_000_000

Document = dict[str, Any]


class ConfigProblem(Exception):
    """`where` is the path in the file, like `teams.Orders.calendar`; `what` says what to write instead."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}" if where else what)
        self.where, self.what = where, what


def load(text: str, *, known: list[str]) -> Document:
    if len(text.encode()) > MOST_BYTES:
        raise ConfigProblem("", f"The file is larger than {MOST_BYTES // 1_000_000} MB.")
    try:
        read = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:  # a date that no calendar has
        raise ConfigProblem("", f"The file is not YAML: {error}") from None
    if not isinstance(read, dict) or read.get("version") != VERSION:
        raise ConfigProblem("version", f"Begin the file with `version: {VERSION}`.")
    for name in read:
        if name != "version" and name not in known:
            raise ConfigProblem(str(name), f"There is no such section. Known: {', '.join(known)}.")
    return {name: part for name, part in read.items() if name != "version"}


def dump(document: Document) -> str:
    whole = {"version": VERSION, **document}
    return yaml.safe_dump(whole, sort_keys=False, allow_unicode=True, width=110)
