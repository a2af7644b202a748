"""Text made safe to store and legible to show: one-line values, names and bodies."""

from __future__ import annotations

import re

# Turns the reading direction of everything after it: hides "exe" in "annexe.pdf".
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# The last three: letters that look like nothing, as which many are called on their telephone.
_INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb"
    "\u2800\u3164\uffa0"
)
_LINE_BREAKS = re.compile("[\x00-\x1f\x7f\x80-\x9f\u2028\u2029]+")
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
_UNSEEN = re.compile(f"[{_DIRECTION}{_INVISIBLE}\U000e0000-\U000e007f]")
_JOINERS = re.compile("[\u200c\u200d]")
_BODY_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff]")
_SPACES = re.compile(r"\s+")
NAME_LENGTH = 200


def one_line(text: str) -> str:
    """A header value such as the subject: no line break, no control character, no direction override."""
    return _OVERRIDES.sub("", _LINE_BREAKS.sub(" ", text)).strip()


def display_name(text: str) -> str:
    """A person's name: as `one_line`, nothing invisible, its spaces single."""
    seen = _SPACES.sub(" ", _UNSEEN.sub("", _LINE_BREAKS.sub(" ", text)))
    return seen.strip(" \u200c\u200d")[:NAME_LENGTH]


def file_name(text: str) -> str:
    """A file's name to show: no folder, nothing invisible, its ending kept. May come out empty."""
    text = _JOINERS.sub("", _UNSEEN.sub("", _LINE_BREAKS.sub(" ", text)))
    name = _SPACES.sub(" ", text.replace("\\", "/").rpartition("/")[2]).strip(" .")
    if len(name) > NAME_LENGTH:
        stem, dot, ending = name.rpartition(".")
        name = name[:NAME_LENGTH] if not dot or len(ending) > 20 else f"{stem[: NAME_LENGTH - 21]}.{ending}"
    return name


def body(text: str) -> str:
    """A body: line ends as one character, tabs kept, other control characters dropped."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    return _BODY_CONTROLS.sub("", text)
