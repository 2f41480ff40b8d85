"""Every setting of the site. What differs between installations comes from the environment (docs/operations.md)."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

PACKAGE = Path(__file__).resolve().parent
BASE_DIR = PACKAGE.parent
IN_CHECKOUT = (BASE_DIR / "manage.py").is_file()  # else the package is installed, with templates and the like in it
RESOURCES = BASE_DIR if IN_CHECKOUT else PACKAGE
MANAGE = [str(BASE_DIR / "manage.py")] if IN_CHECKOUT else ["-m", "eo_browser"]


def _flag(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


DATA_DIR = Path(
    os.environ.get("EO_DATA_DIR") or (BASE_DIR / "var" if IN_CHECKOUT else Path.home() / ".local/share/eo-browser")
)
try:
    DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)  # in it are the key and the editors' accounts
except OSError as error:
    raise ImproperlyConfigured(f"EO_DATA_DIR: {DATA_DIR} cannot be used: {error.strerror}.") from error
if not os.access(DATA_DIR, os.W_OK):
    raise ImproperlyConfigured(f"EO_DATA_DIR: {DATA_DIR} cannot be written to.")


def _secret_key() -> str:
    """The key from the environment, else one made on the first start and kept beside the data."""
    if key := os.environ.get("EO_SECRET_KEY"):
        return key
    kept = DATA_DIR / "secret-key"
    if not kept.exists():
        fresh = DATA_DIR / f"secret-key.{os.getpid()}"
        fresh.touch(mode=0o600)  # before it holds anything
        fresh.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):  # another process was first; then its key counts
            os.link(fresh, kept)
        fresh.unlink()
    return kept.read_text().strip()


def _database(url: str | None, variable: str = "EO_DATABASE_URL") -> dict[str, object]:
    """A Django database from a libpq address, or SQLite in the data folder."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "archive.sqlite3",
            "CONN_MAX_AGE": None,  # opening it costs more than a page that is kept
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
            },
        }
    if "://" in url and not url.startswith(("postgresql://", "postgres://")):
        raise ImproperlyConfigured(f"{variable} must begin with postgresql://.")
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError as error:
        raise ImproperlyConfigured(f"{variable} cannot be read: {str(error).strip()}.") from error
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": parts,
    }


def _networks(variable: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """The addresses and networks of a variable, by commas."""
    names = os.environ.get(variable, "")
    try:
        return tuple(ip_network(name.strip(), strict=False) for name in names.split(",") if name.strip())
    except ValueError as error:
        raise ImproperlyConfigured(f"{variable}: {error}; give addresses or networks, by commas.") from error


def _listening_at(place: str) -> str:
    """The address of a site of which only the place is known where it listens: "0.0.0.0:9000"."""
    host, _, port = place.rpartition(":")
    if not port.isdecimal() or host.startswith("unix"):
        return "http://127.0.0.1:8000"
    return f"http://{'127.0.0.1' if host in ('', '0.0.0.0', '[::]', '::') else host}:{port}"  # noqa: S104  # compared


def _site_url() -> str:
    """The address of the site, without a slash at its end."""
    url = (os.environ.get("EO_SITE_URL") or _listening_at(os.environ.get("EO_LISTEN", ""))).rstrip("/")
    try:
        has_host = bool(urlsplit(url).hostname)
    except ValueError:
        has_host = False
    if not has_host or not url.startswith(("http://", "https://")):
        raise ImproperlyConfigured(f"EO_SITE_URL={url!r} is no address of a site: https://orders.example.org, say.")
    return url


SITE_URL = _site_url()
SECRET_KEY = _secret_key()
DEBUG = _flag("EO_DEBUG")
ALLOWED_HOSTS = [
    *filter(None, (h.strip() for h in os.environ.get("EO_ALLOWED_HOSTS", "").split(","))),
    "127.0.0.1",
    "localhost",
    "[::1]",
    urlsplit(SITE_URL).hostname or "localhost",
]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "axes",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "eo_browser",
]

MIDDLEWARE = [
    "eo_browser.web.site.request_log.numbered",
    "eo_browser.web.site.metrics.counted",
    "eo_browser.web.site.clients.forwarded_by_trusted",
    "eo_browser.web.site.responses.without_body_for_head",
    "eo_browser.web.site.compression.compressed",
    "django.middleware.security.SecurityMiddleware",
    "eo_browser.web.site.responses.with_permissions_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "eo_browser.web.site.limits.limited",
    "eo_browser.web.site.replica.ReadFromReplica",
]

ROOT_URLCONF = "eo_browser.urls"
WSGI_APPLICATION = "eo_browser.wsgi.application"
ASGI_APPLICATION = "eo_browser.asgi.application"
APPEND_SLASH = False  # the addresses page says which addresses end in a slash

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [RESOURCES / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["eo_browser.web.site.template_tags"],
            "libraries": {"desk": "eo_browser.desk.waiting"},
        },
    }
]

DATABASES = {"default": _database(os.environ.get("EO_DATABASE_URL"))}
if os.environ.get("EO_REPLICA_URL"):  # a standby, or several by commas, that requests which only read are answered from
    if not os.environ.get("EO_DATABASE_URL"):
        raise ImproperlyConfigured("EO_REPLICA_URL needs EO_DATABASE_URL=postgresql://…")
    DATABASES["replica"] = _database(os.environ["EO_REPLICA_URL"], "EO_REPLICA_URL")
DATABASE_ROUTERS = ["eo_browser.models.replica.ReplicaRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Who gives five wrong passwords waits. Told by the address alone: by name, anybody could lock an editor out.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["ip_address"]
AXES_CLIENT_IP_CALLABLE = "eo_browser.web.site.clients.ip_address_of"
AXES_LOCKOUT_CALLABLE = "eo_browser.desk.lockout.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # of those who come in nothing is kept
AXES_VERBOSE = False

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"] if IN_CHECKOUT else []  # an installed package has them as its own
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

_secure = urlsplit(SITE_URL).scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _secure
SECURE_HSTS_SECONDS = 31_536_000 if _secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _secure
SECURE_HSTS_PRELOAD = _secure and _flag("EO_HSTS_PRELOAD")  # browsers' lists are left again only after months
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # asks for the preload that an operator has to ask for
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "serial", "usb")
)
TRUSTED_PROXIES = _networks("EO_TRUSTED_PROXIES")
# Networks that watches may call though they are not public, over http too: tests, or a newsroom's own network.
WATCH_NETWORKS = _networks("EO_WATCH_NETWORKS")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "eo_browser.web.site.failures.forbidden"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "img-src": ["'self'", "data:"],
    }
}

# How often one client may ask for pages that cost more than reading; the API has its own (docs/api.md).
REQUESTS_A_MINUTE = {"search": 120, "cite": 300, "suggest": 600, "feeds": 120}
PAGES_KEPT = 32_000_000  # bytes of pages that a process keeps as they are sent; 0 keeps none
PAGES_STORED = 1_000_000_000  # bytes of pages on disk, for all processes; 0 stores none

METRICS = _flag("EO_METRICS")  # figures at /metrics
LOG_QUERIES = _flag("EO_LOG_QUERIES")  # the log may have words of readers
_FORMATTERS = {"lines": "LineFormatter", "json": "JsonFormatter"}
_LOG_FORMAT = os.environ.get("EO_LOG_FORMAT") or "lines"
if _LOG_FORMAT not in _FORMATTERS:
    raise ImproperlyConfigured(f"EO_LOG_FORMAT={_LOG_FORMAT!r} is no form of a log; there are lines and json.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"own": {"()": f"eo_browser.web.site.request_log.{_FORMATTERS[_LOG_FORMAT]}"}},
    "filters": {"faults": {"()": "eo_browser.web.site.request_log.FaultsAlone"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "own", "filters": ["faults"]}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": True},
        "eo_browser": {"handlers": ["stderr"], "level": "INFO", "propagate": True},
    },
}

SEARCH_ENGINE = os.environ.get("EO_SEARCH") or "whoosh"
if SEARCH_ENGINE not in {"whoosh", "postgres"}:
    raise ImproperlyConfigured(f"EO_SEARCH={SEARCH_ENGINE!r} names no search engine; there are whoosh and postgres.")
if SEARCH_ENGINE == "postgres" and not os.environ.get("EO_DATABASE_URL"):
    raise ImproperlyConfigured("EO_SEARCH=postgres needs EO_DATABASE_URL=postgresql://…")
SEARCH_MENDS_ITSELF = True  # a page that finds the index missing or behind starts `reindex`; the checks do not

# Where the services that are read answer from, "www.whitehouse.gov=http://127.0.0.1:9000,…": tests and mirrors.
FETCH_MAP = {
    host.strip(): address.strip().rstrip("/")
    for host, mark, address in (entry.partition("=") for entry in os.environ.get("EO_FETCH_MAP", "").split(","))
    if mark
}
FEDERAL_REGISTER_URL = os.environ.get("EO_FEDERAL_REGISTER_URL", "").rstrip("/") or FETCH_MAP.get(
    "www.federalregister.gov", "https://www.federalregister.gov"
)
GOVINFO_URL = FETCH_MAP.get("www.govinfo.gov", "https://www.govinfo.gov")
ARCHIVES_URL = FETCH_MAP.get("www.archives.gov", "https://www.archives.gov")
WHITE_HOUSE_URL = FETCH_MAP.get("www.whitehouse.gov", "https://www.whitehouse.gov")
CONTACT = os.environ.get("EO_CONTACT", "")
