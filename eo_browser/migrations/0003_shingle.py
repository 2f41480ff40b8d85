"""The index of word shingles: a table that is its own primary key."""

import django.db.models.deletion
from django.apps.registry import Apps as StateApps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def create_table(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """SQLite keeps the rows in the key itself when told to, which halves the file."""
    shingle = apps.get_model("eo_browser", "Shingle")
    if schema_editor.connection.vendor != "sqlite":
        schema_editor.create_model(shingle)
        return
    schema_editor.execute(
        "CREATE TABLE eo_browser_shingle (hash integer NOT NULL, document_id bigint NOT NULL, "
        "PRIMARY KEY (hash, document_id)) WITHOUT ROWID"
    )


def drop_table(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Away with it."""
    schema_editor.delete_model(apps.get_model("eo_browser", "Shingle"))


class Migration(migrations.Migration):
    dependencies = [("eo_browser", "0002_changes")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Shingle",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "hash", "document", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("hash", models.IntegerField()),
                        (
                            "document",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="eo_browser.document",
                            ),
                        ),
                    ],
                ),
            ],
        ),
        migrations.RunPython(create_table, drop_table),
    ]
