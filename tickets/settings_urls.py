from __future__ import annotations

from django.urls import path

from tickets.views import categories, workload

urlpatterns = [
    path("categories/", categories.show, name="categories"),
    path("categories/new/", categories.new, name="new-category"),
    path("categories/<int:category_id>/", categories.change, name="category"),
    path("workload/", workload.change, name="workload"),
]
