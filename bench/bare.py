"""The bare Django application: signs the user in, runs the same queries, renders the rows.

No audit, no read gate, no frame, no forms: what any Django page over these rows would cost.
"""

import json
import os
import uuid
from pathlib import Path

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from followalong import settings as product

PLAN = json.loads(Path(os.environ["BENCH_PLAN"]).read_text())

settings.configure(
    SECRET_KEY=product.SECRET_KEY,
    ALLOWED_HOSTS=product.ALLOWED_HOSTS,
    DATABASES=product.DATABASES,
    DATABASE_ROLE_PREFIX=product.DATABASE_ROLE_PREFIX,
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "followalong.accounts",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    AUTH_USER_MODEL="accounts.User",
    SESSION_COOKIE_NAME=product.SESSION_COOKIE_NAME,
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [Path(__file__).parent / "templates"],
        }
    ],
    ROOT_URLCONF="bench.bare",
    USE_TZ=True,
)
django.setup()


def page(request: HttpRequest, name: str) -> HttpResponse:
    plan = PLAN["pages"][name]
    user = request.user.pk
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(PLAN["context"])
        tables = []
        for query in plan["queries"]:
            cursor.execute(query)
            tables.append(cursor.fetchall())
        if request.method == "POST":
            cursor.execute(plan["insert"].replace(plan["insert_id"], str(uuid.uuid4())))
            # What the next page says was saved; any page that redirects keeps it so.
            request.session["said"] = plan["insert_id"]
            return redirect("/bare/done/")
    return render(request, "bare.html", {"tables": tables, "user": user})


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [path("bare/done/", empty), path("bare/<name>/", page), path("healthz", empty)]
application = WSGIHandler()
