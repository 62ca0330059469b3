"""Settings. What differs between installations comes from the data folder and a few environment variables.

CHOMCHOM_DATA     the data folder (default: ./data): secrets, files, outbox
CHOMCHOM_DB_ROLE  app (default), worker, owner or backup: as whom this process talks to the database
CHOMCHOM_HOSTS    host names this installation answers to, separated by commas
CHOMCHOM_URL      where people reach it, for links in messages (default: http://localhost:8000)
CHOMCHOM_TLS      1 where a proxy in front ends TLS: cookies become secure, plain HTTP is redirected
CHOMCHOM_LINE     demo (default, rings nobody), sip or vendor: what places the machine's calls
CHOMCHOM_SIP_…    SERVER (host:port of the exchange), USER, PASSWORD
CHOMCHOM_VENDOR_… URL and SECRET of a vendor's AI-call service
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from chomchom.store import keyring

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(os.environ.get("CHOMCHOM_DATA", BASE_DIR / "data")).resolve()
DB_ROLE = os.environ.get("CHOMCHOM_DB_ROLE", "app")
TLS = os.environ.get("CHOMCHOM_TLS") == "1"

KEYRING_PATH = DATA_DIR / "secrets" / "keyring.json"
SECRET_KEY = keyring.load_or_make(KEYRING_PATH).newest("session")[1].hex()
LEDGER_HEADS = DATA_DIR / "ledger-heads.log"
OUTBOX_DIR = DATA_DIR / "outbox"
FILES_DIR = DATA_DIR / "files"

# Where people reach this installation; links in messages begin with it.
PUBLIC_URL = os.environ.get("CHOMCHOM_URL", "http://localhost:8000")

DEBUG = False
ALLOWED_HOSTS = [h for h in os.environ.get("CHOMCHOM_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if h]

ROOMS = [
    "chomchom.site",
    "chomchom.portal",
    "chomchom.insight",
    "chomchom.flows",
    "chomchom.planning",
    "chomchom.council",
    "chomchom.cases",
    "chomchom.wellbeing",
    "chomchom.outreach",
    "chomchom.referrals",
    "chomchom.enrolment",
    "chomchom.notices",
    "chomchom.people",
    "chomchom.network",
    "chomchom.documents",
    "chomchom.accounts",
    "chomchom.ledger",
    "chomchom.ui",
    "chomchom.store",
]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "template_partials",
    "procrastinate.contrib.django",
    *ROOMS,
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "chomchom.ui.middleware.messages_after_fragment",
    "allauth.account.middleware.AccountMiddleware",
    "chomchom.accounts.doors.sessions.session_limits",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "chomchom.site.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "chomchom.ui.context.shell",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]


def _database() -> dict[str, object]:
    """The database of this process's role, as the supervisor wrote it down."""
    known = DATA_DIR / "secrets" / "database.json"
    parts: dict[str, object] = {"NAME": "chomchom", "USER": f"chomchom_{DB_ROLE}"}
    if known.exists():
        from psycopg.conninfo import conninfo_to_dict

        dsn = conninfo_to_dict(json.loads(known.read_text())[DB_ROLE])
        names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
        parts.update({names[key]: str(value) for key, value in dsn.items() if key in names})
    return {
        "ENGINE": "django.db.backends.postgresql",
        **parts,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "options": "-c statement_timeout=60s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s",
            "connect_timeout": 5,
            "application_name": f"chomchom-{DB_ROLE}",
        },
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", _("한국어")), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = "Asia/Seoul"
USE_I18N = True
USE_TZ = True

# Functions of higher floors that the frame around every page asks (chomchom.ui may not import them).
NAVIGATION = "chomchom.site.shell.NAVIGATION"
SHELL_CITY = "chomchom.site.shell.city"
SHELL_ACTING_AS = "chomchom.site.shell.acting_as"
SHELL_UNREAD = "chomchom.site.shell.unread"
DONGS = "chomchom.rulebook.dongs.dongs"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "chomchom.accounts.doors.login.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "chomchom.accounts.doors.login.NotEasy"},
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login/"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = TLS
CSRF_COOKIE_SECURE = TLS
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = True
SECURE_SSL_REDIRECT = TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TLS else None
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = OUTBOX_DIR / "mail"
DEFAULT_FROM_EMAIL = "chomchom@localhost"

DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # an e-mail address is sealed; nobody is looked up by it
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = False  # django-axes locks in the database, which survives a restart
ACCOUNT_ADAPTER = "chomchom.accounts.doors.login.AccountAdapter"
MFA_ADAPTER = "chomchom.accounts.doors.login.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "촘촘"  # Korean data: the product's name

# Second factors are asked of the city's own roles; a demo lets them out so that the role picker is enough.
SECOND_FACTOR = os.environ.get("CHOMCHOM_SECOND_FACTOR", "0") == "1"

# What places calls. Without any of it nobody is really rung.
TELEPHONY = {
    "line": os.environ.get("CHOMCHOM_LINE", "demo"),
    "sip_server": os.environ.get("CHOMCHOM_SIP_SERVER", ""),
    "sip_user": os.environ.get("CHOMCHOM_SIP_USER", ""),
    "sip_password": os.environ.get("CHOMCHOM_SIP_PASSWORD", ""),
    "vendor_url": os.environ.get("CHOMCHOM_VENDOR_URL", ""),
    "vendor_secret": os.environ.get("CHOMCHOM_VENDOR_SECRET", ""),
}

# axes counts tries of one account in the database; many accounts from one address are counted by accounts itself.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.5
AXES_LOCKOUT_PARAMETERS = [["username"]]
AXES_USERNAME_CALLABLE = "chomchom.accounts.doors.login.login_named"
AXES_CLIENT_IP_CALLABLE = "chomchom.accounts.doors.addresses.address_of"
AXES_LOCKOUT_CALLABLE = "chomchom.accounts.doors.login.locked"
AXES_DISABLE_ACCESS_LOG = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

PROCRASTINATE_ON_APP_READY = None
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 600}
SILENCED_SYSTEM_CHECKS: list[str] = ["axes.W003", "axes.W006"]  # the address is counted by accounts

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("CHOMCHOM_LOG", "WARNING")},
}
