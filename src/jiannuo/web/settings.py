"""Settings of the ledger, all from the environment; without any it keeps to this machine and one SQLite file."""

from __future__ import annotations

import os
import secrets
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from jiannuo.model.errors import JiannuoError

_HERE = Path(__file__).parent
_env = os.environ


def _whole(name: str, otherwise: int) -> int:
    """The whole number that the variable *name* holds."""
    text = _env.get(name) or str(otherwise)
    if not text.isascii() or not text.isdigit():
        raise JiannuoError("setting_number", name=name, value=text)
    return int(text)


DATA = Path(_env.get("JIANNUO_DATA", "jiannuo-data")).absolute()
JIANNUO_FILES = DATA / "files"
JIANNUO_UPLOAD_LIMIT = _whole("JIANNUO_UPLOAD_MB", 20) * 1_000_000

# A key of this process where none is given: sessions then end with it, nothing secret lies on the disk.
SECRET_KEY = _env.get("JIANNUO_SECRET_KEY") or secrets.token_urlsafe(64)
DEBUG = False

# Where browsers reach the ledger.  Plain http is for this machine, or a network that is trusted by saying so.
ORIGINS = [part for part in _env.get("JIANNUO_ORIGIN", "http://127.0.0.1:8000 http://localhost:8000").split() if part]
_parsed = [urlsplit(origin) for origin in ORIGINS]
_LOCAL = {"127.0.0.1", "localhost", "::1"}
SECURE = all(part.scheme == "https" for part in _parsed)
if not SECURE and _env.get("JIANNUO_PLAIN_HTTP") != "1":
    for _part in _parsed:
        if _part.scheme != "https" and _part.hostname not in _LOCAL:
            raise JiannuoError("origin_insecure", origin=_part.geturl())
ALLOWED_HOSTS = sorted({part.hostname or "" for part in _parsed})
CSRF_TRUSTED_ORIGINS = ORIGINS

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "csp",
    *(
        f"jiannuo.web.{name}"
        for name in (
            "accounts", "audit", "files", "reports", "tasks", "progress", "watch", "orders", "bulletins", "public",
            "api", "overview", "ui",
        )
    ),
]  # fmt: skip
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jiannuo.web.accounts.language.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "jiannuo.web.access.middleware.ActorMiddleware",
    "jiannuo.web.accounts.renewal.RenewalMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "jiannuo.web.urls"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [_HERE / "ui" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "jiannuo.web.ui.environment.environment"},
    }
]
FORM_RENDERER = "django.forms.renderers.Jinja2"
WSGI_APPLICATION = "jiannuo.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

try:
    _database = dj_database_url.parse(
        _env.get("DATABASE_URL") or f"sqlite:///{DATA / 'ledger.sqlite3'}", conn_max_age=600, conn_health_checks=True
    )
except ValueError as error:
    raise JiannuoError("database_url") from error
if _database.get("ENGINE", "").rpartition(".")[2] not in ("sqlite3", "postgresql"):
    raise JiannuoError("database_url")
DATABASES: dict[str, Any] = {"default": _database}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers queue instead of failing, readers never wait, and what was acknowledged outlives a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000;",
    }

# Pages kept until the ledger changes (overview.kept): at most some 60 MB in a process.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 2000}},
}

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login"
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "jiannuo.web.accounts.throttle.locked_out"
AXES_VERBOSE = False
# The server in front of Django has put the browser's address there, from the proxy that is trusted.
AXES_CLIENT_IP_CALLABLE = "jiannuo.web.accounts.throttle.client_address"

# The office's single sign-on; without an issuer there is none.
OIDC = {
    "issuer": _env.get("JIANNUO_OIDC_ISSUER", ""),
    "client_id": _env.get("JIANNUO_OIDC_CLIENT_ID", ""),
    "client_secret": _env.get("JIANNUO_OIDC_CLIENT_SECRET", ""),
    "claim": _env.get("JIANNUO_OIDC_CLAIM", "sub"),
    "create": _env.get("JIANNUO_OIDC_CREATE") == "1",
}
OIDC_NAME = _env.get("JIANNUO_OIDC_NAME", "统一身份认证登录")

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE
CSRF_FAILURE_VIEW = "jiannuo.web.ui.pages.csrf_failed"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
# The proxy in front, whose X-Forwarded headers are believed: 1 for one on this machine, else its address.
PROXY = {"": "", "0": "", "1": "127.0.0.1"}.get(_env.get("JIANNUO_BEHIND_PROXY", ""), _env.get("JIANNUO_BEHIND_PROXY"))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXY else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a unit's returns of a month are one form
DATA_UPLOAD_MAX_NUMBER_FILES = 500  # one input for each task of the form, most of them empty

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = _env.get("JIANNUO_TIME_ZONE", "Asia/Shanghai")
LOCALE_PATHS = [_HERE / "locale"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [_HERE / "ui" / "static", ("shared", str(files("jiannuo.exports") / "assets"))]
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

EMAIL_HOST = _env.get("JIANNUO_SMTP_HOST", "")
EMAIL_PORT = _whole("JIANNUO_SMTP_PORT", 587)
EMAIL_HOST_USER = _env.get("JIANNUO_SMTP_USER", "")
EMAIL_HOST_PASSWORD = _env.get("JIANNUO_SMTP_PASSWORD", "")
EMAIL_USE_TLS = _env.get("JIANNUO_SMTP_TLS", "1") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = _env.get("JIANNUO_MAIL_FROM", "jiannuo@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A request that waits for a thread is nothing to write home about.
    "loggers": {"waitress.queue": {"level": "ERROR"}},
}
