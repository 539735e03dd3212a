"""The worker's side of the connection to its node: lines of JSON, one message a line."""

import json
import os
import queue
import threading

from busnode_worker.encoding import encode


class MessageTooLarge(ValueError):
    """What is to be sent is larger than the bus carries."""


class Channel:
    """Reads requests on a thread of its own and hands them to those who wait for them."""

    def __init__(self, requests, events):
        self._requests = requests
        self._events = events
        self._writing = threading.Lock()
        self._state = threading.Lock()
        self._waiting = {}
        self._last_call = 0
        self._questions = queue.Queue()
        self._process = os.getpid()
        self.limit = None

    def first(self):
        """The first request, which says what the worker is for."""
        return json.loads(self._requests.readline())

    def start(self):
        """Reads the other requests from now on."""
        threading.Thread(target=self._read, name="busnode-requests", daemon=True).start()

    def next_question(self):
        """Waits for a question."""
        return self._questions.get()

    def send(self, message):
        """Sends a message to the node; several threads can."""
        self.write(encode(message))

    def write(self, line):
        """Sends a message that is JSON already."""
        data = line.encode() + b"\n"
        if self.limit is not None and len(data) > self.limit:
            raise MessageTooLarge(
                f"{len(data)} bytes are too many for one message: the bus carries {self.limit}. "
                "Put large data into files of the output manifest."
            )
        with self._writing:
            while data:
                data = data[os.write(self._events, data) :]

    def call(self, message):
        """Sends a message that the node answers, and yields the answers up to the last one."""
        if os.getpid() != self._process:
            raise RuntimeError("only the process that runs the app can speak to its node")
        answers = queue.Queue()
        with self._state:
            self._last_call += 1
            call = self._last_call
            self._waiting[call] = answers
        try:
            self.send({**message, "call": call})
            while True:
                answer = answers.get()
                yield answer
                if answer["kind"] != "event":
                    return
        finally:
            with self._state:
                self._waiting.pop(call, None)

    def _read(self):
        try:
            for line in self._requests:
                request = json.loads(line)
                if request["kind"] == "question":
                    self._questions.put(request)
                    continue
                with self._state:
                    answers = self._waiting.get(request.get("call"))
                if answers is not None:
                    answers.put(request)
        finally:
            # The node is gone, or does not want this worker any more.
            os._exit(0)
