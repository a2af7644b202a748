"""The encoder's last layers: from what it has read of a text to what the text means.

The feed-forward part of the universal sentence encoder (Yang et al. 2020, multilingual, version 3): three
hidden layers, two of which are passed by as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Layers:
    gather: Array
    first: Array
    past_first: Array
    second: Array
    third: Array
    past_third: Array
    last: Array

    def meant(self, read: Array) -> Array:
        return self.pass_through(read).meant

    def pass_through(self, read: Array) -> Passed:
        read = read.astype(np.float32)
        gathered = read @ self.gather
        first = np.maximum(gathered @ self.first, 0)
        second = np.maximum(gathered @ self.past_first + first @ self.second, 0)
        third = np.maximum(second @ self.third, 0)
        long = np.tanh(second @ self.past_third + third @ self.last)
        length = np.sqrt((long * long).sum(axis=1, keepdims=True) + 1e-9)
        return Passed(read, gathered, first, second, third, long, length, long / length)

    def slopes(self, passed: Passed, wanted: Array) -> list[Array]:
        """`wanted`: how the surprise changes with each number of the meaning. In the order of the fields."""
        meant, long = passed.meant, passed.long
        back = (wanted - meant * (wanted * meant).sum(axis=1, keepdims=True)) / passed.length
        back = back * (1 - long * long)
        third = (back @ self.last.T) * (passed.third > 0)
        second = (back @ self.past_third.T + third @ self.third.T) * (passed.second > 0)
        first = (second @ self.second.T) * (passed.first > 0)
        gathered = second @ self.past_first.T + first @ self.first.T
        return [
            passed.read.T @ gathered,
            passed.gathered.T @ first,
            passed.gathered.T @ second,
            passed.first.T @ second,
            passed.second.T @ third,
            passed.second.T @ back,
            passed.third.T @ back,
        ]


@dataclass(frozen=True, slots=True)
class Passed:
    """What each layer has made of some texts."""

    read: Array
    gathered: Array
    first: Array
    second: Array
    third: Array
    long: Array
    length: Array
    meant: Array
