"""The files of a message: only ids, fetched later with them. Names and types are as the sender claims."""

from __future__ import annotations

from collections.abc import Iterator

from channels_in.chat.content import Media
from channels_in.chat.reading import Data, part, parts, size_in, whole, words

# Field → what a file without a name is called. An animation also comes as the document that it is, and a
# living photo as the photo: the first that is there counts.
NAMES = {
    "animation": "animation.mp4",
    "live_photo": "photo.mp4",
    "audio": "audio.mp3",
    "document": "document",
    "video": "video.mp4",
    "video_note": "video.mp4",
    "voice": "voice.ogg",
    "sticker": "sticker.webp",
}


def media_in(message: Data) -> tuple[str, tuple[Media, ...]]:
    """As what it was sent, and the file; nothing where there is none."""
    for field, name in NAMES.items():
        if isinstance(message.get(field), dict):
            file = part(message, field)
            found = _sticker(file) if field == "sticker" else _file(file, name)
            return field, tuple(found)
    sizes = sorted(parts(message, "photo"), key=_area)
    return ("photo", tuple(_file(sizes[-1], "photo.jpg"))) if sizes else ("", ())


def _file(file: Data, name: str) -> Iterator[Media]:
    ref = words(file, "file_id", longest=500)
    size = size_in(file, "file_size")
    if ref:
        yield Media(
            name=words(file, "file_name", longest=255) or name,
            ref={"id": ref, "size": size},
            content_type=words(file, "mime_type", longest=100),
            size=size,
        )


def _sticker(sticker: Data) -> Iterator[Media]:
    """One that moves by itself (.tgs) nobody can show here: the picture in its place."""
    if sticker.get("is_animated") is True:
        return _file(part(sticker, "thumbnail") or part(sticker, "thumb"), "sticker.webp")
    return _file(sticker, "sticker.webm" if sticker.get("is_video") is True else "sticker.webp")


def _area(size: Data) -> int:
    return (whole(size, "width") or 0) * (whole(size, "height") or 0)
