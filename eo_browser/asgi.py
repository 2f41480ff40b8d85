"""The site for ASGI servers."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eo_browser.settings")
application = get_asgi_application()

from .web.site.preload import start_preload  # noqa: E402  # models can be read only now

start_preload()
