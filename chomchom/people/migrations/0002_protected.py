from django.db import migrations

from chomchom.store.rowsecurity import only_grows, protect


class Migration(migrations.Migration):
    dependencies = [("people", "0001_first"), ("store", "0001_initial")]

    operations = [
        protect("people_household"),
        protect("people_person"),
        protect("people_namegram", record_column="person_id"),
        protect("people_namedreader", record_column="person_id"),
        protect("people_contact", record_column="person_id"),
        protect("people_hazard", record_column="household_id"),
        protect("people_consent", record_column="person_id"),
        protect("people_datarequest", record_column="person_id"),
        protect("people_hold", record_column="person_id"),
        protect("people_personalias", record_column="canonical_id"),
        # Lists for destruction hold the ids of strangers: no holder reaches them.
        protect("people_destructionproposal"),
        protect("people_destructionitem", record_column="record_id"),
        protect("people_tombstone", record_column="record_id"),
        only_grows("people_tombstone"),
    ]
