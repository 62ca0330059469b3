"""Model fields that keep personal text sealed in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from chomchom.store import sealing

if TYPE_CHECKING:
    _Bytes = models.BinaryField[str, str]
else:
    _Bytes = models.BinaryField


class SealedText(_Bytes):
    """Text that is sealed in the database and plain in Python; it cannot be filtered or ordered by."""

    description = "sealed text"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def _check_str_default_value(self) -> list[Any]:
        # Plain in Python: a string is the right default here, unlike in the field this one is built on.
        return []

    def _place(self) -> str:
        return f"{self.model._meta.db_table}:{self.column}"

    def get_default(self) -> Any:
        return self.default if isinstance(self.default, str) else super().get_default()

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else str(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None or isinstance(value, bytes | memoryview):
            return value
        return sealing.seal(str(value), place=self._place())

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        return None if value is None else sealing.unseal(bytes(value), place=self._place())

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise TypeError(f"sealed text cannot be looked up by {lookup_name}; use its blind index")
        return super().get_lookup(lookup_name)
