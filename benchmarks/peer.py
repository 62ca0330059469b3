"""The measuring stick: a list of 50 rows from one query, written as Django's own tutorial would write it.

It stands behind the same middleware, session and login as the product's pages, so that a ratio to it says what the
product's own work costs on this machine today.
"""

from __future__ import annotations

from django.contrib.auth.mixins import LoginRequiredMixin
from django.template import engines
from django.urls import include, path
from django.views.generic import ListView

from chomchom.ledger.models import Entry

ROWS = 50
TEMPLATE = """<!doctype html><html lang="ko"><head><title>Entries</title></head><body>
<p>{{ request.user.get_username }}</p>
<table><thead><tr><th>No.</th><th>What</th><th>When</th><th>Day</th><th>Dong</th><th>Sector</th><th>Age</th><th></th></tr>
</thead><tbody>
{% for entry in entries %}<tr>
<td>{{ entry.seq }}</td><td>{{ entry.tag }}</td><td>{{ entry.at|date:"Y-m-d H:i" }}</td>
<td>{{ entry.occurred_on|date:"Y-m-d" }}</td><td>{{ entry.dong }}</td><td>{{ entry.sector }}</td>
<td>{{ entry.age_band|default:"-" }}</td><td><a href="/peer/?stream={{ entry.stream }}">Open</a></td>
</tr>{% endfor %}</tbody></table></body></html>"""


class Entries(LoginRequiredMixin, ListView):
    """The newest 50 ledger entries."""

    queryset = Entry.objects.order_by("-seq")[:ROWS]
    context_object_name = "entries"
    template_name = "peer"

    def render_to_response(self, context: dict, **_kwargs: object):
        from django.http import HttpResponse

        return HttpResponse(_template().render(context, self.request))


_kept = []


def _template():
    """Compiled once, as a template loader would."""
    if not _kept:
        _kept.append(engines["django"].from_string(TEMPLATE))
    return _kept[0]


urlpatterns = [path("peer/", Entries.as_view()), path("", include("chomchom.site.urls"))]
