from django.db import migrations

from chomchom.store.rowsecurity import protect


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial"), ("store", "0001_initial")]
    operations = [
        protect("referrals_referral"),
        protect("referrals_step", record_column="referral_id"),
        protect("referrals_word", record_column="referral_id"),
        protect("referrals_result", record_column="referral_id"),
    ]
