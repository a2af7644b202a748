"""What a signed request holds, read: plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass

from channels_in.messages import InboundMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiMessage(InboundMessage):
    """`sender.address` is the customer's mail address, if they gave one."""

    customer_id: str = ""  # the customer's number in the sender's own books
    metadata: tuple[tuple[str, str], ...] = ()

    @property
    def written_by(self) -> str:
        return self.customer_id or self.sender.address


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiReport:
    """How far a message of ours got, as its carrier tells."""

    external_id: str
    message: int
    status: str
    reason: str = ""
