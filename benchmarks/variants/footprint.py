"""What nodes need when they have nothing to do, and how soon they are ready."""

import json

from .model import COMMAND, OURS, Comparison, Process, Variant, backbone

SERVICES = 48  # and a backbone and a registry: 50 processes

BACKBONE = Process(
    COMMAND,
    "backbone --bus tcp://127.0.0.1:{port} --feed tcp://127.0.0.1:{feed_port}"
    " --store {folder}/backbone.sqlite",
    "backbone ready",
)
REGISTRY = Process(
    COMMAND,
    "registry --bus tcp://127.0.0.1:{port} --store {folder}/registry.sqlite",
    "registry ready",
)
SERVICE = Process(
    COMMAND, "serve benchmark/echo:1.0.0 --bus tcp://127.0.0.1:{port} -- cat", "serving benchmark"
)


def nodes_in_one(count):
    return Process(OURS, f"children --endpoint {{endpoint}} --nodes {count}")


def topology():
    """A topology file; $words are filled in by the runner."""
    nodes = [
        {"name": "backbone", "role": "backbone"},
        {"name": "registry", "role": "registry"},
        *(
            {
                "name": f"echo-{number}",
                "role": "service",
                "revision": f"benchmark/echo-{number}:1.0.0",
                "run": [
                    f"$programs/{OURS}", "child", "--endpoint", "tcp://127.0.0.1:$port",
                    "--revision", f"benchmark/echo-{number}:1.0.0",
                ],
            }
            for number in range(1, SERVICES + 1)
        ),
    ]
    return json.dumps(
        {
            "name": "benchmark",
            "bus": "tcp://127.0.0.1:$port",
            "feed": "tcp://127.0.0.1:$feed_port",
            "data": "$folder",
            "nodes": nodes,
        }
    )


COMPARISONS = (
    Comparison(
        "footprint-nodes",
        "A process with one node and nothing to do",
        False,
        (
            Variant("C broker over libzmq", (Process("broker", "broker --endpoint {bind}"),)),
            Variant("busnode backbone", (BACKBONE,)),
            Variant("busnode registry", (BACKBONE, REGISTRY)),
            Variant("busnode serve", (BACKBONE, SERVICE)),
            Variant(
                "a service in Swift",
                (BACKBONE, Process(OURS, "child --endpoint {endpoint}")),
            ),
        ),
    ),
    Comparison(
        "footprint-many",
        "50 nodes with nothing to do",
        False,
        (
            Variant("1 child in a process", (backbone(), nodes_in_one(1))),
            Variant("50 children in a process", (backbone(), nodes_in_one(50))),
            Variant(
                "50 processes of a topology, until all answer",
                (
                    Process(COMMAND, "up {settings}", "", topology()),
                    Process(OURS, f"await --endpoint {{endpoint}} --services {SERVICES}"),
                ),
                subject=0,
                starts=1,
            ),
        ),
    ),
)
