"""Running the review page on loopback."""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from corpus.review.app import create_app
from corpus.review.names import Names
from corpus.store.dataset import Dataset
from nlp.lexicon import data_folder, read_names

HOST = "127.0.0.1"


class PortTakenError(Exception):
    """Something else answers at the port, or it may not be used; the message says which."""


def serve(
    dataset: Dataset,
    *,
    port: int,
    curator: str | None,
    password: str | None,
    open_browser: bool,
    tell: Callable[[str], None],
) -> None:
    """Answer at ``port`` (0: a free one) until Ctrl-C; ``tell`` is told the address once the page answers.

    Raises :class:`PortTakenError` when the port cannot be had.
    """
    listening = _listen(port)
    number: int = listening.getsockname()[1]
    address = f"http://{HOST}:{number}/"
    names = Names(read_names(data_folder("lexicons")))
    app = create_app(dataset, names, port=number, curator=curator, password=password)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )
    with listening:
        # The socket takes connections from now on: what a browser asks meanwhile is answered once the page runs.
        tell(f"review page: {address}  (Ctrl-C ends it)")
        if open_browser:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        # uvicorn ends in good order on Ctrl-C, then passes it on: here it is the way to end.
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise PortTakenError(f"port {port} on {HOST} cannot be used: {error.strerror}") from error
    return listening
