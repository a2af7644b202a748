"""What each kind of channel can carry. The composer shows it, the actions enforce it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from tickets.models import Channel, ChannelKind

MEGABYTE = 1024 * 1024


def utf8_bytes(text: str) -> int:
    return len(text.encode())


def utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    max_text: int  # characters of a reply
    has_recipients: bool  # the agent may add people to a reply
    max_files: int  # 0: carries none
    max_file_bytes: int  # of one file
    max_files_bytes: int  # of all files of one message
    max_part: int = 0  # characters of one message at the provider: a longer reply becomes several
    size: Callable[[str], int] = len  # how the provider measures that
    max_caption: int = 0  # characters of words that go with a file; 0: as many as without one
    file_limits: Mapping[str, int] = field(default_factory=dict)  # type, or its first half → bytes; none: any
    window: timedelta | None = None  # how long after the customer's last words they may be written to freely
    has_templates: bool = False  # what may be sent outside of the window
    late: timedelta | None = None  # how long a person may answer where the provider has granted it
    quotes: bool = False  # an answer may name the message that it answers
    reacts: bool = False  # an emoji may be put to a message of the customer's
    max_buttons: int = 0  # choices that a reply may offer as buttons
    max_choices: int = 0  # and as a list; 0: none at all
    max_button_title: int = 0  # characters of a choice that is a button
    max_choice_title: int = 0  # and of one in a list
    max_text_over_buttons: int = 0  # a list takes a whole message
    pays_by_part: bool = False  # helpdesk/lib/sms_text.py counts them
    is_fetched: bool = False  # the customer reads it here: with its commit it has been sent

    @property
    def carries_words(self) -> bool:
        return self.max_text > 0

    @property
    def carries_files(self) -> bool:
        return self.max_files > 0


_MAIL = Capabilities(
    max_text=100_000,
    has_recipients=True,
    max_files=20,
    max_file_bytes=18 * MEGABYTE,
    max_files_bytes=18 * MEGABYTE,  # 25 MB as base64, which is what large providers take
)

KINDS: dict[str, Capabilities] = {
    ChannelKind.MAIL: _MAIL,
    ChannelKind.FORM: _MAIL,  # who fills in a form is answered by mail
    ChannelKind.API: Capabilities(
        max_text=20_000,
        has_recipients=False,
        max_files=10,
        max_file_bytes=10 * MEGABYTE,
        max_files_bytes=10 * MEGABYTE,
    ),
    ChannelKind.WHATSAPP: Capabilities(
        max_text=20_000,
        max_part=4096,
        size=utf16_units,
        has_recipients=False,
        max_files=10,
        max_file_bytes=100 * MEGABYTE,
        max_files_bytes=100 * MEGABYTE,
        max_caption=1024,
        file_limits={
            "image": 5 * MEGABYTE,
            "video": 16 * MEGABYTE,
            "audio": 16 * MEGABYTE,
            "": 100 * MEGABYTE,
        },
        window=timedelta(hours=24),
        has_templates=True,
        quotes=True,
        reacts=True,
        max_buttons=3,
        max_choices=10,
        max_button_title=20,
        max_choice_title=24,
        max_text_over_buttons=1024,
    ),
    ChannelKind.MESSENGER: Capabilities(
        max_text=20_000,
        max_part=2000,
        size=utf16_units,
        has_recipients=False,
        max_files=10,
        max_file_bytes=24 * MEGABYTE,  # 25 as it is sent
        max_files_bytes=100 * MEGABYTE,
        window=timedelta(hours=24),
        late=timedelta(days=7),
        quotes=True,
    ),
    ChannelKind.INSTAGRAM: Capabilities(
        max_text=10_000,
        max_part=1000,
        size=utf8_bytes,
        has_recipients=False,
        max_files=10,
        max_file_bytes=24 * MEGABYTE,
        max_files_bytes=100 * MEGABYTE,
        file_limits={
            "image/png": 8 * MEGABYTE,
            "image/jpeg": 8 * MEGABYTE,
            "image/gif": 8 * MEGABYTE,
            "audio": 24 * MEGABYTE,
            "video": 24 * MEGABYTE,
            "application/pdf": 24 * MEGABYTE,
        },
        window=timedelta(hours=24),
        late=timedelta(days=7),
        quotes=True,
    ),
    ChannelKind.TELEGRAM: Capabilities(
        max_text=20_000,
        max_part=4096,
        size=utf16_units,
        has_recipients=False,
        max_files=10,
        max_file_bytes=20 * MEGABYTE,  # it takes 50, and gives back no more than this
        max_files_bytes=100 * MEGABYTE,
        max_caption=1024,
        quotes=True,
        reacts=True,
    ),
    ChannelKind.LINE: Capabilities(
        max_text=20_000,
        max_part=20_000,  # of one request, in which five messages go
        size=utf16_units,
        has_recipients=False,
        max_files=0,  # it fetches files from a public address, and ours have none
        max_file_bytes=0,
        max_files_bytes=0,
        quotes=True,
    ),
    ChannelKind.VOICE: Capabilities(
        max_text=0,  # it is spoken
        has_recipients=False,
        max_files=0,
        max_file_bytes=0,
        max_files_bytes=0,
    ),
    ChannelKind.SMS: Capabilities(
        max_text=1600,
        max_part=1600,
        pays_by_part=True,
        has_recipients=False,
        max_files=0,
        max_file_bytes=0,
        max_files_bytes=0,
    ),
    ChannelKind.WEBCHAT: Capabilities(
        max_text=4000,
        has_recipients=False,
        max_files=5,
        max_file_bytes=10 * MEGABYTE,
        max_files_bytes=20 * MEGABYTE,
        is_fetched=True,
    ),
}


def capabilities_of(channel: Channel) -> Capabilities:
    return KINDS[channel.kind]
