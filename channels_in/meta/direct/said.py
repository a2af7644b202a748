"""What only Messenger and Instagram can say, beside what all chats can (channels_in/chat/content.py)."""

from __future__ import annotations

from dataclasses import dataclass

from channels_in.chat.content import ChatMessage, Edit, Nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo(ChatMessage):
    """Something was written in our name: by us through the API, or by somebody elsewhere."""

    app_id: str = ""
    mark: str = ""  # ours, if it comes back: channels_in/meta/marks.py


@dataclass(frozen=True, slots=True, kw_only=True)
class TheirEdit(Edit):
    """Of a customer: if nothing else of the message ever comes, these are their words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Nothing):
    """Meta enforces its rules on our page, or does so no longer."""

    is_enforced: bool
    detail: str = ""
