"""Events of the doors: what people and watchers did there. None of them is about a ticket."""

from __future__ import annotations

KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "receipt.reprocessed": ("a person had a dead item read again", ("item",)),
    "receipt.released": ("a person took an item out of quarantine", ("item",)),
    "receipt.discarded": ("a person looked at an item and left it", ("item",)),
    "work.retried": ("a person had work that gave up tried again", ("work", "step")),
    "connection.failing": ("a channel cannot send or fetch; problem: a code", ("connection", "problem")),
    "connection.working": ("it can again", ("connection",)),
}
