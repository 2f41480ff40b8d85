"""An index by which the first import is found: every page asks when the archive began."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("eo_browser", "0020_merged_addresses"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["first_imported"], name="revision_first_imported"),
        ),
    ]
