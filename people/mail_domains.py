"""The mail domains of an organisation: whoever writes from one of them gets its tier, so none is a guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from people.models import Organisation

_DOMAIN = re.compile(r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
EVERYBODYS = frozenset({
    "gmail.com", "googlemail.com", "yahoo.com", "yahoo.co.id", "yahoo.co.uk", "ymail.com",
    "rocketmail.com", "hotmail.com", "hotmail.co.id", "outlook.com", "outlook.co.id", "live.com",
    "msn.com", "icloud.com", "me.com", "mac.com", "aol.com", "gmx.com", "gmx.de", "gmx.net",
    "web.de", "mail.com", "mail.ru", "yandex.com", "yandex.ru", "proton.me", "protonmail.com",
    "zoho.com", "qq.com", "163.com", "126.com", "naver.com", "plasa.com", "telkom.net",
})  # fmt: skip


def refuse_domains(domains: Iterable[str], *, of: Organisation) -> None:
    """Those that it does not have already: what is stored is nobody's fault who changes something else."""
    if words := list(_faults(sorted(set(domains) - set(of.domains)), of)):
        raise ValidationError({"domains": words})


def _faults(domains: list[str], of: Organisation) -> Iterator[str]:
    others = Organisation.objects.exclude(pk=of.pk).filter(domains__overlap=domains)
    taken = {domain: other.name for other in others for domain in other.domains}
    for domain in domains:
        if not _DOMAIN.fullmatch(_in_ascii(domain)):
            yield _("“%(domain)s” is no mail domain: write it like hotel.example.") % {"domain": domain}
        elif domain in EVERYBODYS:
            yield _("From “%(domain)s” anybody writes: it is no organisation’s own.") % {"domain": domain}
        elif domain in taken:
            words = _("“%(domain)s” belongs to “%(name)s” already.")
            yield words % {"domain": domain, "name": taken[domain]}


def _in_ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return ""
