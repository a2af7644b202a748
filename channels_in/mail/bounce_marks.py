"""The words by which mail systems report that they could not deliver."""

from __future__ import annotations

import re

SENDERS = re.compile(
    r"mailer[-_. ]?daemon|mail[-_. ]?daemon|mailerdaemon|postmaster|mail[ .]deliver(?:y)?[ .]sys(?:tem)?|"
    r"mail delivery subsystem|mail administrator|maildelivery|mail system|bounces?(?:[+-].*)?|mds|smtp daemon|"
    r"microsoft outlook|microsoftexchange[0-9a-f]*|<>",
    re.IGNORECASE,
)
SUBJECTS = re.compile(
    r"undeliver|not deliver|non[- ]?deliver|deliver\w* (?:status|fail|problem|error|notification|report|incomplete|delayed)|"
    r"mail delivery|delivery has failed|message delivery|failure notice|failure notification|returned (?:e-?)?mail|"
    r"mail (?:failure|system error)|returning message|returned to sender|return to sender|"
    r"error sending your mail|could not be (?:delivered|sent)|(?:e-?)?mail (?:error|returned)|message (?:error|returned)|"
    r"unzustellbar|nicht zugestellt|unbestellbar|mail konnte nicht|non remis|échec de (?:la )?remise|"
    r"no (?:se )?(?:puede|pudo) entregar|no entregado|non recapitabile|impossibile recapitare|onbestelbaar|"
    r"não (?:é possível entregar|entregue)|não foi possível|ej levererbart|kan ikke leveres|niedostarczon|"
    r"не доставлен|недоставлен|недоставк|nedoručiteln|teslim edilemedi|"
    r"gagal (?:terkirim|dikirim|kirim)|tidak (?:terkirim|dapat (?:di)?kirim)|pengiriman (?:gagal|pesan gagal)|"
    r"配信できません|配信不能|送信できません|退信|无法投递|系统退信|배달되지|반송",
    re.IGNORECASE,
)
BODIES = re.compile(
    r"(?:could|can|was|were|has|have|is|are)(?:n't| ?not)(?: \w+)?(?: be| been)? (?:deliver|sen[dt]|process|reach)|"
    r"unable to deliver|not delivered|undeliverable|undelivered|not able to deliver|(?:failed|failure) (?:to deliver|permanently)|"
    r"delivery (?:to|of|has|attempt|problem|fail|error|status|temporar)|had (?:delivery problems|permanent fatal errors|transient)|"
    r"(?:permanent|fatal|unrecoverable|transient) (?:fatal )?error|this is the (?:mail system|qmail)|"
    r"following (?:address|recipient|destination)|user unknown|unknown user|no such (?:user|address|recipient)|"
    r"mailbox (?:is )?(?:full|unavailable|not found|exceed)|over ?quota|quota exceeded|does(?:n't| not) exist|"
    r"message (?:has been|was|is) (?:rejected|returned|delayed)|returned (?:to you|mail)|"
    r"nicht zugestellt|konnte nicht|pas pu être|no (?:se )?(?:puede|pudo)|не (?:был|может быть|удалось) доставлен|не доставлено|"
    r"tidak (?:dapat|bisa) (?:terkirim|dikirim|disampaikan)|gagal (?:terkirim|dikirim)|配信でき|送信でき",
    re.IGNORECASE,
)
# A line behind which the mail that came back is shown.
ORIGINAL = re.compile(
    r"^[\s>*-]*(?:-{2,}.{0,10}(?:original|returned|copy|undelivered|below|message|unsent|header|body).{0,60}|"
    r"(?:original (?:message|mail)|below this line|content of the message|message (?:header|content)s?|"
    r"received message|the (?:original|message) (?:header|follows|was)|------ this is a copy).{0,60})$",
    re.IGNORECASE,
)
_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)")
_REPLY_CODE = re.compile(r"(?<![\d.:@])([45])[0-7]\d(?=[ -])")
_TEMPORARY = re.compile(
    r"mailbox (?:is )?(?:full|exceed)|quota|disk full|out of (?:disk )?space|temporar|try again|timed? ?out|deferred|"
    r"greylist|grey-list|too many|connection refused|penuh",
    re.IGNORECASE,
)
_DELAYED = re.compile(
    r"(?:will|being|be) (?:continue to (?:try|be)|re-?tr(?:y|ied))|still (?:trying|being tried)|not yet been delivered|"
    r"has been delayed|delivery (?:is |temporarily )?(?:delayed|suspended)|\(delay\)|warning: (?:message|could not send)|"
    r"do not need to resend|no action is required",
    re.IGNORECASE,
)


_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}", re.ASCII)


def addresses_in(text: str) -> tuple[str, ...]:
    found = (match.group().rstrip(".") for match in _ADDRESS.finditer(text))
    return tuple(dict.fromkeys(address for address in found if not SENDERS.fullmatch(address.partition("@")[0])))


def status_in(text: str) -> str:
    """The first enhanced status code that says something, else one made of a plain reply code."""
    codes = [".".join(found.groups()) for found in _STATUS.finditer(text)]
    telling = [code for code in codes if code[0] != "2" and not code.endswith(".0.0")]
    if telling or codes:
        return (telling or codes)[0]
    reply = _REPLY_CODE.search(text)
    return f"{reply.group(1)}.0.0" if reply else ""


def is_permanent(status: str, text: str) -> bool:
    if status[:1] in ("4", "5") and not status.startswith("5.2.2"):  # a full mailbox is emptied some day
        return status.startswith("5") and not (status == "5.0.0" and _TEMPORARY.search(text))
    return not _TEMPORARY.search(text) and not status.startswith("5.2.2")


def is_delay(text: str) -> bool:
    return bool(_DELAYED.search(text))
