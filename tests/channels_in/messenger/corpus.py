"""Real payloads under corpora/webhooks that Meta sent to others, and the one outcome of each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.channels_in.mail.corpus import corpora

FOLDER = "facebook-restfb"
PUBLIC = ("feed-", "ratings-", "leadgen", "mention-")
NO_WEBHOOKS = (  # answers of the Graph API
    "instagram/container_no_copyright",
    "instagram/content_publishing_limit",
    "instagram/ig_login_exception",
    "instagram/media-carousel",
    "instagram/user",
    "v10_0/instagram-conversation",
    "v2_11/page-with-instagram",
)
HELLO = "hello, world!"
# name → (outcome, reason, external id or how it begins, words)
MESSAGES = {
    "message-basic": ("mid.1457764197618:41d102a3e1ae206a38", HELLO),
    "message-reply-1": ("mid.1457764197618:41d102a3e1ae206a38", HELLO),
    "message-edits": ("edit:mid.1457764197618:41d102a3e1ae206a38:37", HELLO),
    "message-isunsupported": ("message_id", ""),
    "message-location-attachment": ("mid.1458696618141:b4ef9d19ec21086067", ""),
    "message-quickreply": ("mid.1458696618141:b4ef9d19ec21086067", "quick reply text"),
    "message-nlp-3": ("mid.$cAAFnKHM6z25j0O-zJVdn6pqZyS3S", "hallo!"),
    "message-nlp-4": ("mid.$cAAFnKHM6z25j0PIg3ldn6zYeydjN", "wie geht es dir heute?"),
    "message-nlp-6": ("mid.$cAAFnKHM6z25j0PvyNVdn7apzfH6O", "How is the weather?"),
    "message-nlp-8": ("mid.$cAAFnKHM6z25j0QQm0ldn77eaCVEy", "How is it going?"),
    "message-nlp-email": (
        "mid.$cAAFnKHM6z25j0QQm0ldn77eaCVEy",
        "please send me a message at test@emaple.org",
    ),
    "message-nlp-money": ("mid.$cAAFnKHM6z25j0QQm0ldn77eaCVEy", "This costs 4.56 EUR"),
    "message-nlp-volume": ("mid.$cAAFnKHM6z25j0QQm0ldn77eaCVEy", "3 liter may work"),
    "message-nlp-email-2": (
        "-DpM1dbY54v72W76CMcpFC67x9QLy11IvvcmRE",
        "You can contact me at mail@example.org",
    ),
    "message-nlp-error": (
        "t8Z18hGWisXFy90yYBRHwnOwRWDDf7jJyJdxFrmLryLNJTyS7eBGQOrzuKbVtlDqlYf7WgtMkgshUzwUfznHcg",
        "For security reasons",
    ),
    "message-product-template": ("mid.$cAAJdkrCd2ORnva8ErFhjGm0X_Q_c", "Some product title – $40"),
    "message-product-template-2": (
        "m_id",
        "text sent along with the product\nproduct name – product price as a string",
    ),
    "postback-basic": ("postback:12345654332:987654321432:1458692752478:", "USER_DEFINED_PAYLOAD"),
    "postback-chat": ("postback:12345654332:ref:987654321432:1458692752478:", "hey"),
}
IGNORED = {
    "messaging-message-basic-echo": "echo_without_ticket",
    "messaging-reaction-2": "unknown_message",
    "messaging-delivery-basic": "unknown_message",
    "messaging-optin-basic": "optin",
    "messaging-accountlinking-linked": "account_linking",
    "messaging-checkoutupdate-shipping": "checkout_update",
    "messaging-payment": "payment",
    "messaging-policy-callback-block": "policy",
    "messaging-policy-callback-unblock": "policy",
    "user-email": "other_object",
    "user-movies-add": "other_object",
    "user-television-add": "other_object",
}


def payloads() -> list[Path]:
    folder = (corpora() or Path()) / "webhooks" / FOLDER
    return sorted(folder.rglob("*.json")) if folder.is_dir() else []


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def expected(path: Path) -> tuple[str, str, str, str]:
    if path.parent.name != "webhooks":
        known = {"instagram/messaging-seen": ("ignored", "unknown_message", "read:", "")}
        return known.get(name_of(path), ("dead", "invalid", "unread:", ""))
    if path.stem.startswith(PUBLIC):
        return "ignored", "not_messaging", "event:", ""
    if path.stem in IGNORED:
        return "ignored", IGNORED[path.stem], "", ""
    return "message", "", *MESSAGES[path.stem.removeprefix("messaging-")]


def account_in(raw: bytes) -> tuple[str, str]:
    """Kind and address of the channel that a payload is for."""
    data: Any = json.loads(raw)
    entries = data.get("entry")
    address = str(entries[0]["id"]) if entries else "1"
    return ("instagram" if data.get("object") == "instagram" else "messenger"), address
