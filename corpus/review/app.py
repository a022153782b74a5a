"""The review page as a Starlette application: which address answers what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from corpus.pages import PictureError
from corpus.review.desk import FIELD_OF_CONFLICT, Desk
from corpus.review.guard import Guard
from corpus.review.names import Names
from corpus.review.pictures import Pictures
from corpus.review.queries import version
from corpus.review.rendering import Renderer
from corpus.review.session import Session, tidy_name
from corpus.review.texts import LANGUAGES
from corpus.review.wanted import Wanted
from corpus.store.curate import EDITABLE, Claim, DecisionError, StaleDecisionError, Verdict, claim, decide_all
from corpus.store.curate import Request as Ask
from corpus.store.dataset import Dataset, DatasetError

_KEY = re.compile(r"[0-9a-f]{32}")
_ALSO = re.compile(r"\b([0-9a-f]{32}):([0-9]{1,9})\b")
_MOST_AT_ONCE = 60  # claims
_OWN_ADDRESS = re.compile(r"/(claims/[0-9a-f]{32})?(\?[A-Za-z0-9=&%+._*-]*)?")
_MOST_FIELDS = 20  # of a form
_YEAR = 365 * 24 * 3600  # seconds
_MOST = 2**31  # what the database takes as a number
_LONGEST_QUERY = 80  # characters of a name looked for


def create_app(
    dataset: Dataset, names: Names, *, port: int, curator: str | None = None, password: str | None = None
) -> Starlette:
    """Return the review page of a dataset, as it answers on loopback at ``port``.

    ``names`` are what corrections choose from. ``curator`` is whose decisions these are; without it, the page asks
    each browser once. ``password`` opens encrypted papers for their pictures.
    """
    desk = Desk(dataset, names, Pictures(password))
    pages = _Pages(desk, Session(), port, curator)
    static = StaticFiles(directory=Path(str(files("corpus.review").joinpath("static"))))
    return Starlette(
        routes=[
            Route("/", pages.first),
            Route("/claims/{key}", pages.claim),
            Route("/claims/{key}/decision", pages.decide, methods=["POST"]),
            Route("/pages/{version:int}/{page:int}.png", pages.picture),
            Route("/names", pages.proposals),
            Route("/curator", pages.ask_curator),
            Route("/curator", pages.set_curator, methods=["POST"]),
            Route("/language", pages.set_language, methods=["POST"]),
            Mount("/static", static),
        ],
        middleware=[Middleware(Guard, port=port)],
        exception_handlers={HTTPException: pages.failed, DatasetError: pages.dataset_failed},
    )


class _Pages:
    """The handlers of one running page."""

    def __init__(self, desk: Desk, session: Session, port: int, curator: str | None) -> None:
        self.desk = desk
        self.session = session
        self.default_curator = curator
        self.renderer = Renderer(session)
        # Cookies are shared by all ports of a machine: two datasets under review must not share a curator.
        self.curator_cookie = f"tabularna-curator-{port}"

    def first(self, request: Request) -> Response:
        """Lead to the claim to begin with."""
        wanted = Wanted.from_query(request.query_params)
        curator = self._curator(request)
        if curator is None:
            return self._asking(request)
        key = self.desk.first(wanted)
        if key is not None:
            return RedirectResponse(
                _address(f"/claims/{key}", wanted, _keys(request.query_params.get("done", ""))), 303
            )
        return self.renderer.page(request, "empty.html", self._frame(wanted, None, request, curator), curator=curator)

    def claim(self, request: Request) -> Response:
        """Show one claim."""
        curator = self._curator(request)
        if curator is None:
            return self._asking(request)
        return self._claim(request, curator)

    async def decide(self, request: Request) -> Response:
        """Store a decision, then lead to the next claim; 409 when somebody else was faster."""
        form = await _form(request)
        self._check_token(form)
        curator = self._curator(request)
        if curator is None:
            return RedirectResponse(f"/curator?{urlencode({'next': request.url.path.removesuffix('/decision')})}", 303)
        return await run_in_threadpool(self._decide, request, curator, form)

    def picture(self, request: Request) -> Response:
        """Draw a page of a paper of the dataset."""
        number, page = request.path_params["version"], request.path_params["page"]
        scale = request.query_params.get("scale", "2")
        found = version(self.desk.dataset, number) if max(number, page) < _MOST else None
        if found is None:
            raise HTTPException(404)
        try:
            png = self.desk.pictures.png(found, page, int(scale) if scale in ("1", "2", "3", "4") else 0)
        except PictureError as error:
            raise HTTPException(404, str(error)) from error
        # The address carries the hash of the file: what stands there never changes.
        return Response(png, media_type="image/png", headers={"Cache-Control": "private, max-age=86400, immutable"})

    def proposals(self, request: Request) -> Response:
        """Return names to choose from for a field of a correction."""
        field, text = request.query_params.get("field", ""), request.query_params.get("q", "")
        return JSONResponse(self.desk.proposals(field, text[:_LONGEST_QUERY]))

    def ask_curator(self, request: Request) -> Response:
        """Ask who is at the page."""
        return self._asking(request)

    async def set_curator(self, request: Request) -> Response:
        """Keep the curator's name in a signed cookie."""
        form = await _form(request)
        self._check_token(form)
        name, back = tidy_name(form.get("name", "")), _own_address(form.get("next", "/"))
        if not name:
            return self.renderer.page(request, "curator.html", {"next": back, "missing": True, "name": ""}, status=400)
        response = RedirectResponse(back, 303)
        response.set_cookie(
            self.curator_cookie, self.session.sign(name), max_age=_YEAR, httponly=True, samesite="strict"
        )
        return response

    async def set_language(self, request: Request) -> Response:
        """Keep the language of the page in a cookie."""
        form = await _form(request)
        self._check_token(form)
        response = RedirectResponse(_own_address(form.get("next", "/")), 303)
        if form.get("language") in LANGUAGES:
            response.set_cookie("tabularna-language", form["language"], max_age=_YEAR, httponly=True, samesite="strict")
        return response

    async def failed(self, request: Request, error: Exception) -> Response:
        """Tell why a request is not answered."""
        assert isinstance(error, HTTPException)  # noqa: S101 - registered for nothing else
        told = error.detail if error.status_code in (400, 403) else "error_gone"
        return self.renderer.page(request, "error.html", {"key": told, "reason": ""}, status=error.status_code)

    async def dataset_failed(self, request: Request, error: Exception) -> Response:
        """Tell why the dataset does not answer."""
        return self.renderer.page(request, "error.html", {"key": "error_server", "reason": str(error)}, status=503)

    def _claim(
        self,
        request: Request,
        curator: str,
        *,
        status: int = 200,
        problem: str = "",
        open_form: str = "",
        typed: dict[str, str] | None = None,
    ) -> Response:
        key = request.path_params["key"]
        paper = request.query_params.get("version", "")
        view = None
        if _KEY.fullmatch(key):
            view = self.desk.view(key, int(paper) if paper.isascii() and paper.isdigit() and len(paper) < 10 else None)
        if view is None:
            raise HTTPException(404)
        wanted = Wanted.from_query(request.query_params)
        values = {
            **self._frame(wanted, key, request, curator),
            "view": view,
            "field_of_conflict": FIELD_OF_CONFLICT,
            "problem": problem,
            "open_form": open_form,
            "typed": typed or {},
        }
        return self.renderer.page(request, "claim.html", values, curator=curator, status=status)

    def _frame(self, wanted: Wanted, key: str | None, request: Request, curator: str) -> dict[str, object]:
        """Return what stands around a claim: the queue, the progress, the filters, what was done last."""
        done = _keys(request.query_params.get("done", ""))
        return {
            "queue": self.desk.queue(wanted, key),
            "progress": self.desk.progress(),
            "wanted": wanted,
            "papers": self._papers(),
            "notice": self.desk.notice(done, curator) if done else None,
        }

    def _decide(self, request: Request, curator: str, form: dict[str, str]) -> Response:
        key, wanted = request.path_params["key"], Wanted.from_query(request.query_params)
        decided = claim(self.desk.dataset, key) if _KEY.fullmatch(key) else None
        if decided is None:
            raise HTTPException(404)
        typed = {field: form[field] for field in EDITABLE if field in form}
        others = _revisions(form.get("also", ""))
        after = self.desk.following(wanted, key, (key, *others))
        try:
            ask = self._asked(decided, form, typed)
            also = [Ask(other, ask.verdict, revision) for other, revision in others.items()]
            decide_all(self.desk.dataset, [ask, *also], curator=curator)
        except StaleDecisionError:
            return self._claim(request, curator, status=409, problem="stale", typed=typed)
        except (DecisionError, ValueError) as error:
            said = form.get("verdict", "")
            shown = said if said in ("correct", "reject") else ""
            return self._claim(request, curator, status=400, problem=str(error), open_form=shown, typed=typed)
        leads_to = f"/claims/{key}" if ask.verdict is Verdict.UNDO else f"/claims/{after}" if after else "/"
        return RedirectResponse(_address(leads_to, wanted, (key, *others)), 303)

    def _asked(self, one: Claim, form: dict[str, str], typed: dict[str, str]) -> Ask:
        """Read a decision off a form. Raises ``DecisionError`` for one that says nothing."""
        verdict, revision = _verdict(form), form.get("revision", "")
        if verdict is None or not (revision.isascii() and revision.isdigit() and len(revision) < 10):
            raise DecisionError("the form is not one of this page")
        values = self.desk.corrections(one, typed) if verdict is Verdict.CORRECT else {}
        if verdict is Verdict.CORRECT and not values and one.revision == int(revision):
            raise DecisionError("nothing_changed")
        # A correction of a claim that has moved on is stale, whatever it would still change.
        values = values or (typed if verdict is Verdict.CORRECT else {})
        return Ask(one.key, verdict, int(revision), values, form.get("reason", "") if verdict is Verdict.REJECT else "")

    def _curator(self, request: Request) -> str | None:
        return self.session.name_in(request.cookies.get(self.curator_cookie, "")) or self.default_curator

    def _asking(self, request: Request) -> Response:
        asked = request.query_params.get("next")
        here = request.url.path + ("?" + request.url.query if request.url.query else "")
        back = _own_address(asked if asked is not None else here)
        name = self._curator(request) or ""
        return self.renderer.page(request, "curator.html", {"next": back, "missing": False, "name": name})

    def _check_token(self, form: dict[str, str]) -> None:
        if not self.session.is_token(form.get("token", "")):
            raise HTTPException(403, "error_token")

    def _papers(self) -> tuple[tuple[int, str], ...]:
        merged = self.desk.dataset.versions("merged")
        return tuple(sorted({(version.paper_id, version.title) for version in merged}, key=lambda paper: paper[1]))


async def _form(request: Request) -> dict[str, str]:
    """Read a form; the guard has seen to its size. Raises ``HTTPException`` for what is no form of ours."""
    try:
        text = (await request.body()).decode()
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="replace"))
    except ValueError as error:
        raise HTTPException(400, "error_token") from error


def _verdict(form: dict[str, str]) -> Verdict | None:
    said = form.get("verdict", "")
    return Verdict(said) if said in tuple(Verdict) else None


def _address(path: str, wanted: Wanted, done: Sequence[str]) -> str:
    query = "&".join(part for part in (wanted.query, urlencode({"done": ".".join(done)}) if done else "") if part)
    return f"{path}?{query}" if query else path


def _keys(joined: str) -> tuple[str, ...]:
    """Read the keys of claims off an address; none, where it is not one of ours."""
    keys = tuple(joined.split("."))
    return keys if len(keys) <= _MOST_AT_ONCE and all(_KEY.fullmatch(key) for key in keys) else ()


def _revisions(also: str) -> dict[str, int]:
    """Read claims that are decided along off a form: keys and the revisions at which the curator saw them."""
    found = _ALSO.findall(also)[:_MOST_AT_ONCE]
    return {key: int(revision) for key, revision in found}


def _own_address(given: str) -> str:
    """Return an address of ours; the first page for any other (an open redirect would lend our name to a stranger)."""
    return given if _OWN_ADDRESS.fullmatch(given) else "/"
