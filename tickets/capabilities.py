"""What each kind of channel can carry. The composer shows it, the actions enforce it."""

from __future__ import annotations

from dataclasses import dataclass

from tickets.models import Channel, ChannelKind

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    max_text: int  # characters of one message
    has_recipients: bool  # the agent may add people to a reply
    max_files: int  # 0: carries none
    max_file_bytes: int  # of one file
    max_files_bytes: int  # of all files of one message

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
}


def capabilities_of(channel: Channel) -> Capabilities:
    return KINDS[channel.kind]
