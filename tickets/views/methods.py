"""HTML forms can only post; a form that means to delete says so in a hidden field."""

from __future__ import annotations

from django.http import HttpRequest


def deletes(request: HttpRequest) -> bool:
    return request.method == "DELETE" or request.POST.get("_method") == "delete"
