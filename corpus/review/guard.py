"""What stands between the review page and the other programs and web sites on this machine.

The page listens on loopback only, but every web site that the curator visits can send requests there. So the name in
``Host`` has to be a loopback name with our port (a foreign name that was re-pointed at 127.0.0.1, "DNS rebinding", is
refused), a change has to come from our own pages (``Origin``), and bodies are small. See the OWASP cheat sheets on
cross-site request forgery and on content security policy.
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
MOST_BODY = 64 * 1024  # bytes; a decision has a few hundred
_SAFE_METHODS = ("GET", "HEAD")
_FORM = "application/x-www-form-urlencoded"

# The referrer stays with us, but is sent: with `no-referrer`, browsers send `Origin: null` with our own forms.
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Guard:
    """Middleware that refuses what cannot come from our own pages, and adds the security headers to every answer."""

    def __init__(self, app: ASGIApp, *, port: int) -> None:
        self.app = app
        self.hosts = frozenset(f"{name}:{port}" for name in LOOPBACK_NAMES)
        if port == 80:
            self.hosts |= frozenset(LOOPBACK_NAMES)
        self.origins = frozenset(f"http://{host}" for host in self.hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with the reason for refusing it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        refusal = self._refusal(scope["method"], Headers(scope=scope))
        body = b""
        if refusal is None:
            body, refusal = await _read_body(receive)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        if refusal is not None:
            await refusal(scope, receive, guarded)
            return
        await self.app(scope, _replay(body, receive), guarded)

    def _refusal(self, method: str, headers: Headers) -> PlainTextResponse | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self.hosts:
            return PlainTextResponse("This page answers to its loopback address only.\n", 421)
        if headers.get("transfer-encoding") is None and not headers.get("content-length", "0").isdecimal():
            return PlainTextResponse("The length of the request is no number.\n", 400)
        if int(headers.get("content-length", "0")[:12]) > MOST_BODY:
            return PlainTextResponse("The request is too large.\n", 413)
        if method in _SAFE_METHODS:
            return None
        if method != "POST":
            return PlainTextResponse("Changes are sent by POST.\n", 405, {"Allow": "GET, HEAD, POST"})
        if headers.get("origin") not in self.origins:
            return PlainTextResponse("This change does not come from the review page.\n", 403)
        if headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
            return PlainTextResponse(f"A change is a form ({_FORM}).\n", 415)
        return None


async def _read_body(receive: Receive) -> tuple[bytes, PlainTextResponse | None]:
    """Read the whole body, whatever length was announced, as far as it is allowed to be."""
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return body, PlainTextResponse("The request was broken off.\n", 400)
        body += message.get("body", b"")
        if len(body) > MOST_BODY:
            return b"", PlainTextResponse("The request is too large.\n", 413)
        if not message.get("more_body", False):
            return body, None


def _replay(body: bytes, rest: Receive) -> Receive:
    """Give the body that was read, then what comes after it: the end of the connection."""
    left = [body]

    async def receive() -> Message:
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": False}
        return await rest()

    return receive
