"""The archive's own name, so that an index knows whose changes it has taken in."""

from __future__ import annotations

from django.db import migrations, models

from eo_browser.models.changes import new_name


class Migration(migrations.Migration):
    dependencies = [("eo_browser", "0003_shingle")]

    operations = [
        migrations.AddField(
            model_name="changecounter",
            name="archive",
            field=models.CharField(default=new_name, max_length=32),
        ),
    ]
