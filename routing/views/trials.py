"""The draft is tried: on past tickets, and on one message."""

from __future__ import annotations

import csv
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from people.models import Company
from people.signed_in import SignedInRequest, admin_only
from routing.actions.start_dry_run import start_dry_run
from routing.dry_run_result import as_rows, changes_of, result_of
from routing.forms.trials import DryRunForm, OneMessageForm
from routing.models import DryRun
from routing.one_message import try_message

DECIDED = ("team", "priority", "category", "tags")
COLUMNS = ["ticket", *(f"{field}_{which}" for field in DECIDED for which in ("live", "draft"))]
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a program for tables would work out


@admin_only
def show(request: SignedInRequest) -> HttpResponse:
    form = DryRunForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = start_dry_run(days=form.cleaned_data["days"], by=request.user)
        return HttpResponseRedirect(reverse("settings:rule-dry-run", args=[row.pk]))
    if request.htmx and not form.errors:
        return render(request, "settings/_trial.html", latest(request))
    return _page(request, DryRun.objects.order_by("-pk").first(), form)


@admin_only
def show_one(request: SignedInRequest, dry_run_id: int) -> HttpResponse:
    row = get_object_or_404(DryRun, pk=dry_run_id)
    if request.htmx:
        return render(request, "routing/_dry_run.html", _of(request, row))
    return _page(request, row, DryRunForm(initial={"days": row.days}))


@admin_only
def download(request: SignedInRequest, dry_run_id: int) -> HttpResponse:
    row = get_object_or_404(DryRun, pk=dry_run_id)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="dry-run-{row.pk}.csv"'
    written = csv.DictWriter(answer, COLUMNS)
    written.writeheader()
    prefix = Company.current().ticket_prefix
    for one in as_rows(changes_of(row, request.user), prefix):
        written.writerow({name: _harmless(text) for name, text in one.items()})
    return answer


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


@admin_only
def one_message(request: SignedInRequest) -> HttpResponse:
    form = OneMessageForm(request.POST or None)
    tried = try_message(**form.cleaned_data, at=timezone.now()) if form.is_valid() else None
    context = {"form": form, "tried": tried, "section": "settings", "page": "rules", "tries": "message"}
    status = 422 if form.errors else 200
    template = "settings/_trial.html" if request.htmx else "settings/rule_one_message.html"
    return render(request, template, context, status=status)


def latest(request: SignedInRequest) -> dict[str, Any]:
    """What stands beside the rules: the last dry run, to look at or to be run again."""
    row = DryRun.objects.order_by("-pk").first()
    return {"form": DryRunForm(initial={"days": row.days if row else 30}), **_of(request, row)}


def _page(request: SignedInRequest, row: DryRun | None, form: DryRunForm) -> HttpResponse:
    context = {"form": form, "section": "settings", "page": "rules", **_of(request, row)}
    return render(request, "settings/rule_dry_run.html", context, status=422 if form.errors else 200)


def _of(request: SignedInRequest, row: DryRun | None) -> dict[str, Any]:
    is_over = row is not None and row.finished_at is not None
    return {"row": row, "found": result_of(row, request.user) if row and is_over else None}
