"""Sounds and films, told by their first bytes: what a page may play, and what a provider shows as such."""

from __future__ import annotations

# What browsers play by themselves. Nothing of it can run a script, whatever its bytes.
PLAYED = frozenset(
    {
        *("audio/ogg", "audio/mpeg", "audio/mp4", "audio/aac", "audio/wav"),
        *("video/mp4", "video/webm", "video/ogg"),
    }
)
AUDIO_BRANDS = (b"M4A ", b"M4B ")
OTHER_BRANDS = {b"qt  ": "video/quicktime"}


def media_type(head: bytes) -> str:
    """Nothing: neither a sound nor a film that we know."""
    for read in (_of_a_box, _of_ogg, _of_riff, _of_matroska):
        if found := read(head):
            return found
    if head.startswith(b"#!AMR"):
        return "audio/amr"
    if head.startswith(b"ID3"):
        return "audio/mpeg"
    return _of_frames(head)


def may_play(content_type: str) -> bool:
    return content_type in PLAYED


def _of_a_box(head: bytes) -> str:
    """MP4 and its relatives name what they are in their first box."""
    if head[4:8] != b"ftyp":
        return ""
    brand = head[8:12]
    if brand.startswith(b"3g"):
        return "video/3gpp"
    if brand in OTHER_BRANDS:
        return OTHER_BRANDS[brand]
    if brand in AUDIO_BRANDS:
        return "audio/mp4"
    return "video/mp4" if brand[:3] in {b"iso", b"mp4", b"avc", b"M4V", b"MSN", b"das"} else ""


def _of_ogg(head: bytes) -> str:
    if not head.startswith(b"OggS"):
        return ""
    return "video/ogg" if b"\x80theora" in head[:200] else "audio/ogg"


def _of_riff(head: bytes) -> str:
    return "audio/wav" if head.startswith(b"RIFF") and head[8:12] == b"WAVE" else ""


def _of_matroska(head: bytes) -> str:
    return "video/webm" if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head[:64] else ""


def _of_frames(head: bytes) -> str:
    """Streams without a name: eleven bits, then which layer. The third only: a text may begin like others."""
    if len(head) < 4 or head[0] != 0xFF:
        return ""
    if head[1] & 0xF6 == 0xF0:
        return "audio/aac"
    is_third = head[1] in {0xFB, 0xFA, 0xF3, 0xF2, 0xE3, 0xE2}
    return "audio/mpeg" if is_third and head[2] & 0xF0 not in {0, 0xF0} else ""
