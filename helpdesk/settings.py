"""Django's settings. What differs between machines comes from `helpdesk/environment.py` alone."""

from __future__ import annotations

import os
import sys
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from helpdesk import (
    account_mail_environment,
    around_requests,
    content_policy,
    environment,
    logs,
    provider_environment,
    sign_in_rules,
)
from helpdesk import mail_environment as mail_doors
from helpdesk.processes import addresses
from helpdesk.processes.places import recall

ENV = environment.read(os.environ)
COMMAND = sys.argv[1] if len(sys.argv) > 1 else ""

BASE_DIR = environment.BASE_DIR
DATA_DIR = ENV.data_dir
PRODUCTION = ENV.production
DEBUG = ENV.debug
DEMO = ENV.demo
BASE_URL = ENV.base_url
PORT = ENV.port
SMTP_PORT = ENV.smtp_port
BIND = ENV.bind  # the address that PORT and SMTP_PORT listen on
TRUSTED_PROXIES = ENV.trusted_proxies
SECRET_KEY = ENV.secret_key
FIELD_KEYS = ENV.field_keys  # the first encrypts, all decrypt
SECURE = BASE_URL.startswith("https://")
MAIL = mail_doors.read(os.environ)
ACCOUNT_MAIL = account_mail_environment.read(os.environ)
PROVIDERS = provider_environment.read(os.environ)

INSTALLED_APPS = around_requests.INSTALLED_APPS
MIDDLEWARE = around_requests.MIDDLEWARE
TEMPLATES = around_requests.TEMPLATES
CONTENT_SECURITY_POLICY = content_policy.CONTENT_SECURITY_POLICY
ROOT_URLCONF = "helpdesk.urls"
ASGI_APPLICATION = "helpdesk.asgi.application"

# Postgres holds everything that must not be lost; Valkey nothing that may not vanish.
SERVICES = recall(DATA_DIR)
DATABASES = {
    "default": addresses.database(
        ENV.database_url,
        SERVICES,
        pooled=COMMAND == "web" or os.environ.get("ALUR_PROCESS") == "web",
        patient=COMMAND in {"migrate", "prepare"},
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "helpdesk.steady_cache.SteadyCache",
        "LOCATION": addresses.valkey(ENV.redis_url, SERVICES, number=1),
        "KEY_PREFIX": "alur",
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [addresses.valkey(ENV.redis_url, SERVICES, number=2)], "prefix": "alur"},
    }
}

# Celery executes, Postgres remembers: a task that is lost, late or run twice does no harm (ARCHITECTURE.md).
CELERY_BROKER_URL = addresses.broker(ENV.redis_url, SERVICES)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 1,  # without it a frozen broker holds a publisher for ever
    "socket_connect_timeout": 1,
    "ack_emulation": False,  # a nudge is disposable: no redelivery to get wrong
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_STORE_ERRORS_EVEN_IF_IGNORED = False
CELERY_TASK_DEFAULT_QUEUE = "interactive"
CELERY_TASK_ROUTES = {  # where no other is named: helpdesk/celery.py
    "channels_in.tasks.*": {"queue": "doors"},
    "routing.tasks.fire_clocks": {"queue": "sweeps"},
    "routing.tasks.guess_tickets": {"queue": "learning"},
}
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000  # kB

# Who signs in, and how.
AUTH_USER_MODEL = "people.Agent"
AUTHENTICATION_BACKENDS = ["people.backend.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = sign_in_rules.PASSWORD_VALIDATORS
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an admin makes the account and answers for its address
ACCOUNT_ADAPTER = "helpdesk.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "reset_password": "helpdesk.forgotten_password.ForgottenPasswordForm",
    "reset_password_from_key": "helpdesk.new_password.NewPasswordForm",
}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True  # no box to tick: SESSION_COOKIE_AGE decides
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # this one session goes on; the others end with the old password
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
ACCOUNT_RATE_LIMITS = sign_in_rules.RATE_LIMITS
MFA_ADAPTER = "helpdesk.second_step_secrets.EncryptedSecrets"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Alur"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an admin answers for the address here too
USERSESSIONS_TRACK_ACTIVITY = False  # it writes on every request; helpdesk/sessions.py does it now and then

# The mails of the sign-in pages.
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if ACCOUNT_MAIL.host else 'dummy'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = ACCOUNT_MAIL.host, ACCOUNT_MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = ACCOUNT_MAIL.user, ACCOUNT_MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = ACCOUNT_MAIL.encryption == "starttls", ACCOUNT_MAIL.encryption == "tls"
EMAIL_TIMEOUT = 10  # somebody waits for the page
DEFAULT_FROM_EMAIL = ACCOUNT_MAIL.sender

# Sessions live in the database: they outlast a Valkey that lost everything.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60  # idle
SESSION_LONGEST_AGE = 7 * 24 * 60 * 60  # absolute, see helpdesk/sessions.py
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_HTTPONLY = True  # scripts take the token from the page
CSRF_FAILURE_VIEW = "helpdesk.refusal_views.csrf_failed"
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# What every response says, and which hosts are answered at all.
ALLOWED_HOSTS = [urlsplit(BASE_URL).hostname or "", "localhost", "127.0.0.1", "[::1]"]
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]  # asked from inside, without TLS
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# Languages. Text is English in the source.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("id", _("Indonesian"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

# Set-up copies what pages load of the front-end packages (package.json) into node_modules/.vendor.
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_FINDERS = [
    "helpdesk.assets.finder.BuiltFinder",  # styles, scripts, icons and typeface, joined
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STATICFILES_DIRS = [("vendor", BASE_DIR / "node_modules" / ".vendor")]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files", "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "servestatic.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
SERVESTATIC_USE_FINDERS = SERVESTATIC_AUTOREFRESH = not PRODUCTION

LOGGING_CONFIG = None
logs.configure(as_json=PRODUCTION)
