"""The site for WSGI servers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eo_browser.settings")
application = get_wsgi_application()

from .web.site.preload import start_preload  # noqa: E402  # models can be read only now

start_preload()
