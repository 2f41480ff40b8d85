"""Watches: what is new at the places of each becomes a delivery; deliveries and challenges that are due are sent."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from django.db import transaction

from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.models import PINS_AT_MOST, Delivery, Watch, next_try_after
from eo_browser.web.objects import Json
from eo_browser.web.objects.addresses import absolute
from eo_browser.web.objects.names import designation, title_of
from eo_browser.web.objects.news import NewsEvent
from eo_browser.web.objects.pinned_places import PinnedPlace, pin_events, read_pin

from .sending import SIGNATURE, CallAnswer, post, signature, wrong_address

_SENT_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class WrongPin(Exception):
    """A pin that names nothing here, too many pins, or an address that cannot be called; the message says which."""

    message: str
    is_too_many: bool = False

    def __str__(self) -> str:
        return self.message


@dataclass(slots=True)
class Delivered:
    """What a run did: watches confirmed, events found, calls taken, calls that failed, watches put off."""

    confirmed: int = 0
    found: int = 0
    sent: int = 0
    failed: int = 0
    off: int = 0


def checked_pins(pins: Iterable[str]) -> list[str]:
    """Return pins as the archive writes them, each once. Raises `WrongPin`."""
    found: dict[str, None] = {}
    for text in pins:
        place = read_pin(text) if isinstance(text, str) else None
        if place is None:
            raise WrongPin(f"“{str(text)[:200]}” is the address of nothing here.")
        found[place.pin] = None
    if not found:
        raise WrongPin("A watch has at least one place.")
    if len(found) > PINS_AT_MOST:
        raise WrongPin(f"A watch has at most {PINS_AT_MOST} places; make several.", is_too_many=True)
    return list(found)


def add_watch(name: str, url: str, pins: Iterable[str]) -> Watch:
    """Store a watch, which is told nothing before it is confirmed. Raises `WrongPin`."""
    if reason := wrong_address(url):
        raise WrongPin(reason)
    if Watch.objects.filter(name=name).exists():
        raise WrongPin(f"There is a watch “{name}” already.")
    return Watch.objects.create(name=name, url=url, pins=checked_pins(pins))


def deliver(now: datetime) -> Delivered:
    """Confirm the watches that wait for it, find what is new for the others, and send what is due."""
    done = Delivered()
    for watch in Watch.objects.filter(state=Watch.Phase.ASKED, next_try__lte=now).order_by("pk"):
        _challenge(watch, now, done)
    for watch in Watch.objects.filter(state=Watch.Phase.ON).order_by("pk"):
        done.found += find_news(watch, now)
    due = Delivery.objects.filter(done=None, next_try__lte=now, watch__state=Watch.Phase.ON)
    for delivery in due.select_related("watch").order_by("next_try", "pk")[:_SENT_AT_ONCE]:
        delivery.watch.refresh_from_db()
        if delivery.watch.state == Watch.Phase.ON:
            _send(delivery, now, done)
    return done


def _challenge(watch: Watch, now: datetime, done: Delivered) -> None:
    """Send a challenge; the address confirms by answering with it. What is known by then is not told."""
    token = token_hex(16)
    answer = _call(watch, json.dumps({"type": "challenge", "challenge": token}), "challenge", now)
    if answer.is_ok and token.encode() in answer.body:
        watch.state, watch.confirmed, watch.reason, watch.tries = Watch.Phase.ON, now, "", 0
        watch.told = {pin: [event.key for event in _events_at(pin)] for pin in watch.pins}
        watch.save(update_fields=["state", "confirmed", "reason", "tries", "told"])  # its places may change meanwhile
        done.confirmed += 1
    else:
        why = answer.error or "It did not answer with the challenge."
        _not_confirmed(watch, f"Not confirmed: {why}", now, done)


def _not_confirmed(watch: Watch, reason: str, now: datetime, done: Delivered) -> None:
    """Try a challenge again later; after the fifth failure the watch is off."""
    watch.tries += 1
    watch.reason = reason
    done.failed += 1
    again = next_try_after(watch.tries, now)
    if again is None:
        watch.state = Watch.Phase.OFF
        done.off += 1
    else:
        watch.next_try = again
    watch.save(update_fields=["state", "reason", "tries", "next_try"])


@transaction.atomic
def find_news(watch: Watch, now: datetime) -> int:
    """Store a delivery for everything at the places of a watch that it has not been told; return how many."""
    fresh: list[Delivery] = []
    for pin in watch.pins:
        place = read_pin(pin)
        events = pin_events(place) if place else []
        if pin not in watch.told:  # a place that was added since the confirmation
            watch.told[pin] = [event.key for event in events]
            continue
        known = set(watch.told[pin])
        for event in events:
            if place and event.key not in known:
                body = json.dumps(event_json(watch, place, event), ensure_ascii=False)
                fresh.append(Delivery(watch=watch, key=f"{pin} {event.key}"[:400], body=body, made=now, next_try=now))
                watch.told[pin].append(event.key)
    Delivery.objects.bulk_create(fresh, ignore_conflicts=True)
    Watch.objects.filter(pk=watch.pk).update(told=watch.told)
    return len(fresh)


def _events_at(pin: str) -> list[NewsEvent]:
    place = read_pin(pin)
    return pin_events(place) if place else []


def event_json(watch: Watch, place: PinnedPlace, event: NewsEvent) -> Json:
    """Return what a call says: the place as it was cited, what happened, and the words before and after."""
    return {
        "type": "event",
        "watch": watch.name,
        "pin": absolute(place.pin),
        "provision": {
            "url": absolute(place.address),
            "document": designation(place.document),
            "title": title_of(place.document),
            "path": place.path,
            "pinpoint": pinpoint(place.path),
            "hash": place.hash or None,
        },
        "event": event.kind,
        "what": event.what,
        "at": event.at.isoformat(),
        "url": absolute(event.address),
        "evidence": event.words,
        "old_words": event.before or None,
        "new_words": event.now or None,
    }


def _send(delivery: Delivery, now: datetime, done: Delivered) -> None:
    """Make one call; after the fifth that fails, within 24 hours, the watch is off."""
    watch = delivery.watch
    answer = _call(watch, delivery.body, str(delivery.pk), now)
    delivery.tries += 1
    delivery.error = answer.error
    again = next_try_after(delivery.tries, now)
    if answer.is_ok:
        delivery.done = now
        done.sent += 1
    elif again is None:
        delivery.done = now
        watch.state, watch.reason = Watch.Phase.OFF, f"Five calls in 24 hours failed: {answer.error}"
        watch.save(update_fields=["state", "reason"])
        done.failed, done.off = done.failed + 1, done.off + 1
    else:
        delivery.next_try = again
        done.failed += 1
    delivery.save()


def _call(watch: Watch, body: str, number: str, now: datetime) -> CallAnswer:
    data = body.encode()
    signed = signature(watch.secret, int(now.timestamp()), data)
    return post(watch.url, data, {SIGNATURE: signed, "EO-Delivery": number, "User-Agent": "executive-order-browser"})


def ask_again(watch: Watch, now: datetime) -> None:
    """Ask the address of a watch, also of one that is off, to confirm it again; older deliveries are not sent."""
    Delivery.objects.filter(watch=watch, done=None).update(done=now)
    watch.state, watch.reason, watch.tries, watch.next_try = Watch.Phase.ASKED, "", 0, now
    watch.save(update_fields=["state", "reason", "tries", "next_try"])
