"""How much the front door takes of whom. Who sends a mail is for the sender to claim; who hands it over is
not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from channels_in.mail.loopback import is_loopback
from channels_in.network import network_of
from channels_in.rate import Limit, Rate

PER_SENDER = (Limit(50, 60), Limit(600, 3600))
PER_PEER = (Limit(600, 60), Limit(10_000, 3600))  # a company's own mail server hands over all that it gets
MOST_OF_ONE_PEER = 50  # connections


@dataclass(kw_only=True)
class DoorLimits:
    per_sender: tuple[Limit, ...] = PER_SENDER
    per_peer: tuple[Limit, ...] = PER_PEER
    is_spared: Callable[[str], bool] = is_loopback  # a mail server on this machine
    _senders: Rate = field(init=False)
    _peers: Rate = field(init=False)

    def __post_init__(self) -> None:
        self._senders, self._peers = Rate(self.per_sender), Rate(self.per_peer)

    def wait(self, peer: str, sender: str) -> float:
        """Seconds until one more mail would be taken; 0: now."""
        network = network_of(peer)
        by_peer = 0.0 if self.is_spared(peer) else self._peers.wait(network)
        return by_peer or self._senders.wait(_key(network, sender))

    def take(self, peer: str, sender: str) -> float:
        """Count a mail, if it is taken. Else the seconds to wait."""
        network = network_of(peer)
        by_peer = 0.0 if self.is_spared(peer) else self._peers.take(network)
        return by_peer or self._senders.take(_key(network, sender))


def _key(network: str, sender: str) -> str:
    """Together: nobody uses up in another's name what that other may send. Reports have no sender."""
    return f"{network} {sender.lower()}"
