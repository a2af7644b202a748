"""Where the Undeliverable screen is."""

from django.urls import reverse

LIST = reverse("undeliverable:list")
