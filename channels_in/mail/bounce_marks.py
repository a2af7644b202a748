"""The words by which mail systems report that they could not deliver."""

from __future__ import annotations

import re

from channels_in.mail.phrases import any_of

SENDERS = any_of(r"""
    mailer[-_. ]?daemon
    mail[-_. ]?daemon
    postmaster
    mail[ .]deliver(?:y)?[ .]sys(?:tem)?
    mail delivery subsystem
    mail administrator
    maildelivery
    mail system
    bounces?(?:[+-].{1,200})?
    smtp daemon
    microsoft outlook
    microsoftexchange[0-9a-f]{0,40}
    <>
""")
SUBJECTS = any_of(r"""
    undeliver
    not deliver
    non[- ]?deliver
    deliver\w{0,5} (?:status|fail|problem|error|notification|report|incomplete|delayed)
    mail delivery
    delivery has failed
    message delivery
    fail(?:ure|ed) (?:notice|notification)
    returned (?:e-?)?mail
    mail (?:failure|system error)
    returning message
    return(?:ed)? to sender
    error sending your mail
    could not be (?:delivered|sent)
    mail (?:error|returned)
    message (?:error|returned)
    unzustellbar|nicht zugestellt|unbestellbar|mail konnte nicht
    non remis|échec de (?:la )?remise
    no (?:se )?(?:puede|pudo) entregar|no entregado
    non recapitabile|impossibile recapitare
    onbestelbaar|não (?:é possível entregar|entregue|foi possível)|ej levererbart|kan ikke leveres
    niedostarczon|не доставлен|недоставлен|недоставк|nedoručiteln|teslim edilemedi
    gagal (?:terkirim|dikirim|kirim)
    tidak (?:terkirim|dapat (?:di)?kirim)
    pengiriman (?:gagal|pesan gagal|email gagal)
    配信できません|配信不能|送信できません|退信|无法投递|배달되지|반송
""")
BODIES = any_of(r"""
    (?:could|can|was|were|ha[sv]e?|is|are)(?:n't| ?not)(?: \w{1,20})?(?: be| been)? (?:deliver|sen[dt]|reach)
    unable to deliver
    not delivered
    undeliverable
    undelivered
    not able to deliver
    (?:failed|failure) (?:to deliver|permanently)
    delivery (?:to|of|has|attempt|problem|fail|error|status|temporar)
    had (?:delivery problems|permanent fatal errors|transient)
    (?:permanent|fatal|unrecoverable|transient) (?:fatal )?error
    this is the (?:mail system|qmail)
    following (?:address|recipient|destination)
    user unknown|unknown user
    no such (?:user|address|recipient)
    mailbox (?:is )?(?:full|unavailable|not found|exceed)
    over ?quota|quota exceeded
    does(?:n't| not) exist
    message (?:has been|was|is) (?:rejected|returned|delayed)
    returned (?:to you|mail)
    nicht zugestellt|konnte nicht|pas pu être|no (?:se )?(?:puede|pudo)
    не (?:был|может быть|удалось) доставлен|не доставлено
    tidak (?:dapat|bisa) (?:terkirim|dikirim|disampaikan)
    gagal (?:terkirim|dikirim)
    配信でき|送信でき
""")
# A line behind which the mail that came back is shown.
ORIGINAL = any_of(r"""
    [\s>*-]{0,99}-{2,99}.{0,10}(?:original|returned|copy|undelivered|below|message|unsent|header|body).{0,99}$
    [\s>*-]{0,99}(?:original (?:message|mail)|below this line|content of the message).{0,60}$
    [\s>*-]{0,99}(?:message (?:header|content)s?|received message).{0,60}$
    [\s>*-]{0,99}the (?:original|message) (?:header|follows|was).{0,60}$
""")
_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)")
_REPLY_CODE = re.compile(r"(?<![\d.:@])([45])[0-7]\d(?=[ -])")
_TEMPORARY = any_of(r"""
    mailbox (?:is )?(?:full|exceed)
    quota
    disk full|out of (?:disk )?space
    temporar
    try again
    timed? ?out
    deferred
    gr[ea]y-?list
    too many
    connection refused
    penuh
""")
_DELAYED = any_of(r"""
    (?:will|being|be) (?:continue to (?:try|be)|re-?tr(?:y|ied))
    still (?:trying|being tried)
    not yet been delivered
    has been delayed
    delivery (?:is |temporarily )?(?:delayed|suspended)
    \(delay\)
    warning: (?:message|could not send)
    do not need to resend
    no action is required
""")
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}", re.ASCII)


def addresses_in(text: str) -> tuple[str, ...]:
    found = (match.group().rstrip(".") for match in _ADDRESS.finditer(text))
    return tuple(
        dict.fromkeys(address for address in found if not SENDERS.fullmatch(address.partition("@")[0]))
    )


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
