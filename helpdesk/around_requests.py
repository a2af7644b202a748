"""What is installed, and what a request passes through on its way in and out: part of the settings."""

from __future__ import annotations

from helpdesk.environment import BASE_DIR

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "channels",
    "rest_framework",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "template_partials",
    "events",
    "people",
    "tickets",
    "channels_in",
    "routing",
    "analytics",
    "helpdesk",
]

MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",  # outermost: every response has it, refusals and errors too
    "django.middleware.security.SecurityMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads at random; tokens in pages are masked anew each time
    "django_structlog.middlewares.RequestMiddleware",
    "helpdesk.charset.OurCharset",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "helpdesk.sessions.SessionAge",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "helpdesk.setup.middleware.FirstRun",
    "allauth.account.middleware.AccountMiddleware",
    "people.middleware.AgentPreferences",
    "people.second_step.SecondStep",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "helpdesk.shell.around",
            ],
        },
    }
]
