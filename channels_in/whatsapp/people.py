"""Who is who in a change: contacts stand beside the messages and are matched by their ids, never by place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from channels_in.chat.content import Who
from channels_in.chat.reading import Data, parts, words

PHONE = re.compile(r"\+?[0-9]{5,20}")
SCOPED = re.compile(r"[A-Za-z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}")  # business-scoped user id
KIND = "whatsapp"


@dataclass(frozen=True, slots=True)
class People:
    contacts: tuple[Data, ...]
    our_number: str  # digits

    @classmethod
    def of(cls, value: Data) -> People:
        ours = re.sub(r"[^0-9]", "", words(value, "metadata", "display_phone_number"))
        return cls(tuple(parts(value, "contacts")), ours)

    def who(self, *, phone: str, user: str, parent: str = "") -> Who | None:
        """By the phone number where there is one: it is the same person on the telephone and by SMS."""
        ids = [(KIND, one) for one in (user, parent) if SCOPED.fullmatch(one)]
        if PHONE.fullmatch(phone):
            ids.insert(0, ("sms", phone))  # of a telephone: people/identity.py
        if not ids:
            return None
        (kind, address), *also = ids
        return Who(kind=kind, address=address, also=tuple(also), name=self._name(phone, user))

    def _name(self, phone: str, user: str) -> str:
        for contact in self.contacts:
            same_user = user and words(contact, "user_id") == user
            if same_user or (not user and phone and words(contact, "wa_id") == phone):
                name, called = words(contact, "profile", "name"), words(contact, "profile", "username")
                handle = f"@{called.lstrip('@')}" if called else ""
                return " ".join(one for one in (name, handle) if one)[:200]
        return ""
