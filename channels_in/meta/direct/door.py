"""The door of Messenger and Instagram: Meta's, with one thing of their own."""

from __future__ import annotations

from channels_in.meta.door import MetaDoor


class DirectDoor(MetaDoor):
    """An hour without a 200 and Meta takes the app off the page, of all its channels and without a word: what
    comes for one that is switched off is taken and left alone.

    Source: developers.facebook.com, Messenger Platform, Webhooks.
    """

    takes_while_off = True
