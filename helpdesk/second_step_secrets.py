"""Keys of authenticator apps and recovery codes lie encrypted in the database, like secrets of channels."""

from __future__ import annotations

from allauth.mfa.adapter import DefaultMFAAdapter

from helpdesk.lib import encrypted


class EncryptedSecrets(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    def encrypt(self, text: str) -> str:
        return encrypted.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return str(encrypted.decrypt(encrypted_text))
