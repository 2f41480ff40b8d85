"""Watches: places that a publisher cites and the address that is told when something happens to them."""

from __future__ import annotations

from datetime import datetime, timedelta
from secrets import token_hex

from django.db import models
from django.utils import timezone

# Waits after the first, second, third and fourth try that failed: five tries within 24 hours.
_WAITS = (timedelta(minutes=5), timedelta(hours=1), timedelta(hours=6), timedelta(hours=16))
PINS_AT_MOST = 200


def next_try_after(failed: int, now: datetime) -> datetime | None:
    """Return when a call that has failed so many times is made again; None after the fifth, which is the last."""
    return now + _WAITS[failed - 1] if failed <= len(_WAITS) else None


def new_secret() -> str:
    """Return a secret of 64 hexadecimal digits."""
    return token_hex(32)


class Watch(models.Model):
    """A subscription that an editor has allowed. It is told nothing before its address has answered a challenge."""

    class Phase(models.TextChoices):
        ASKED = "asked", "Waits for its confirmation"
        ON = "on", "On"
        OFF = "off", "Off"

    name = models.CharField(max_length=120)
    url = models.URLField(max_length=400)
    secret = models.CharField(max_length=64, default=new_secret, editable=False)  # signs what is sent
    pins = models.JSONField(default=list)  # addresses, with or without the hash of the words cited
    told = models.JSONField(default=dict, editable=False)  # by pin, the keys of what is known of it
    state = models.CharField(max_length=8, choices=Phase.choices, default=Phase.ASKED)
    reason = models.TextField(blank=True)  # why it is off, or why it is not confirmed yet
    tries = models.PositiveSmallIntegerField(default=0, editable=False)  # of the challenge
    next_try = models.DateTimeField(default=timezone.now, editable=False)
    made = models.DateTimeField(default=timezone.now, editable=False)
    confirmed = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name_plural = "watches"
        constraints = [models.UniqueConstraint(fields=["name"], name="watch_name_once")]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One call to the address of a watch, made at most five times until it is answered."""

    watch = models.ForeignKey(Watch, on_delete=models.CASCADE, related_name="deliveries")
    key = models.CharField(max_length=400)  # the pin and the key of the event
    body = models.TextField()
    made = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(default=timezone.now, db_index=True)
    done = models.DateTimeField(null=True)  # answered, or given up
    error = models.TextField(blank=True)  # of the last try

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [models.UniqueConstraint(fields=["watch", "key"], name="delivery_once")]

    def __str__(self) -> str:
        return self.key
