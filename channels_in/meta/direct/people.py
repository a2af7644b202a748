"""Who is on the other side. An id of Meta is of one person for one account: the same number elsewhere is
somebody else, so the account stands before it.
"""

from __future__ import annotations

from channels_in.chat.content import Who
from channels_in.chat.reading import Data, part, words
from channels_in.meta.direct.accounts import Account

BY_REFERENCE = "ref"  # somebody who has no id yet: a plugin's user_ref


def customer_in(event: Data, account: Account, *, is_echo: bool = False) -> Who | None:
    """Whoever of the two is not us; examples of Meta have them on either side."""
    sides = [part(event, "sender"), part(event, "recipient")]
    if is_echo:
        sides.reverse()
    if words(sides[0], "id") == account.address:
        sides.reverse()
    theirs = _id_of(sides[0])
    return Who(kind=account.kind, address=f"{account.address}:{theirs}"[:320]) if theirs else None


def is_ours(event: Data, account: Account) -> bool:
    return words(event, "sender", "id") == account.address


def recipient_at(address: str, account: str) -> dict[str, str] | None:
    """As the Send API names a customer of this account. None: they are known to another one."""
    ours, _, theirs = address.partition(":")
    if ours != account or not theirs:
        return None
    reference, found, value = theirs.partition(":")
    return {"user_ref": value} if found and reference == BY_REFERENCE else {"id": theirs}


def _id_of(side: Data) -> str:
    reference = words(side, "user_ref", longest=200)
    return words(side, "id", longest=200) or (reference and f"{BY_REFERENCE}:{reference}")
