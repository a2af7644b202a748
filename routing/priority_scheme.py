"""The priority scheme as stored data: what is wrong with it, how it is read, and the one we start with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helpdesk.lib.faults import Fault, FaultyData, join_path
from routing.conditions.asked import check_phrase
from routing.priority import KeywordGroup, Scheme
from routing.words import parse_phrase

MAX_POINTS = 1000
MAX_GROUPS = 50
MAX_PHRASES = 200

_TABLES = ("tiers", "channels", "categories")
_LEVELS = ("normal", "high", "urgent")
_KEYS = {*_TABLES, "keywords", "reopened", "thresholds"}

DEFAULT: Mapping[str, Any] = {
    "tiers": {"standard": 20, "silver": 25, "gold": 40, "platinum": 55},
    "channels": {"mail": 0, "form": 0, "api": 0},
    "categories": {},
    "keywords": [
        {
            "code": "danger",
            "points": 60,
            "phrases": [
                "bahaya", "kebakaran", "terbakar", "korsleting", "tersengat", "terluka", "kecelakaan",
                "dangerous", "on fire", "electric shock", "injured", "injury",
            ],
        },
        {
            "code": "legal",
            "points": 35,
            "phrases": [
                "somasi", "pengacara", "tuntut*", "lapor* polisi", "ylki", "bpkn", "ojk",
                "lawyer", "attorney", "legal action", "sue you", "small claims",
            ],
        },
        {
            "code": "outage",
            "points": 35,
            "phrases": [
                "tidak bisa login", "tidak bisa masuk", "tidak bisa bayar", "mati total", "is down",
                "cannot log in", "can't log in", "unable to log in", "outage",
            ],
        },
        {
            "code": "money",
            "points": 25,
            "phrases": [
                "refund*", "pengembalian dana", "uang kembali", "kembalikan uang*", "terpotong",
                "tertagih dua kali", "money back", "charged twice", "double charged", "overcharged",
            ],
        },
        {
            "code": "urgency",
            "points": 15,
            "phrases": ["segera", "mendesak", "darurat", "secepatnya", "urgent*", "immediately", "emergency"],
        },
        {
            "code": "anger",
            "points": 10,
            "phrases": [
                "kecewa", "mengecewakan", "parah", "penipu*", "tipu*", "unacceptable", "disappointed",
                "scam*",
            ],
        },
    ],
    "reopened": 15,
    "thresholds": {"normal": 20, "high": 50, "urgent": 80},
}  # fmt: skip


def check_scheme(data: object) -> list[Fault]:
    if not isinstance(data, dict):
        return [Fault(code="not_an_object")]
    faults = [Fault(code="key_unknown", path=str(key)) for key in data if key not in _KEYS]
    for table in _TABLES:
        faults += _points_table(data.get(table, {}), table)
    faults += _list(data.get("keywords", []), "keywords", _keyword_group)
    faults += _points(data.get("reopened", 0), "reopened")
    return faults + _thresholds(data.get("thresholds", DEFAULT["thresholds"]))


def parse_scheme(data: object) -> Scheme:
    """A stored scheme; {} is the one we start with. Raises FaultyData with everything that is wrong."""
    if faults := check_scheme(data):
        raise FaultyData(faults)
    read: Mapping[str, Any] = data if isinstance(data, dict) and data else DEFAULT
    levels = read.get("thresholds", DEFAULT["thresholds"])
    return Scheme(
        **{table: dict(read.get(table, {})) for table in _TABLES},
        keywords=tuple(_read_group(group) for group in read.get("keywords", ())),
        reopened=read.get("reopened", 0),
        normal_from=levels["normal"],
        high_from=levels["high"],
        urgent_from=levels["urgent"],
    )


def _read_group(group: Mapping[str, Any]) -> KeywordGroup:
    phrases = tuple(parse_phrase(raw) for raw in group["phrases"])
    return KeywordGroup(code=group["code"], phrases=phrases, points=group["points"])


def _points_table(data: object, path: str) -> list[Fault]:
    if not isinstance(data, dict):
        return [Fault(code="not_an_object", path=path)]
    return [fault for key, points in data.items() for fault in _points(points, join_path(path, key))]


def _points(value: object, path: str) -> list[Fault]:
    if isinstance(value, bool) or not isinstance(value, int):
        return [Fault(code="not_a_number", path=path)]
    if not -MAX_POINTS <= value <= MAX_POINTS:
        return [Fault(code="number_out_of_range", path=path, params={"most": MAX_POINTS})]
    return []


def _list(data: object, path: str, check: Any) -> list[Fault]:
    if not isinstance(data, list):
        return [Fault(code="not_a_list", path=path)]
    if len(data) > MAX_GROUPS:
        return [Fault(code="too_many", path=path, params={"most": MAX_GROUPS})]
    return [fault for number, entry in enumerate(data) for fault in check(entry, join_path(path, number))]


def _keyword_group(entry: object, path: str) -> Iterator[Fault]:
    if not isinstance(entry, dict) or entry.keys() != {"code", "points", "phrases"}:
        yield Fault(code="not_a_keyword_group", path=path)
        return
    yield from _points(entry["points"], join_path(path, "points"))
    if not isinstance(entry["code"], str) or not entry["code"].strip():
        yield Fault(code="not_a_text", path=join_path(path, "code"))
    phrases = entry["phrases"]
    if not isinstance(phrases, list) or not 0 < len(phrases) <= MAX_PHRASES:
        yield Fault(code="not_a_list", path=join_path(path, "phrases"))
        return
    for number, phrase in enumerate(phrases):
        if code := check_phrase(phrase):
            yield Fault(code=code, path=join_path(path, "phrases", number))


def _thresholds(data: object) -> list[Fault]:
    if not isinstance(data, dict) or set(data) != set(_LEVELS):
        return [Fault(code="thresholds_incomplete", path="thresholds", params={"known": list(_LEVELS)})]
    faults = [fault for level in _LEVELS for fault in _points(data[level], join_path("thresholds", level))]
    if not faults and not data["normal"] < data["high"] < data["urgent"]:
        faults.append(Fault(code="thresholds_not_rising", path="thresholds"))
    return faults
