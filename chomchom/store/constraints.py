"""The database has the last word; give its word a name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction

from chomchom.kernel.verdicts import Refused


@contextmanager
def refusing(constraint: str, code: str, **facts: object) -> Iterator[None]:
    """Turn the breach of one named constraint into a refusal; the transaction stays usable."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        cause: Any = error.__cause__
        if getattr(getattr(cause, "diag", None), "constraint_name", None) != constraint:
            raise
        raise Refused(code, **facts) from error
