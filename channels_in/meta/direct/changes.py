"""What is said about a message that is there already: other words for it, a reaction, that it was seen."""

from __future__ import annotations

from channels_in.chat.content import Edit, Nothing, Reaction, Said, Seen
from channels_in.chat.reading import Data, digest_of, name_of, number, part, words
from channels_in.meta.direct.accounts import Account
from channels_in.meta.direct.moments import moment_in
from channels_in.meta.direct.names import mid_in, short_mid
from channels_in.meta.direct.people import customer_in, is_ours
from channels_in.meta.direct.said import TheirEdit

NAMED = {  # reactions that come without their sign
    "love": "❤",
    "like": "👍",
    "dislike": "👎",
    "smile": "😆",
    "laugh": "😆",
    "wow": "😮",
    "sad": "😢",
    "angry": "😠",
}
UNNAMED = "❔"
MOST = 200


def edit_in(event: Data, account: Account, *, is_aside: bool) -> Said | None:
    """The count comes as a number or as text. Instagram's number 0 changes nothing: it only tells that there
    is a message.
    """
    edit = part(event, "message_edit")
    mid, nth = mid_in(edit), int(number(edit, "num_edit") or 0)
    if not mid:
        return None
    name = name_of("edit", mid, nth)
    who = customer_in(event, account)
    if nth < 1 or who is None:
        return Nothing(external_id=name, reason="first_version" if who else "nobody")
    kind = Edit if is_ours(event, account) else TheirEdit
    at = moment_in(event, "timestamp")
    return kind(external_id=name, of=mid, who=who, text=words(edit, "text"), nth=nth, at=at)


def reaction_in(event: Data, account: Account, *, is_aside: bool) -> Said | None:
    reaction = part(event, "reaction")
    mid, who = mid_in(reaction), customer_in(event, account)
    if not mid:
        return None
    name = name_of("reaction", mid, who.address if who else "", words(event, "timestamp", longest=40))
    if who is None or is_ours(event, account):
        return Nothing(external_id=name, reason="own_reaction" if who else "nobody")
    sign = words(reaction, "emoji", longest=40) or NAMED.get(words(reaction, "reaction"), UNNAMED)
    emoji = "" if words(reaction, "action") == "unreact" else sign
    return Reaction(external_id=name, of=mid, who=who, emoji=emoji, at=moment_in(event, "timestamp"))


def delivered_in(event: Data, account: Account, *, is_aside: bool) -> Said | None:
    told = part(event, "delivery")
    mids = told.get("mids")
    named = [words({"mid": one}, "mid") for one in mids[:MOST]] if isinstance(mids, list) else []
    return _seen(event, account, "delivered", told, tuple(short_mid(mid) for mid in named if mid))


def read_in(event: Data, account: Account, *, is_aside: bool) -> Said | None:
    """Messenger says until when, Instagram which was the last."""
    told = part(event, "read")
    mid = mid_in(told)
    return _seen(event, account, "read", told, (mid,) if mid else ())


def _seen(event: Data, account: Account, status: str, told: Data, of: tuple[str, ...]) -> Said:
    who, until = customer_in(event, account), moment_in(told, "watermark")
    stamp = words(told, "watermark", longest=40)
    name = name_of(status, who.address if who else "", stamp, digest_of(of)[:8] if of else "")
    if who is None or not (until or of):
        return Nothing(external_id=name, reason="nobody" if who is None else "empty")
    return Seen(external_id=name, who=who, status=status, until=until, of=of)
