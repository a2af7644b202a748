"""What can be asked of Meta about an app: whether its secret is the one we hold, and until when our token is
good.

Source: developers.facebook.com, "debug_token". The token to be looked at travels in the address, by their
design: no address of this request is ever kept or shown.
"""

from __future__ import annotations

from urllib.parse import quote

from channels_in.care.finding import Finding
from channels_in.chat.reading import moment, part, parts, words
from channels_in.meta.graph import Key, Reply, ask
from channels_in.models import Connection

DENIED = {"190", "102", "0", "401"}


def why_refused(reply: Reply) -> str:
    """A code of problem_words.py for a refusal of any question, or nothing."""
    if reply.status < 300:
        return ""
    if reply.doubts_secret:
        return "send_secret"
    if reply.code in DENIED or reply.status == 401:
        return "send_token"
    if reply.code in {"3", "10"} or (reply.code.isdecimal() and 200 <= int(reply.code) < 300):
        return "send_permission"
    return "send_unreachable" if reply.status >= 500 else "send_number"


def check_secret(connection: Connection) -> Finding:
    """With the app's own number and secret: that they are right is half of what is asked."""
    app = str(connection.options.get("app_id", ""))
    secrets = connection.secrets.get("app_secrets") or [""]
    token = str(connection.secrets.get("access_token", ""))
    reply = ask(f"debug_token?input_token={quote(token, safe='')}", Key(token=f"{app}|{secrets[0]}"))
    if reply.status >= 300:
        return Finding(step="secret", problem="hook_secret", detail=reply.detail.replace(token, "…"))
    data = part(reply.body, "data")
    if data.get("is_valid") is not True:
        return Finding(step="secret", problem="send_token", detail=words(data, "error", "message"))
    if words(data, "app_id") not in {"", app}:
        return Finding(step="secret", problem="send_other_app", detail=words(data, "app_id", longest=40))
    ends = [moment(data, name) for name in ("expires_at", "data_access_expires_at") if data.get(name)]
    return Finding(step="secret", ends_at=min((end for end in ends if end), default=None))


def subscribed_apps(reply: Reply) -> set[str]:
    apps = set()
    for one in parts(reply.body, "data"):
        apps |= {words(one, "id", longest=40), words(one, "whatsapp_business_api_data", "id", longest=40)}
    return apps - {""}
