"""What was written in the WhatsApp Business app by one of us, on a number that both use (coexistence)."""

from __future__ import annotations

import re

from channels_in.chat.content import Edit, Nothing, Said, TakenBack, Who
from channels_in.chat.reading import Data, moment, name_of, part, taking_back, words
from channels_in.whatsapp.contents import content_of
from channels_in.whatsapp.messages import chat_message
from channels_in.whatsapp.people import People


def echo_in(element: Data, people: People) -> Said | None:
    wamid = words(element, "id")
    if not wamid:
        return None
    who = _customer(element, people)
    if who is None:
        return Nothing(external_id=name_of("echo", wamid), reason="nobody")
    at = moment(element, "timestamp")
    match words(element, "type"):
        case "revoke":
            of = words(element, "revoke", "original_message_id")
            return TakenBack(external_id=taking_back(of), of=of, who=who, at=at)
        case "edit":
            new, of = part(element, "edit", "message"), words(element, "edit", "original_message_id")
            text = content_of(words(new, "type"), new).text
            return Edit(external_id=name_of("edit", wamid), of=of, who=who, text=text, at=at)
        case kind:
            content = content_of(kind, element)
            return chat_message(element, who, content, name=wamid, is_ours=True)


def _customer(element: Data, people: People) -> Who | None:
    """The one who is not us: examples of Meta have them on either side."""
    sides = [words(element, "to"), words(element, "from")]
    theirs = [side for side in sides if re.sub(r"[^0-9]", "", side) not in {"", people.our_number}]
    user, parent = words(element, "to_user_id"), words(element, "to_parent_user_id")
    return people.who(phone=theirs[0] if theirs else "", user=user, parent=parent)
