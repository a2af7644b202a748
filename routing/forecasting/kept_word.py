"""How well a forecast kept its word: what it said would break, against what did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BINS = 10
SAYS = 0.5  # from this chance on it counts as said


@dataclass(frozen=True, slots=True)
class Outcome:
    chance: float
    was_broken: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Chances that lie together: what was said on average, and what share broke."""

    said: float
    broke: float
    number: int


@dataclass(frozen=True, slots=True)
class Word:
    recall: float | None  # None: nothing broke
    precision: float | None  # None: nothing was said
    brier: float | None
    error: float | None  # how far what was said lies from what came, on average over bins
    number: int
    broken: int  # of all, looked at or not
    seen_broken: int
    warned: int
    right: int
    bins: Sequence[Bin]

    @property
    def base(self) -> float | None:
        """Who says of all that they break is right so often."""
        return self.seen_broken / self.number if self.number else None


def word_of(outcomes: Iterable[Outcome], *, broken: int | None = None, says: float = SAYS) -> Word:
    """`broken`: all that broke, where some of them were never looked at."""
    found = list(outcomes)
    warned = [one for one in found if one.chance >= says]
    right = sum(one.was_broken for one in warned)
    came = sum(one.was_broken for one in found) if broken is None else broken
    bins = _bins(found)
    return Word(
        recall=right / came if came else None,
        precision=right / len(warned) if warned else None,
        brier=sum((one.chance - one.was_broken) ** 2 for one in found) / len(found) if found else None,
        error=sum(abs(one.said - one.broke) * one.number for one in bins) / len(found) if found else None,
        number=len(found),
        broken=came,
        seen_broken=sum(one.was_broken for one in found),
        warned=len(warned),
        right=right,
        bins=bins,
    )


def _bins(outcomes: Sequence[Outcome]) -> list[Bin]:
    sorted_in: dict[int, list[Outcome]] = {}
    for one in outcomes:
        sorted_in.setdefault(min(BINS - 1, int(one.chance * BINS)), []).append(one)
    return [
        Bin(
            said=sum(one.chance for one in found) / len(found),
            broke=sum(one.was_broken for one in found) / len(found),
            number=len(found),
        )
        for _, found in sorted(sorted_in.items())
    ]
