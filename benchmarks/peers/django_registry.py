"""The registry of Twined, django-twined, in a WSGI server; and what asks it for a default revision.

    django_registry.py serve --folder EMPTY_FOLDER               prints where it listens
    django_registry.py resolve --endpoint http://… --count 2000  prints one line of JSON

SQLite stands in for the database server that it wants, which makes it faster, not slower.
"""

import argparse
import http.client
import json
import signal
import sys
import time
from urllib.parse import urlsplit

PATH = "/services/benchmark/echo"


def application(folder):
    """An installation of Django with nothing but the registry, and one revision registered."""
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1"],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": f"{folder}/registry.sqlite",
                "CONN_MAX_AGE": None,
            }
        },
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        GCP_EVENTS_DISABLE_AUTH=True,
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "django_gcp",
            "django_twined",
        ],
        MIGRATION_MODULES={"django_twined": None},  # they need PostgreSQL
        ROOT_URLCONF="django_twined.urls",
        SECRET_KEY="benchmark",
        TWINED_BASE_URL="http://127.0.0.1",
        TWINED_DEFAULT_NAMESPACE="benchmark",
        TWINED_DEFAULT_PROJECT_NAME="benchmark",
    )
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    return get_wsgi_application()


def serve(options):
    from waitress.server import create_server

    server = create_server(application(options.folder), host="127.0.0.1", port=0, threads=4)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(f"http://127.0.0.1:{server.effective_port}", flush=True)
    server.run()


def request(connection, method, expected, body=None):
    connection.request(method, PATH, body)
    response = connection.getresponse()
    text = response.read()
    if response.status != expected:
        sys.exit(f"{method} was answered {response.status}: {text[:200]!r}")
    return json.loads(text)


def resolve(options):
    connection = http.client.HTTPConnection(urlsplit(options.endpoint).netloc)
    request(connection, "POST", 201, json.dumps({"revision_tag": "1.0.0"}))
    took = []
    cpu, began = time.process_time(), time.perf_counter()
    for _ in range(options.count):
        start = time.perf_counter()
        found = request(connection, "GET", 200)
        took.append((time.perf_counter() - start) * 1e6)
        if found["revision_tag"] != "1.0.0":
            sys.exit(f"it found {found}")
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    took.sort()
    figures = {
        "p50_us": took[len(took) // 2],
        "p99_us": took[len(took) * 99 // 100],
        "per_second": len(took) / seconds,
        "cpu_seconds": cpu,
    }
    print(json.dumps(figures))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mode", choices=("serve", "resolve"))
    parser.add_argument("--folder")
    parser.add_argument("--endpoint")
    parser.add_argument("--count", type=int)
    options = parser.parse_args()
    {"serve": serve, "resolve": resolve}[options.mode](options)


if __name__ == "__main__":
    main()
