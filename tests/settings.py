"""The site's settings for the checks: nothing of the machine's own installation, and a data folder of their own."""

import atexit
import os
import shutil
import tempfile

# What would make the site another one. EO_DATABASE_URL stays: it says which database the checks run on.
for name in os.environ.keys() & {
    "EO_ALLOWED_HOSTS",
    "EO_CONTACT",
    "EO_DEBUG",
    "EO_FEDERAL_REGISTER_URL",
    "EO_FETCH_MAP",
    "EO_REPLICA_URL",
    "EO_SEARCH",
    "EO_SITE_URL",
    "EO_TRUSTED_PROXIES",
}:
    del os.environ[name]
os.environ["EO_DATA_DIR"] = tempfile.mkdtemp(prefix="eo-checks-")
atexit.register(shutil.rmtree, os.environ["EO_DATA_DIR"], ignore_errors=True)

from eo_browser.settings import *  # noqa: E402, F403
from eo_browser.settings import STATIC_ROOT, STORAGES  # noqa: E402

SEARCH_MENDS_ITSELF = False
REQUESTS_A_MINUTE = {}  # all tests are one client; those of limits set their own
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the site's takes its time, and is meant to

# The names with a digest need `collectstatic` first.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT.mkdir()  # its absence is worth a warning to the middleware that serves it
