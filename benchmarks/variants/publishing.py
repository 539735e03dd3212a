"""Durable publish: acknowledged after the message is on the disk."""

from .model import OURS, Comparison, Process, Variant, backbone

JETSTREAM = """
listen: "127.0.0.1:$port"
jetstream { store_dir: "$folder/jetstream", sync_interval: always }
"""
REDIS = """
bind 127.0.0.1
port $port
dir $folder
save ""
appendonly yes
appendfsync always
"""
# Its environment, in words of the shell. Nothing listens but the broker: the node speaks to no other
# node, and does not start epmd, which would stay behind. It looks for one every minute, on port 1, and
# wants to be told a port of its own for other nodes.
RABBITMQ = """
HOME=$folder
NODENAME=bench@localhost
NODE_IP_ADDRESS=127.0.0.1
NODE_PORT=$port
MNESIA_BASE=$folder
LOG_BASE=$folder
CONFIG_FILE=$folder/none.conf
ADVANCED_CONFIG_FILE=$folder/none.config
ENABLED_PLUGINS_FILE=$folder/plugins
SERVER_ADDITIONAL_ERL_ARGS='-noinput -sname bench@localhost
 -rabbit vm_memory_high_watermark 0.9 -rabbit disk_free_limit 1'
RABBITMQ_ALLOW_INPUT=1 # it becomes the server, in place of starting one and waiting for it
export ERL_EPMD_PORT=1 ERL_CRASH_DUMP=$folder/crash
export ERL_ZFLAGS='-start_epmd false -dist_listen false -erl_epmd_port $feed_port'
"""


def limit_commit(payload, batch, count):
    return Variant(
        f"bare SQLite, {batch} a commit",
        measure=Process(
            "groupcommit",
            f"--file {{folder}}/log.sqlite --rows {{count}} --row {payload} --batch {batch}",
        ),
        count=count,
    )


def our_publish(payload, publishers, window, count):
    return Variant(
        "BusNode",
        servers=(backbone(),),
        measure=Process(
            OURS,
            "publish --endpoint {endpoint} --messages {count}"
            f" --payload {payload} --window {window} --publishers {publishers}",
        ),
        count=count,
    )


def publish_in_c(name, server, protocol, payload, publishers, window, count):
    return Variant(
        name,
        servers=(server,),
        measure=Process(
            "peers",
            f"{protocol} --endpoint {{endpoint}} --messages {{count}}"
            f" --payload {payload} --window {window} --publishers {publishers}",
        ),
        count=count,
    )


def peers(*work):
    jetstream = Process("nats-server", "-c {settings}", "Server is ready", JETSTREAM)
    redis = Process("redis-server", "{settings}", "Ready to accept connections", REDIS)
    rabbitmq = Process("rabbitmq-server", "{settings}", "completed with", RABBITMQ)
    return (
        publish_in_c("JetStream, sync always", jetstream, "nats", *work),
        publish_in_c("Redis Streams, fsync always", redis, "redis", *work),
        publish_in_c("RabbitMQ, quorum queue", rabbitmq, "amqp", *work),
    )


def publishes(name, title, publishers, window, count):
    """So many publishers with so many messages in flight together; a slow peer does less of it."""
    payload = 1024
    most = 20_000
    work = (payload, publishers, window)
    variants = (
        limit_commit(payload, window, count),
        our_publish(*work, count),
        publish_in_c("BusNode, asked in C", backbone(), "busnode", *work, count),
        *peers(*work, min(count, most)),
    )
    return Comparison(name, f"Durable publish, 1 KiB, {title}", False, variants)


COMPARISONS = (
    publishes("publish-1", "1 publisher, 1 in flight", 1, 1, 5_000),
    publishes("publish-8", "8 publishers, 1 in flight each", 8, 8, 40_000),
    publishes("publish-64", "64 publishers, 1 in flight each", 64, 64, 200_000),
    publishes("publish-256", "1 publisher, 256 in flight", 1, 256, 200_000),
)
