"""The stamp of the archive, and the triggers that renew it."""

from typing import Any

from django.db import migrations, models

from eo_browser.models.stamps import stamp_changes


def make_triggers(apps: Any, schema_editor: Any) -> None:
    """Make the triggers, where the database is SQLite."""
    if schema_editor.connection.vendor == "sqlite":
        stamp_changes(schema_editor.connection.introspection.table_names(), schema_editor.execute)


class Migration(migrations.Migration):
    dependencies = [
        ("eo_browser", "0018_watches"),
    ]

    operations = [
        migrations.CreateModel(
            name="ArchiveStamp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stamp", models.CharField(max_length=32)),
            ],
        ),
        migrations.RunPython(make_triggers, migrations.RunPython.noop),
    ]
