from __future__ import annotations

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.utils import timezone


def forget_sessions() -> int:
    """Those that have run out, and what we knew of their browsers. How many they were."""
    now = timezone.now()
    gone = Session.objects.filter(expire_date__lt=now).delete()[0]
    lasting = Session.objects.filter(session_key=OuterRef("session_key"))
    begun = now - timedelta(hours=1)  # what is known of one that begins just now may come before it
    UserSession.objects.filter(~Exists(lasting), last_seen_at__lt=begun).delete()
    return gone
