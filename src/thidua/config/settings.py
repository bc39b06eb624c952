"""All settings, in one place, read from the environment by small functions that fail loudly."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from thidua.kernel import database


def env_bool(name: str, default: bool) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in ("1", "true", "yes"):
        return True
    if value.lower() in ("0", "false", "no", ""):
        return False
    raise ValueError(f"{name} must be 1 or 0, not {value!r}")


def env_seconds(name: str, default: int, *, least: int) -> int:
    value = int(os.environ.get(name, default))
    if value < least:
        raise ValueError(f"{name} must be at least {least} seconds, not {value}")
    return value


def env_secret() -> str:
    """The signing key: from the environment, or made once and kept beside the data."""
    if given := os.environ.get("THIDUA_SECRET_KEY"):
        return given
    kept = database.home() / "secret-key"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text()


SOURCE = Path(__file__).resolve().parents[1]
DEBUG = env_bool("THIDUA_DEBUG", False)
SECRET_KEY = env_secret()
ALLOWED_HOSTS = os.environ.get("THIDUA_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [one for one in os.environ.get("THIDUA_ORIGINS", "").split(",") if one]
ROOT_URLCONF = "thidua.config.urls"
WSGI_APPLICATION = "thidua.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = {"default": database.connection_settings()}
# A second server that follows the first, to read from: thidua.kernel.replica, deploy/README.md.
if (replica := database.replica_settings()) is not None:
    DATABASES["replica"] = replica
    DATABASE_ROUTERS = ["thidua.kernel.replica.Router"]
REPLICA_PIN = env_seconds("THIDUA_REPLICA_PIN", 5, least=3)
PRIMARY_ONLY = frozenset({"access", "sessions", "procrastinate"})  # a role that is taken away is gone at once

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "csp",
    "django_htmx",
    # Both rewrite the template loaders when auto-configured and then undo each other.
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "procrastinate.contrib.django",
    "thidua.audit",
    "thidua.kernel",
    "thidua.federation",
    "thidua.access",
    "thidua.catalogue",
    "thidua.launch",
    "thidua.pledge",
    "thidua.report",
    "thidua.rollup",
    "thidua.score",
    "thidua.web.desk",
    "thidua.web.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "thidua.web.desk.middleware.choose_language",
    "thidua.web.desk.counted.tell_how_long_it_holds",
    "django.middleware.common.CommonMiddleware",
    "thidua.kernel.taking_in.take_in_words",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "thidua.access.middleware.Identify",
    "thidua.kernel.replica.ReadReplica",
    "thidua.web.desk.middleware.stand_somewhere",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "thidua.web.desk.middleware.answer_refusals",
]

_LOADERS = (
    "template_partials.loader.Loader",
    [
        (
            "django.template.loaders.cached.Loader",
            [
                "django_cotton.cotton_loader.Loader",
                "django.template.loaders.filesystem.Loader",
                "django.template.loaders.app_directories.Loader",
            ],
        )
    ],
)
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [_LOADERS],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "thidua.kernel.templatetags.vietnamese",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "thidua.web.desk.frame.frame",
                "thidua.access.frame.shared_phone",
            ],
        },
    }
]

# Who signs in
AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["thidua.access.signing_in.Backend"]
CSRF_FAILURE_VIEW = "thidua.access.desk.kept_forms.csrf_failure"
PASSWORD_HASHERS = [
    "thidua.access.hashing.OfficeArgon2",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "/dang-nhap"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
BEHIND_TLS = env_bool("THIDUA_TLS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Vietnamese first. Django's own vi formats read 07/02 as 2 July: see FORMAT_MODULE_PATH.
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "ngon-ngu"
LOCALE_PATHS = [SOURCE / "config" / "locale"]
FORMAT_MODULE_PATH = ["thidua.config.formats"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # a template would print ids and years as 2.017; figures go through |number
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = database.home() / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a grid of 70 units × 30 indicators is one form
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("THIDUA_LOG_LEVEL", "WARNING")},
}
