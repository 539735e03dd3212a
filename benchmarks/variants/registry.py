"""What the registry says of a name, a second, with the node's cache and without."""

from .model import OURS, Comparison, Process, Variant, backbone


def resolves(name, cached, window, count):
    return Variant(
        name,
        servers=(
            backbone("tcp://127.0.0.1:*"),
            Process(OURS, "registry --endpoint {endpoint} --folder {folder}"),
        ),
        measure=Process(
            OURS,
            "resolve --endpoint {endpoint} --count {count}"
            f" --window {window} --cached {cached}",
        ),
        count=count,
    )


def limit_request(window, count):
    return Variant(
        "C over libzmq, any 100 B answered",
        servers=(
            Process("broker", "broker --endpoint {bind}"),
            Process("broker", "child --endpoint {endpoint}"),
        ),
        measure=Process(
            "broker",
            f"parent --endpoint {{endpoint}} --questions {{count}} --payload 100 --window {window}",
        ),
        count=count,
    )


def django_resolves(count):
    return Variant(
        "django-twined, over HTTP",
        servers=(Process("django-registry", "serve --folder {folder}"),),
        measure=Process("django-registry", "resolve --endpoint {endpoint} --count {count}"),
        count=count,
    )


COMPARISONS = (
    Comparison(
        "registry-one",
        "The default revision of a service, one resolve at a time",
        True,
        (
            limit_request(1, 20_000),
            resolves("BusNode, the registry asked", "no", 1, 20_000),
            resolves("BusNode, from the node's cache", "yes", 1, 500_000),
            django_resolves(5_000),
        ),
    ),
    Comparison(
        "registry-window",
        "The default revision of a service, 128 in flight",
        False,
        (
            limit_request(128, 200_000),
            resolves("BusNode, the registry asked", "no", 128, 50_000),
        ),
    ),
)
