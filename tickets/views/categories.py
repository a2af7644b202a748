from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from events import actors
from people.settings_page import edit
from people.signed_in import SignedInRequest, admin_only
from tickets.actions.save_category import change_category, create_category
from tickets.category_words import category_name
from tickets.forms.categories import CategoryForm, KnownCategoryForm, of_category
from tickets.models import Category


@admin_only
def show(request: SignedInRequest) -> HttpResponse:
    categories = Category.objects.select_related("team").order_by("-is_active", "name")
    context = {"categories": categories, "section": "settings", "page": "categories"}
    return render(request, "settings/categories.html", context)


@admin_only
def new(request: SignedInRequest) -> HttpResponse:
    return edit(
        request,
        CategoryForm(request.POST or None),
        save=lambda fields: create_category(by=actors.agent(request.user), **fields),
        back=reverse("settings:categories"),
        page="categories",
        heading=_("New category"),
    )


@admin_only
def change(request: SignedInRequest, category_id: int) -> HttpResponse:
    category = get_object_or_404(Category, pk=category_id)
    return edit(
        request,
        KnownCategoryForm(request.POST or None, initial=of_category(category)),
        save=lambda fields: change_category(
            category, by=actors.agent(request.user), expected_version=fields.pop("version"), **fields
        ),
        back=reverse("settings:categories"),
        page="categories",
        heading=category_name(category),
        words=_("Key: %(key)s") % {"key": category.key},
    )
