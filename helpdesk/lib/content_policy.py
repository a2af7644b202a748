from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponseBase


def replace_policy(response: HttpResponseBase, policy: Mapping[str, Any]) -> None:
    """This response's own Content-Security-Policy instead of everybody's (csp.middleware reads it)."""
    response._csp_replace = dict(policy)  # type: ignore[attr-defined]
