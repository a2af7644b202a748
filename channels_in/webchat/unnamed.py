"""Sockets of this process that have not said who they are. A page says it at once; a program that does not
holds its place for seconds, and no host may hold them all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from channels_in.webchat import attending

MOST = 600
MOST_OF_A_NETWORK = 150  # forty are asked about at a time: an office whose pages come back has fewer


class Unnamed:
    def __init__(self) -> None:
        self.of: Counter[str] = Counter()

    def is_full_for(self, network: str) -> bool:
        return self.of.total() >= MOST or self.of[network] >= attending.most_of(network, MOST_OF_A_NETWORK)

    @contextmanager
    def one_more(self, network: str) -> Iterator[None]:
        self.of[network] += 1
        try:
            yield
        finally:
            self.of[network] -= 1
            if not self.of[network]:
                del self.of[network]
