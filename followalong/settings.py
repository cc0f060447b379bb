"""Settings read only the environment; the command line sets it (followalong/cli)."""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONCE, NONE, SELF

from followalong.ops.secret_env import read_secret_files

read_secret_files()
BASE_DIR = Path(__file__).resolve().parent
DEBUG = os.environ.get("FOLLOWALONG_DEBUG") == "1"
DEMO = os.environ.get("FOLLOWALONG_DEMO") == "1"
PORT = int(os.environ.get("FOLLOWALONG_PORT") or 8000)
# Only a served installation gets a key that lasts; a bare command works with one of its own.
SECRET_KEY = os.environ.get("FOLLOWALONG_SECRET_KEY") or os.urandom(40).hex()
# Secrets from which the keys of files are made, one a word; the first seals (core.files).
FILE_KEYS = os.environ.get("FOLLOWALONG_FILE_KEYS", "").split()
# Secrets that sign the record's checkpoints: the worker and the operator have them, never the web
# (audit.signing). And the file to which checkpoints are told besides the database.
SEAL_KEYS = os.environ.get("FOLLOWALONG_SEAL_KEYS", "").split()
SEAL_COPY = os.environ.get("FOLLOWALONG_SEAL_COPY", "")
# The database's folder, where it is on this machine: its disk is watched (core.disk).
BACKUPS = os.environ.get("FOLLOWALONG_BACKUPS", "")
DATABASE_DISK = os.environ.get("FOLLOWALONG_DATABASE_DISK", "")
# How long what goes to somebody outside can still be taken back.
SHARE_WAITS = timedelta(minutes=int(os.environ.get("FOLLOWALONG_SHARE_MINUTES") or 5))
# A virus scanner's address: host:port, or the path of its socket. Empty: files are not scanned.
CLAMD = os.environ.get("FOLLOWALONG_CLAMD", "")
# Origins within one's own network that may be asked all the same, a space between (core.outside).
TRUSTED_ORIGINS = os.environ.get("FOLLOWALONG_TRUSTED_ORIGINS", "").lower().split()
# Whom to tell of a hole: an address of mail or a page (home.security_txt).
SECURITY_CONTACT = os.environ.get("FOLLOWALONG_SECURITY_CONTACT", "")
SITE_URL = os.environ.get("FOLLOWALONG_URL") or f"http://127.0.0.1:{PORT}"
IS_HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = [
    "127.0.0.1",
    "localhost",
    "[::1]",
    *filter(None, os.environ.get("FOLLOWALONG_HOSTS", "").split(",")),
]
CSRF_TRUSTED_ORIGINS = [SITE_URL]


def database(url: str, *, pool: bool = False) -> dict:
    """A Django database from a postgresql:// address."""
    parts = urlsplit(url)
    options: dict = dict(parse_qsl(parts.query))
    # Names of databases and people sort and compare in the database's own order.
    options.setdefault("application_name", "followalong")
    if pool:
        options["pool"] = {"min_size": 1, "max_size": 10, "timeout": 10}
        # A page that asks for so long is wrong, and must not hold up the others (core.db.take_time
        # for what takes longer). Compiling a plan pays for reports, never for pages.
        options.setdefault("options", "-c statement_timeout=5s -c jit=off")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": options,
    }


_URL = os.environ.get("DATABASE_URL") or "postgresql://followalong_app@127.0.0.1/followalong"
DATABASES = {"default": database(_URL, pool=os.environ.get("FOLLOWALONG_POOL") == "1")}
if _owner := os.environ.get("DATABASE_OWNER_URL"):
    DATABASES["owner"] = database(_owner)
if _report := os.environ.get("DATABASE_REPORT_URL"):
    DATABASES["report"] = database(_report)
DATABASE_ROLE_PREFIX = os.environ.get("FOLLOWALONG_ROLE_PREFIX") or (
    DATABASES["default"]["USER"].removesuffix("_app") or "followalong"
)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "django_htmx",
    "csp",
    # Only its models and the mathematics of passkeys and codes: pages and rules are ours.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "followalong.core",
    "followalong.ui",
    "followalong.audit",
    "followalong.accounts",
    "followalong.agencies",
    "followalong.clients",
    "followalong.caseload",
    "followalong.planning",
    "followalong.employers",
    "followalong.matching",
    "followalong.jobs",
    "followalong.privacy",
    "followalong.exchange",
    "followalong.home",
]
if DEMO:
    INSTALLED_APPS.append("followalong.demo")

MIDDLEWARE = [
    # Headers come first, so that errors and static files carry them too.
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",  # for browsers from before the policy
    "followalong.core.middleware.private_middleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "followalong.ui.middleware.keep_redirects",
    "followalong.core.middleware.transaction_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "followalong.agencies.middleware.ContextMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "followalong.urls"
WSGI_APPLICATION = "followalong.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "followalong.agencies.context.frame",
                "followalong.home.help.on_page",
            ],
        },
    }
]
FORM_RENDERER = "followalong.ui.forms.Renderer"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "/sign-in/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
MFA_ADAPTER = "followalong.accounts.factors.Adapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_TOLERANCE = 1  # half a minute to either side: phones' clocks differ
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# Messages ride in the session's own row: one query, nothing readable in a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "followalong.home.errors.form_expired"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True  # scripts take the token from the form
# With this prefix a browser takes them from this very host only, and over https.
_HOST = "__Host-" if IS_HTTPS else ""
SESSION_COOKIE_NAME = f"{_HOST}followalong_session_{PORT}"
CSRF_COOKIE_NAME = f"{_HOST}followalong_csrf_{PORT}"
SECURE_HSTS_SECONDS = 63072000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
# Not "no-referrer": with it browsers send forms with an origin of null, which CSRF must refuse.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = IS_HTTPS
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("FOLLOWALONG_STATIC") or BASE_DIR.parent / "staticfiles")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Files that people send are about people: they stay in memory and are never put on a disk. What
# is larger is not taken at all.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
# A file of 25 MB and the form around it.
FILE_UPLOAD_MAX_MEMORY_SIZE = 26 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# Without a mail server nothing is sent: pages then show what a letter would have said.
EMAIL_HOST = os.environ.get("FOLLOWALONG_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("FOLLOWALONG_SMTP_PORT") or 25)
EMAIL_HOST_USER = os.environ.get("FOLLOWALONG_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("FOLLOWALONG_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("FOLLOWALONG_SMTP_TLS") == "1"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("FOLLOWALONG_MAIL_FROM") or (
    f"followalong@{urlsplit(SITE_URL).hostname}"
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
