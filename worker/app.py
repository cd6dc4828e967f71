"""The Celery application: one task, two queues, the broker by URL."""

from __future__ import annotations

from celery import Celery
from kombu.entity import Exchange
from kombu.entity import Queue as BrokerQueue

from musechat.settings import Settings
from musechat.turn import Queue

RUN_TURN = "musechat.run_turn"

# After so long Redis delivers again what a killed worker held, so that nothing lies there for good. A turn that takes
# longer is notified twice, which costs a look: the claim in the database decides who runs it.
VISIBILITY_S = 60

DELIVERY = {
    # A message is only a hint that a turn waits. It is acknowledged after the work, so that the broker delivers it
    # again where a worker dies; the claim in the database decides who runs the turn.
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "task_ignore_result": True,
    "task_create_missing_queues": False,
    "task_serializer": "json",
    "accept_content": ["json"],
    "result_backend": None,
    # A turn takes seconds: a message prefetched by a busy worker would wait there beside an idle one.
    "worker_prefetch_multiplier": 1,
    # Logging is configured by our own commands, with redaction.
    "worker_hijack_root_logger": False,
    "worker_redirect_stdouts": False,
    "worker_send_task_events": False,
    "worker_enable_remote_control": False,
    # A turn in work needs the database and not the broker: a lost connection must not cancel it.
    "worker_cancel_long_running_tasks_on_connection_loss": False,
    "broker_connection_retry_on_startup": True,
    "broker_connection_max_retries": None,
    "broker_connection_timeout": 4,
}


def make_app(settings: Settings) -> Celery:
    """Build the Celery application of these settings; nothing connects yet."""
    broker = "memory://localhost" if settings.embedded else settings.broker_url  # kombu wants some host
    app = Celery("musechat", broker=broker, set_as_current=False)
    app.conf.update(DELIVERY, task_queues=[_make_queue(settings, queue) for queue in Queue])
    app.conf.update(task_default_queue=make_queue_name(settings, Queue.INFER), **_transport_options(settings))
    return app


def publish_turn(app: Celery, settings: Settings, turn_id: int, queue: Queue) -> None:
    """Publish ``run_turn(turn_id)`` on a queue, without retries.

    Blocks for up to ``broker_connection_timeout`` seconds, and raises whatever the broker's client raises.
    """
    app.send_task(RUN_TURN, args=[turn_id], queue=make_queue_name(settings, queue), ignore_result=True, retry=False)


def count_messages(app: Celery, settings: Settings, queue: Queue) -> int:
    """How many messages of a queue wait at the broker, those that a worker holds left out.

    Blocks for up to ``broker_connection_timeout`` seconds, and raises whatever the broker's client raises.
    """
    with app.connection_for_read() as connection:
        # RabbitMQ must not make one. For the others kombu does the counting, and in Redis it finds no queue "passively"
        # whose keys have a prefix.
        passive = connection.transport.driver_type == "amqp"
        try:
            declared = connection.default_channel.queue_declare(make_queue_name(settings, queue), passive=passive)
        except connection.channel_errors:  # there is no such queue yet
            return 0
        return int(declared.message_count)


def make_queue_name(settings: Settings, queue: Queue) -> str:
    """The queue's name at the broker, ``PREFIX.QUEUE``: several installations may share one broker."""
    return f"{settings.broker_prefix}.{queue.value}"


def _make_queue(settings: Settings, queue: Queue) -> BrokerQueue:
    name = make_queue_name(settings, queue)
    exchange = Exchange(settings.broker_prefix, type="direct")  # type: ignore[no-untyped-call]
    return BrokerQueue(name, exchange, routing_key=name)  # type: ignore[no-untyped-call]


def _transport_options(settings: Settings) -> dict[str, object]:
    if settings.embedded:
        return {"broker_transport": "worker.embedded:NotifyingTransport"}
    if settings.broker_url.startswith(("redis", "rediss")):
        return {"broker_transport_options": _make_redis_options(settings)}
    # AMQP drops a message without a word where the connection breaks; confirmed, publishing raises instead.
    return {"broker_transport_options": {"confirm_publish": True}}


def _make_redis_options(settings: Settings) -> dict[str, object]:
    return {
        "global_keyprefix": f"{settings.broker_prefix}:",
        "visibility_timeout": VISIBILITY_S,
        # Redis brokers have no server that gives back what a dead consumer held: each consumer looks every few seconds.
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_timeout": 10,
        "socket_connect_timeout": 4,
        "health_check_interval": 25,
    }
