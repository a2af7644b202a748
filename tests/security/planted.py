"""What is planted to be found, or to be refused."""

from __future__ import annotations

from django.conf import settings

POWER = {
    "role": "admin",
    "is_admin": "1",
    "is_staff": "1",
    "is_superuser": "1",
    "is_active": "",
    "may_triage": "1",
    "capacity": "500",
    "password": "planted",
    "email": "taken@evil.example",
    "pk": "1",
    "id": "1",
}
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'"
SECRETS = {
    "the key that signs sessions": settings.SECRET_KEY,
    "a key of encrypted fields": settings.FIELD_KEYS[0],
    "a signing secret of the API": "planted-signing-secret",
    "the password of a mail server": "planted-smtp-password",
    "a refresh token": "planted-refresh-token",
    "the hash of a password": "argon2",
    "what somebody is still writing": "planted-words-of-a-draft",
}
NOTE = "planted-words-of-a-note"
