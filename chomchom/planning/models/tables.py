"""Tables of what is counted from files: an imported table, its files, their rows."""

from __future__ import annotations

from django.db import models

from chomchom.store.ids import new_id


class ImportedTable(models.Model):
    """A table an office brings in, named so that a formula can count it. `columns` is a list of (name, kind, says)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=30, unique=True)
    says = models.CharField(max_length=200)
    columns = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()

    def __str__(self) -> str:
        return self.name


class TableFile(models.Model):
    """One file of rows. A wrong file is withdrawn and stays; the same file does not go in twice."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    table = models.ForeignKey(ImportedTable, on_delete=models.RESTRICT, related_name="files")
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    brought_at = models.DateTimeField()
    brought_by = models.UUIDField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["table", "digest"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_standing_file_of_a_content",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TableRow(models.Model):
    """One row: its day and dong, and its columns as c1, c2 … in `payload`."""

    seq = models.BigAutoField(primary_key=True)
    file = models.ForeignKey(TableFile, on_delete=models.RESTRICT, related_name="lines")
    line = models.PositiveIntegerField()
    occurred_on = models.DateField()
    dong = models.CharField(max_length=10, blank=True, default="")
    payload = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["file", "occurred_on"], name="table_row_by_day")]

    def __str__(self) -> str:
        return f"{self.file_id} {self.line}"
