"""What a sight says, weighed into one chance; the weights are learned from what became of earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log

from routing.forecasting.promise import Sight

EDGE = 0.01  # nothing is surer than that
CERTAIN = 0.995
ROUNDS = 6
PULL = 25.0  # so many sights' worth the weights are held to where they begin: few outcomes move them little
BURSTS = 3.0  # answers come in bursts: the fewer are expected, the wider they spread
LEAST = 50  # outcomes of both kinds together, before anything is learned


@dataclass(frozen=True, slots=True)
class Weights:
    """Of one, of how slow the queue was, of how full it is. They begin as half a belief in each."""

    bias: float = 0.0
    slow: float = 0.8
    full: float = 0.2

    def chance(self, sight: Sight) -> float:
        raw = _squashed(self.bias + self.slow * _odds(sight.slow) + self.full * _odds(sight.full))
        return min(CERTAIN, max(1 - CERTAIN, raw))


def full(ahead: int, expected: float) -> float:
    """How likely at most `ahead` answers come where `expected` are: negative binomial."""
    if expected <= 0:
        return 1.0
    if ahead > 400:  # the tail of a sum so long is a step
        return 0.0 if expected > ahead else 1.0
    share = BURSTS / (BURSTS + expected)
    logs = BURSTS * log(share)
    total = 0.0
    for n in range(ahead + 1):
        ways = lgamma(n + BURSTS) - lgamma(BURSTS) - lgamma(n + 1)
        total += exp(ways + logs + n * log(1 - share))
    return min(1.0, total)


def learn(outcomes: Iterable[tuple[Sight, bool]], begin: Weights | None = None) -> Weights:
    """Logistic regression, held to where it begins: what few outcomes say is not believed at once."""
    begin = begin or Weights()
    rows = [((1.0, _odds(sight.slow), _odds(sight.full)), float(broken)) for sight, broken in outcomes]
    if len(rows) < LEAST:
        return begin
    start = [begin.bias, begin.slow, begin.full]
    found = list(start)
    for _ in range(ROUNDS):
        found = _step(found, start, rows)
    return Weights(found[0], max(0.0, found[1]), max(0.0, found[2]))


def _step(
    at: Sequence[float], start: Sequence[float], rows: Sequence[tuple[tuple[float, ...], float]]
) -> list[float]:
    """One of Newton's."""
    slope = [-PULL * (value - origin) for value, origin in zip(at, start, strict=True)]
    bend = [[PULL if row == column else 0.0 for column in range(3)] for row in range(3)]
    for said, broken in rows:
        chance = _squashed(sum(weight * value for weight, value in zip(at, said, strict=True)))
        for row in range(3):
            slope[row] += (broken - chance) * said[row]
            for column in range(3):
                bend[row][column] += chance * (1 - chance) * said[row] * said[column]
    return [value + moved for value, moved in zip(at, _solve(bend, slope), strict=True)]


def _solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """Gauss; the pull keeps the matrix from ever being singular."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for n in range(size):
        best = max(range(n, size), key=lambda row, n=n: abs(rows[row][n]))  # type: ignore[misc]
        rows[n], rows[best] = rows[best], rows[n]
        for row in range(size):
            if row != n:
                by = rows[row][n] / rows[n][n]
                rows[row] = [a - by * b for a, b in zip(rows[row], rows[n], strict=True)]
    return [rows[n][size] / rows[n][n] for n in range(size)]


def _odds(chance: float) -> float:
    held = min(1 - EDGE, max(EDGE, chance))
    return log(held / (1 - held))


def _squashed(odds: float) -> float:
    return 1 / (1 + exp(-odds)) if odds > -500 else 0.0
