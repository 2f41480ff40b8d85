"""The one application of the project."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class EoBrowserConfig(AppConfig):
    name = "eo_browser"
    verbose_name = "Executive Order Browser"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the editors' desk: Django itself looks for a module named `admin`."""
        autodiscover_modules("desk")
