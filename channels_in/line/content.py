from __future__ import annotations

from dataclasses import dataclass

from channels_in.chat.content import ChatMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class LineMessage(ChatMessage):
    """With what LINE gives to answer it: channels_in/models/reply_token.py."""

    reply_token: str = ""
    quote_token: str = ""
