"""The phrases by which mail programs mark what they quote, forward or sign, in the languages customers use.

Each predicate looks at one line (or a few joined ones) once: plain string tests and expressions that cannot
backtrack, as the lines come from strangers.
"""

from __future__ import annotations

import re
from enum import Enum

LONGEST_MARK = 500

# "… wrote:" – the verb stands right before the colon.
_VERBS_LAST = tuple(
    "wrote|writes|said|you wrote|menulis|telah menulis|tulis|a écrit|escribió|ha escrito|ha scritto|scrive|escreveu|"
    "написал|написала|написал(а)|пишет|написав|пише|napisał|napisała|napisał(a)|pisze|napsal|napsala|napsal(a)|"
    "napísal|napísal(a)|a scris|írta|kirjoitti|έγραψε|yazdı|şunu yazdı|写道|寫道|書きました|のメール|작성|님이 작성|"
    "đã viết|đã viết|เขียนว่า|เขียน|كتب|כתב|je napisao|napisao/la|написа|rašė|schreef|schrieb|skrev|skreiv|skrifaði".split("|")
)
# "Am … schrieb NAME:" – the verb stands anywhere, the line still ends with a colon.
_VERBS_INSIDE = (" schrieb ", " schreef ", " skrev ", " geschrieben", " pada tanggal ", " tarihinde ", " menulis pada ")
_STARTS = tuple(
    "on |at |pada |tanggal |pd |am |vom |le |el |il |em |op |den |på |w dniu |dnia |dne |v |в |на |a |la |στις |στις|在|于|vào |"
    "lúc |เมื่อ |في |ב|ma |2026|kl. ".split("|")
)
_DATE_FIRST = re.compile(r"\d{1,4}[./年-]\s?\d{1,2}[./月-]\s?\d{1,4}|\d{1,2}[.:]\d{2}|\d{1,2}\.? \w{3,12}\.? \d{4}")
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")
_OLD_GMAIL = re.compile(r"\d{4}-\d{2}-\d{2} \d{1,2}:\d{2} GMT[+-]\d{1,2}:\d{2} \S")
_EDGES = re.compile(r"^[>\s*_|#]+|[>\s*_|]+$")
_RULE = re.compile(r"[\s>*]*[-_=–—*]{3,}[\s*]*")
_DASHED = re.compile(r"[\s>*]*[-–—_=]{2,}\s*([^-–—_=\n]{3,80}?)\s*[-–—_=]{2,}[\s*]*")


class Attribution(Enum):
    NONE = 0
    ONLY_BEFORE_QUOTES = 1  # "Budi menulis:" – a person may have written it as well
    CERTAIN = 2


def attribution(joined: str) -> Attribution:
    """Is this the line that a mail program writes above a quote?"""
    text = _EDGES.sub("", joined.replace("\u200e", "").replace("\u200f", "").replace("\xa0", " ")).lower()
    if not text.endswith((":", "：")) or len(text) > LONGEST_MARK:
        return Attribution.NONE
    said = text[:-1].rstrip(" *_")
    begins_well = text.startswith(_STARTS) or bool(_DATE_FIRST.match(text))
    if begins_well and said.endswith(">") and "@" in said and _CLOCK.search(said):
        return Attribution.CERTAIN  # Gmail in Japanese or Korean, and of old: date, name, <address>:
    if not said.endswith(_VERBS_LAST) and not any(verb in said for verb in _VERBS_INSIDE):
        return Attribution.NONE
    if _DIGIT.search(said) and (begins_well or ("@" in said and _CLOCK.search(said))):
        return Attribution.CERTAIN
    return Attribution.ONLY_BEFORE_QUOTES


def is_old_gmail(line: str) -> bool:
    return bool(_OLD_GMAIL.match(line))


_ORIGINAL = tuple(
    "original message|original appointment|original email|message original|message d'origine|pesan asli|pesan semula|"
    "email asli|mesej asal|ursprüngliche nachricht|ursprungliche nachricht|originalnachricht|mensaje original|"
    "mensagem original|messaggio originale|oorspronkelijk bericht|ursprungligt meddelande|originalmeddelande|"
    "oprindelig meddelelse|opprinnelig melding|wiadomość oryginalna|oryginalna wiadomość|исходное сообщение|"
    "пересылаемое сообщение|původní zpráva|alkuperäinen viesti|orijinal mesaj|özgün ileti|原始邮件|原始郵件|元のメッセージ|"
    "원본 메시지|reply message|reply to message|tin nhắn gốc|eredeti üzenet|replied message|balas pesan".split("|")
)
_FORWARDED = tuple(
    "forwarded message|forwarded by|forward message|pesan terusan|pesan yang diteruskan|pesan diteruskan|"
    "diteruskan|terusan pesan|mesej dimajukan|weitergeleitete nachricht|message transféré|message transmis|"
    "mensaje reenviado|mensagem encaminhada|messaggio inoltrato|doorgestuurd bericht|vidarebefordrat meddelande|"
    "videresendt|wiadomość przekazana|przekazana wiadomość|пересылаемое сообщение|пересланное сообщение|"
    "přeposlaná zpráva|välitetty viesti|iletilmiş ileti|転送メッセージ|转发的消息|转发邮件|전달된 메시지".split("|")
)
_FORWARD_OPENERS = tuple(
    "begin forwarded message|start of forwarded message|awal pesan yang diteruskan|mulai pesan yang diteruskan|"
    "mulai pesan terusan|pesan yang diteruskan|anfang der weitergeleiteten nachricht|début du message réexpédié|"
    "début du message transféré|inicio del mensaje reenviado|inizio messaggio inoltrato|"
    "início da mensagem reencaminhada|begin doorgestuurd bericht".split("|")
)
_FORWARD_SUBJECT = re.compile(
    r"\s*(?:fwd?|fw|wg|tr|trs|enc|rv|i|vs|doorst|diteruskan|teruskan|terusan|pd|転送|转发)\s*:", re.IGNORECASE
)


def is_rule(line: str) -> bool:
    """A drawn line, as stands between an answer and what it answers."""
    return len(line) < 200 and bool(_RULE.fullmatch(line))


def is_original_separator(line: str) -> bool:
    words = _dashed_words(line)
    return bool(words) and words.startswith(_ORIGINAL)


def is_forward_separator(line: str) -> bool:
    words = _dashed_words(line)
    return (bool(words) and words.startswith(_FORWARDED)) or _EDGES.sub("", line[:120]).lower().rstrip(
        ": "
    ) in _FORWARD_OPENERS


def is_forward_subject(subject: str) -> bool:
    return bool(_FORWARD_SUBJECT.match(subject[:40]))


def _dashed_words(line: str) -> str:
    found = _DASHED.fullmatch(line) if len(line) < 200 else None
    return found.group(1).strip(" *").lower() if found else ""


class Field(Enum):
    FROM = 1
    SENT = 2
    DATE = 3
    TO = 4
    CC = 5
    SUBJECT = 6


_FIELD_WORDS = {
    Field.FROM: "from|dari|pengirim|daripada|von|de|da|van|från|fra|od|от|від|från|kimden|gönderen|lähettäjä|发件人|寄件者|差出人|보낸 사람|từ|από|expéditeur|mittente|remitente",
    Field.SENT: "sent|dikirim|terkirim|dihantar|gesendet|envoyé|enviado|enviado el|enviada em|inviato|verzonden|skickat|sendt|wysłano|wysłane|отправлено|надіслано|odesláno|gönderildi|gönderme tarihi|lähetetty|发送时间|寄件日期|送信日時|보낸 날짜|đã gửi",
    Field.DATE: "date|tanggal|tarikh|hari/tanggal|datum|fecha|data|dato|дата|tarih|päivämäärä|日期|日付|날짜|ngày",
    Field.TO: "to|kepada|untuk|ke|an|à|para|a|aan|till|til|do|komu|кому|kime|alıcı|vastaanottaja|收件人|宛先|받는 사람|đến|destinataire|destinatario",
    Field.CC: "cc|tembusan|kopie|copie|kopia|kopi|копия|bilgi|抄送|副本|참조",
    Field.SUBJECT: "subject|perihal|subjek|hal|judul|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne|emne|temat|тема|předmět|predmet|konu|aihe|主题|主旨|件名|제목|chủ đề|θέμα",
}
_FIELDS = {word: kind for kind, words in _FIELD_WORDS.items() for word in words.split("|")}
_LONGEST_FIELD = max(len(word) for word in _FIELDS)


def header_field(line: str) -> tuple[Field, str] | None:
    """The kind and value of a line such as "*Dari:* Budi <budi@example.com>"."""
    bare = line[:300].replace("\u200e", "").replace("\xa0", " ").lstrip("> \t*_|").replace("：", ":")
    word, colon, value = bare.partition(":")
    if not colon or len(word) > _LONGEST_FIELD + 4:
        return None
    kind = _FIELDS.get(word.strip(" *_").lower())
    return (kind, value.strip(" *_")) if kind else None


def has_clock(value: str) -> bool:
    return bool(_CLOCK.search(value))


_SIGNATURE_RULE = re.compile(r"(?:--|—|__|-- |\*--\*|--=20) ?")
_PROGRAM_SIGNATURES = tuple(
    "sent from my |sent from mail |sent from outlook|sent from yahoo|sent from samsung|sent via |sent with |"
    "sent from proton|sent from the |get outlook for |get bluemail |dikirim dari |dikirim melalui |dikirim dengan |"
    "terkirim dari |dihantar dari |dapatkan outlook untuk|unduh outlook untuk|envoyé de mon |envoyé depuis |"
    "envoyé à partir de |télécharger outlook|von meinem |gesendet von |gesendet mit |diese nachricht wurde von mein|"
    "enviado desde mi |enviado do meu |enviado desde |enviado a partir do |inviato da |verzonden vanaf |"
    "verstuurd vanaf |skickat från |sendt fra |wysłane z |отправлено с |odesláno z |iphone'umdan gönderildi|"
    "iphone から送信|从我的 iphone|发自我的|나의 iphone에서|lähetetty iphone|yahoo mail: ".split("|")
)


def is_signature_rule(line: str) -> bool:
    return len(line) < 20 and bool(_SIGNATURE_RULE.fullmatch(line.strip("\r\n")))


def is_program_signature(line: str) -> bool:
    return len(line) < 200 and line.strip(" *_[<>").lower().startswith(_PROGRAM_SIGNATURES)
