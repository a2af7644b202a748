"""What Telegram's refusals mean for us. They have few codes and many words, which change their case: the
first row whose code and words fit counts. An unknown refusal is shown in its own words.

Sources: core.telegram.org/bots/api#making-requests; github.com/TelegramBotAPI/errors; tdlib/telegram-bot-api.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Effect(Enum):
    PERMANENT = "permanent"  # of this message
    WAIT = "wait"  # the whole bot, as long as they say
    DOUBT = "doubt"  # it may have gone out
    DOWN = "down"  # of the whole channel
    PLAIN = "plain"  # once more, without marks
    DOCUMENT = "document"  # once more, as a file like any other


@dataclass(frozen=True, slots=True)
class Meaning:
    code: int
    words: str  # lower case; empty: whatever it says
    reason: str  # code of tickets/delivery_reasons.py
    effect: Effect = Effect.PERMANENT


MEANINGS: tuple[Meaning, ...] = (
    Meaning(401, "", "login_failed", Effect.DOWN),
    Meaning(404, "", "login_failed", Effect.DOWN),  # a token that no bot ever had
    Meaning(429, "", "too_many", Effect.WAIT),
    Meaning(403, "blocked by the user", "blocked"),
    Meaning(403, "user is deactivated", "gone"),
    Meaning(403, "initiate conversation", "must_write_first"),
    Meaning(403, "", "refused"),
    Meaning(413, "", "too_large"),
    Meaning(400, "can't parse entities", "error", Effect.PLAIN),
    Meaning(400, "wrong file identifier", "file_refused", Effect.DOCUMENT),
    Meaning(400, "photo_invalid_dimensions", "file_refused", Effect.DOCUMENT),
    Meaning(400, "image_process_failed", "file_refused", Effect.DOCUMENT),
    Meaning(400, "chat not found", "no_such_address"),
    Meaning(400, "peer_id_invalid", "no_such_address"),
    Meaning(400, "user not found", "no_such_address"),
    Meaning(400, "too long", "too_large"),
    Meaning(400, "file is too big", "too_large"),
    Meaning(400, "text is empty", "error"),
    Meaning(400, "button_", "error"),
    Meaning(500, "", "interrupted", Effect.DOUBT),
    Meaning(502, "", "interrupted", Effect.DOUBT),
    Meaning(504, "", "interrupted", Effect.DOUBT),
)
UNKNOWN = Meaning(0, "", "refused")


def meaning_of(code: int, description: str) -> Meaning:
    said = description.lower()
    found = (one for one in MEANINGS if one.code == code and one.words in said)
    return next(found, Meaning(code, "", "interrupted", Effect.DOUBT) if code >= 500 else UNKNOWN)
