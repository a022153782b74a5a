"""Pages from templates, in the language of the browser or the one chosen on the page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from corpus.review.session import LONGEST_NAME, Session
from corpus.review.texts import LANGUAGES, preferred, read_texts
from corpus.review.wanted import STATUSES
from corpus.store.values import REJECT_REASONS
from corpus.untrusted import for_terminal


class Renderer:
    """The templates and phrases of one running page."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._texts = read_texts()
        self._templates = Environment(
            loader=PackageLoader("corpus.review"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            # What a paper prints must not steer the page either: controls and marks that reorder text are shown.
            finalize=lambda value: for_terminal(value) if type(value) is str else value,
        )
        self._templates.filters["moment"] = _moment

    def page(
        self,
        request: Request,
        template: str,
        values: Mapping[str, object],
        *,
        curator: str | None = None,
        status: int = 200,
    ) -> Response:
        """Return ``template`` filled with ``values`` and with what every page needs."""
        chosen = request.cookies.get("tabularna-language", "")
        language = chosen if chosen in LANGUAGES else preferred(request.headers.get("accept-language", ""))
        # After a form that was refused, the page stands at an address that only takes forms.
        path = request.url.path.removesuffix("/decision")
        query = "?" + request.url.query if request.url.query else ""
        frame: dict[str, object] = {
            "t": self._texts[language],
            "language": language,
            "other_language": next(other for other in LANGUAGES if other != language),
            "token": self._session.token,
            "curator": curator,
            "here": path + query,
            "statuses": STATUSES,
            "reasons": REJECT_REASONS,
            "longest_name": LONGEST_NAME,
        }
        html = self._templates.get_template(template).render({**frame, **values})
        return HTMLResponse(html, status, {"Content-Language": language, "Vary": "Accept-Language, Cookie"})


def _moment(stored: str) -> str:
    """Return a stored time as people read it, in UTC: ``2026-11-24 03:41``; as it is where it is damaged."""
    try:
        return datetime.fromisoformat(stored).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return stored
