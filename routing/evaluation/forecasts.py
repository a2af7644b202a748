"""Which promises of two logs were said to break, half an hour before. Learned from their past alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from routing.evaluation import logs
from routing.evaluation.figure import Evaluated
from routing.forecasting.kept_word import Outcome, Word, word_of
from routing.forecasting.promise import Promise
from routing.forecasting.rehearsal import Said, rehearse

LEAST = 1800  # seconds ahead: what is said later helps nobody
SEEN = 0.6  # of the promises, in the order of time: only learned from
LOGS: Mapping[str, tuple[Callable[[Path], list[Promise]], Sequence[int]]] = {
    "bpi_pick_ups": (logs.pick_ups, (5400, 3600, LEAST)),
    "bpi_solutions": (logs.solutions, (48 * 3600, 24 * 3600, 8 * 3600, 4 * 3600, 2 * 3600, LEAST)),
    "servicenow": (logs.incidents, (24 * 3600, 8 * 3600, 4 * 3600, 2 * 3600, 3600, LEAST)),
}


def forecast(texts: Path) -> Evaluated:
    """A promise is warned of once it was ever said to break, however early: taking it back does not help.

    `base`: how often somebody is right who says it of all that are still open half an hour ahead.
    """
    root = texts.parent / "logs"
    figures: dict[str, float] = {}
    tables: dict[str, list[tuple[float, float, int]]] = {}
    number = 0
    for name, (read, leads) in LOGS.items():
        promises = logs.known(read(root))
        tried, said = _unseen(promises, list(rehearse(promises, leads=leads)))
        broken = sum(one.was_broken for one in tried)
        ever, last = word_of(_ever(said), broken=broken), word_of(_outcomes(said, LEAST), broken=broken)
        figures |= {f"{name}_{figure}": value for figure, value in _figures(ever, last).items()}
        tables[name] = [(round(one.said, 2), round(one.broke, 2), one.number) for one in last.bins]
        number += len(tried)
    wanted = {f"{name}_recall": 0.8 for name in LOGS} | {f"{name}_precision": 0.5 for name in LOGS}
    return Evaluated(name="forecast", figures=figures, wanted=wanted, texts=number, calibration=tables)


def _unseen(promises: Sequence[Promise], said: Sequence[Said]) -> tuple[list[Promise], list[Said]]:
    split = sorted(one.started for one in promises)[int(SEEN * len(promises))]
    tried = [one for one in promises if one.started >= split]
    return tried, [one for one in said if one.promise.started >= split]


def _ever(said: Sequence[Said]) -> list[Outcome]:
    highest: dict[int, Outcome] = {}
    for one in said:
        before = highest.get(one.promise.key)
        chance = max(one.chance, before.chance if before else 0.0)
        highest[one.promise.key] = Outcome(chance, one.was_broken)
    return list(highest.values())


def _outcomes(said: Sequence[Said], lead: int) -> list[Outcome]:
    return [Outcome(one.chance, one.was_broken) for one in said if one.lead == lead]


def _figures(ever: Word, last: Word) -> dict[str, float]:
    found = {
        "recall": ever.recall,
        "precision": ever.precision,
        "base": last.base,
        "calibration_error": last.error,
        "brier": last.brier,
    }
    return {name: value for name, value in found.items() if value is not None}
