"""A mail as its sender drew it: a document of its own, in a frame where nothing runs or is fetched."""

from __future__ import annotations

from csp.constants import NONE, SELF
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from helpdesk.lib.content_policy import replace_policy
from people.signed_in import SignedInRequest, signed_in
from tickets.message_frame import body_of
from tickets.models import Message

# No scripts, no forms, no plugins. The same origin only so that the page around it can measure its height:
# without scripts it lets nobody in.
SANDBOX = ["allow-same-origin", "allow-popups", "allow-popups-to-escape-sandbox"]
POLICY = {
    "default-src": [NONE],
    "img-src": [SELF, "data:"],
    "style-src": ["'unsafe-inline'"],
    "form-action": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
    "sandbox": SANDBOX,
}


@signed_in
@require_safe
@xframe_options_sameorigin
def show(request: SignedInRequest, ticket_id: int, message_id: int) -> HttpResponse:
    """Images of strangers tell them who reads, so they come only when asked for, for this one look."""
    messages = Message.objects.readable_by(request.user).prefetch_related("attachments")
    message = get_object_or_404(messages, ticket=ticket_id, pk=message_id)
    with_images = request.GET.get("images") == "shown"
    context = {"message": message, "body": body_of(message, shows_remote_images=with_images)}
    response = render(request, "tickets/message_html.html", context)
    sources = [*POLICY["img-src"], "https:", "http:"] if with_images else POLICY["img-src"]
    replace_policy(response, {**POLICY, "img-src": sources})
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
