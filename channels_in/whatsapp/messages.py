"""What a customer did on WhatsApp: wrote, reacted, changed or deleted what they wrote."""

from __future__ import annotations

from channels_in.chat.content import ChatMessage, Edit, Nothing, Reaction, Said, TakenBack, Who
from channels_in.chat.reading import Data, moment, name_of, part, taking_back, words
from channels_in.messages import Address
from channels_in.whatsapp.contents import Content, content_of
from channels_in.whatsapp.moves import moved_in
from channels_in.whatsapp.people import People


def said_in(element: Data, people: People) -> Said | None:
    wamid = words(element, "id")
    if not wamid:
        return None
    who = people.who(
        phone=words(element, "from"),
        user=words(element, "from_user_id"),
        parent=words(element, "from_parent_user_id"),
    )
    if who is None:
        return Nothing(external_id=name_of("nobody", wamid), reason="nobody")
    match words(element, "type"):
        case "reaction":
            return _reaction(element, wamid, who)
        case "edit":
            return _edit(element, wamid, who)
        case "revoke":
            of = words(element, "revoke", "original_message_id")
            at = moment(element, "timestamp")
            return TakenBack(external_id=taking_back(of), of=of, who=who, at=at)
        case "system":
            return moved_in(element, wamid)
        case kind:
            return chat_message(element, who, content_of(kind, element), name=_name(kind, wamid))


def chat_message(
    element: Data, who: Who, content: Content, *, name: str, is_ours: bool = False
) -> ChatMessage:
    return ChatMessage(
        external_id=name,
        sender=Address(address=who.address, name=who.name),
        who=who,
        text=content.text,
        media=content.media,
        extras=(*content.extras, *_around(element)),
        replies_to=words(element, "context", "id"),
        sent_at=moment(element, "timestamp"),
        is_ours=is_ours,
    )


def _name(kind: str, wamid: str) -> str:
    """A deletion may come as something unsupported, with the very id of the message that is gone."""
    return name_of("unsupported", wamid) if kind == "unsupported" else wamid


def _reaction(element: Data, wamid: str, who: Who) -> Reaction:
    return Reaction(
        external_id=name_of("reaction", wamid),
        of=words(element, "reaction", "message_id"),
        who=who,
        emoji=words(element, "reaction", "emoji", longest=40),
        at=moment(element, "timestamp"),
    )


def _edit(element: Data, wamid: str, who: Who) -> Edit:
    new = part(element, "edit", "message")
    return Edit(
        external_id=name_of("edit", wamid),
        of=words(element, "edit", "original_message_id"),
        who=who,
        text=content_of(words(new, "type"), new).text,
        at=moment(element, "timestamp"),
    )


def _around(element: Data) -> tuple[dict[str, str], ...]:
    """What the message came with: an advertisement, a forwarding, a group."""
    found = []
    if words(element, "referral", "source_url"):
        referral = {
            name: words(element, "referral", name, longest=500) for name in ("headline", "source_url")
        }
        found.append({"kind": "referral", **referral})
    context = part(element, "context")
    if context.get("forwarded") or context.get("frequently_forwarded"):
        found.append({"kind": "forwarded"})
    if words(element, "group_id"):
        found.append({"kind": "group"})
    return tuple(found)
