"""All customers whom the viewer sees; a name, an address, a number or a ticket finds one."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people.signed_in import SignedInRequest, signed_in
from tickets.cursors import cursor_in
from tickets.customer_list import customer_page


@signed_in
@require_safe
def show(request: SignedInRequest) -> HttpResponse:
    words = " ".join(request.GET.get("q", "").split())[:100]
    after = request.GET.get("after", "")
    context = {
        "found": customer_page(request.user, words=words, after=cursor_in(after)),
        "words": words,
        "after": after,
        "section": "customers",
    }
    return render(request, "customers/list.html", context)
