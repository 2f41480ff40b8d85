"""The one application of the project."""

from django.apps import AppConfig


class EoBrowserConfig(AppConfig):
    name = "eo_browser"
    verbose_name = "Executive Order Browser"
    default_auto_field = "django.db.models.BigAutoField"
