"""From where a request comes."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The network address of whoever asks; empty where it cannot be known.

    Behind the proxy that ends TLS the last entry of X-Forwarded-For is the one the proxy itself wrote; earlier
    entries are the asker's own claims.
    """
    found = str(request.META.get("REMOTE_ADDR", ""))
    if settings.TLS:
        found = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip() or found
    try:
        return str(ipaddress.ip_address(found))
    except ValueError:
        return ""


def agent_of(request: HttpRequest) -> str:
    """The browser, as it calls itself, shortened."""
    return str(request.META.get("HTTP_USER_AGENT", ""))[:120]
