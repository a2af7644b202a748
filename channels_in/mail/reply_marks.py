"""The marks by which mail programs set apart what they quote, forward or sign.

Each test looks at one line (or a few joined ones) once: plain comparisons and expressions that cannot
backtrack far, as the lines come from strangers.
"""

from __future__ import annotations

import re
from enum import Enum

from channels_in.mail import reply_words as words

LONGEST_MARK = 500
_DATE_FIRST = re.compile(
    r"\d{1,4}[./年-]\s?\d{1,2}[./月-]\s?\d{1,4}|\d{1,2}[.:]\d{2}|\d{1,2}\.? \w{3,12}\.? \d{4}"
)
_CLOCK = re.compile(r"(?<![\d.:])(?:[01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d)?(?!\d|\.\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d\d(?!\d)")
_SENTENCE_END = re.compile(r"[^\W\d]{5,}[.!?]$")
_OLD_GMAIL = re.compile(r"\d{4}-\d{2}-\d{2} \d{1,2}:\d{2} GMT[+-]\d{1,2}:\d{2} \S")
_EDGES = re.compile(r"^[>\s*_|#]+|[>\s*_|]+$")
_RULE = re.compile(r"[\s>*]*[-_=–—*]{3,}[\s*]*")
_DASHED = re.compile(r"[\s>*]{0,20}[-–—_=]{2,99}\s{0,9}([^-–—_=\n]{3,80})[-–—_=]{2,99}[\s*]{0,20}")
_WIDE_COLON = "\uff1a"
_FORWARD_SUBJECT = re.compile(
    r"\s*(?:fwd?|fw|wg|tr|trs|enc|rv|i|vs|doorst|diteruskan|teruskan|terusan|pd|転送|转发)\s?:", re.IGNORECASE
)
_COUNT = re.compile(r"\s?(?:\[\d{1,3}\]|\(\d{1,3}\))\s?$")
_SIGNATURE_WORDS = 10
_LINK = re.compile(r"<?https?://[^\s>]{0,300}>?")
_LONG_NUMBER = re.compile(r"\d{5}")  # of a parcel or an order: no program signs with it
_WRITTEN_WITH = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words.WRITTEN_WITH))})(?!\w)")
_NEAR = 40  # characters behind "sent from" within which a device or a program is named
_SENTENCE_WORDS = 8  # no line of a name, a firm and how to reach them is as long
_SIGNATURE_RULE = re.compile(r"(?:--|—|__|\*--\*|--=20) ?")


class Attribution(Enum):
    NONE = 0
    ONLY_BEFORE_QUOTES = 1  # "Budi menulis:" – a person may have written it as well
    LIKELY = 2  # "Budi <budi@example.com> menulis pada …, 10.15:" – if it begins with the name
    CERTAIN = 3


class Field(Enum):
    FROM = words.FROM
    SENT = words.SENT
    DATE = words.DATE
    TO = words.TO
    CC = words.CC
    SUBJECT = words.SUBJECT


_FIELDS = {word: field for field in reversed(Field) for word in field.value}
_LONGEST_FIELD = max(len(word) for word in _FIELDS)


def attribution(joined: str) -> Attribution:
    """Is this the line that a mail program writes above a quote?"""
    text = _EDGES.sub("", _without_marks(joined)).lower()
    if not text.endswith((":", _WIDE_COLON)) or len(text) > LONGEST_MARK:
        return Attribution.NONE
    said = text[:-1].rstrip(" *_")
    begins_well = text.startswith(words.STARTS) or bool(_DATE_FIRST.match(text))
    names_address = "@" in said and bool(_CLOCK.search(said))
    if names_address and said.endswith(">"):  # Gmail in Russian or Japanese: date, name, <address>:
        return Attribution.CERTAIN if begins_well else Attribution.LIKELY
    if not said.endswith(words.VERBS_LAST) and not any(verb in said for verb in words.VERBS_INSIDE):
        return Attribution.NONE
    # "Pada tanggal 3 November pukul 10.15 saya menulis:" – a customer says that; a program names the year.
    if begins_well and ("@" in said or (_CLOCK.search(said) and _YEAR.search(said))):
        return Attribution.CERTAIN
    if names_address:
        return Attribution.LIKELY
    return Attribution.ONLY_BEFORE_QUOTES


def ends_with_colon(line: str) -> bool:
    return line.rstrip("> *_|")[-1:] in (":", _WIDE_COLON)


def ends_sentence(line: str) -> bool:
    """No attribution goes on behind a full stop, unless it is one of "Apr." or "28."."""
    return bool(_SENTENCE_END.search(line[-20:]))


def is_old_gmail(line: str) -> bool:
    return bool(_OLD_GMAIL.match(line))


def is_rule(line: str) -> bool:
    """A drawn line, as stands between an answer and what it answers."""
    return len(line) < 200 and bool(_RULE.fullmatch(line))


def is_original_separator(line: str) -> bool:
    return _dashed_words(line).startswith(words.ORIGINAL)


def is_forward_separator(line: str) -> bool:
    opener = _EDGES.sub("", line).lower().rstrip(": ") if len(line) < 120 else ""
    return _dashed_words(line).startswith(words.FORWARDED) or opener in words.FORWARD_OPENERS


def is_forward_subject(subject: str) -> bool:
    return bool(_FORWARD_SUBJECT.match(subject[:40]))


def is_answer_subject(subject: str) -> bool:
    """By itself, as the child has nothing of the rest: helpdesk.lib.subjects knows the same marks."""
    mark, colon, _ = subject[:60].replace(_WIDE_COLON, ":").partition(":")
    return bool(colon) and _COUNT.sub("", mark).strip().lower() in words.RE


def header_field(line: str) -> tuple[Field, str] | None:
    """The kind and value of a line such as "*Dari:* Budi <budi@example.com>"."""
    bare = _without_marks(line[:300]).lstrip("> \t*_|").replace(_WIDE_COLON, ":")
    word, colon, value = bare.partition(":")
    if not colon or len(word) > _LONGEST_FIELD + 4:
        return None
    field = _FIELDS.get(word.strip(" *_").lower())
    return (field, value.strip(" *_")) if field else None


def has_clock(value: str) -> bool:
    return bool(_CLOCK.search(value))


def is_signature_rule(line: str) -> bool:
    return len(line) < 20 and bool(_SIGNATURE_RULE.fullmatch(line.strip("\r\n")))


def is_certain_rule(line: str) -> bool:
    """As programs write it. Without the space behind it, a person may have drawn it between two matters."""
    return line.strip("\r\n") in ("-- ", "--=20")


def reads_as_signature(lines: list[str]) -> bool:
    """A name first, and no line of it a sentence, a question or a list."""
    first = lines[0] if lines else ""
    has_sentence = any(
        len(line.split()) >= _SENTENCE_WORDS
        or line.endswith(("?", "!"))
        or (line.endswith(".") and len(line.split()) > 3)
        for line in lines
    )
    return not has_sentence and ":" not in first and not any(letter.isdigit() for letter in first)


def is_link(line: str) -> bool:
    return len(line) < 400 and bool(_LINK.fullmatch(line))


def is_program_signature(line: str) -> bool:
    """A few words; "Sent from my desk, where it is much easier to …" goes on as a person would, and so does
    "Dikirim melalui JNE, resi 0123456789".
    """
    if len(line) > 400 or len(line.split()) >= _SIGNATURE_WORDS:
        return False
    said = _LINK.sub(" ", line).strip(" *_[<>\r\n").lower() + " "
    if said.startswith(words.SENT_FROM):
        return True
    opener = next((start for start in words.SENT_THROUGH if said.startswith(start)), "")
    near = said[len(opener) : len(opener) + _NEAR]
    return bool(opener and _WRITTEN_WITH.search(near)) and not _LONG_NUMBER.search(said)


def _dashed_words(line: str) -> str:
    found = _DASHED.fullmatch(line) if len(line) < 200 else None
    return found.group(1).strip(" *").lower() if found else ""


def _without_marks(line: str) -> str:
    """Direction marks and hard spaces, which some programs strew in."""
    return line.replace("\u200e", "").replace("\u200f", "").replace("\xa0", " ").replace("\u202f", " ")
