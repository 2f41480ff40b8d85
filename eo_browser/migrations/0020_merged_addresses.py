"""What an old address of a merged document leads to: its revisions, by number."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("eo_browser", "0019_archive_stamp"),
    ]

    operations = [
        # Without a default: SQLite then adds the column, and the triggers of the table stay.
        migrations.AddField(
            model_name="alias",
            name="merged",
            field=models.JSONField(null=True),
        ),
    ]
