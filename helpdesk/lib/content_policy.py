from __future__ import annotations

from collections.abc import Mapping, Sequence

from csp.constants import HEADER
from django.http import HttpResponseBase


def replace_policy(response: HttpResponseBase, policy: Mapping[str, Sequence[str]]) -> None:
    """This response's own Content-Security-Policy, whole, instead of everybody's: the middleware keeps it."""
    response[HEADER] = "; ".join(" ".join((directive, *sources)) for directive, sources in policy.items())
