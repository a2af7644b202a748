"""The lines people say in the demo: conversations.yaml with names, things and numbers put in."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from helpdesk.demo.names import CUSTOMERS, ITEMS

CITIES = ("Denpasar", "Makassar", "Bandung", "Surabaya", "Canggu", "Depok", "Medan", "Yogyakarta")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """`turns`: (who, words), who being customer, agent or note."""

    customer: int  # its place in names.CUSTOMERS
    category: str
    language: str
    subject: str
    turns: tuple[tuple[str, str], ...]


WHO = {"c": "customer", "a": "agent", "n": "note"}


def a_conversation(chance: random.Random) -> Conversation:
    one = chance.choice(_all())
    customer = chance.choice([n for n, row in enumerate(CUSTOMERS) if row[2] == one["language"]])
    words = {
        "order": f"NL-{chance.randrange(80_000, 99_999)}",
        "item": chance.choice(ITEMS[one["language"]]),
        "city": chance.choice(CITIES),
        "name": CUSTOMERS[customer][0].split()[0],
    }
    return Conversation(
        customer=customer,
        category=one["category"],
        language=one["language"],
        subject=_filled(one["subject"], words),
        turns=tuple((WHO[who], _filled(text, words)) for who, text in one["turns"]),
    )


def _filled(text: str, words: dict[str, str]) -> str:
    filled = text.format(**words)
    return filled[0].upper() + filled[1:]


@lru_cache(maxsize=1)
def _all() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "conversations.yaml").read_text())
    return found
