"""The web view: an archive to look at, read and follow, for people and for programs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from corpus import __version__
from corpus.config import Config
from indexer.web import failures
from indexer.web.door import Door
from indexer.web.guard import Guard
from indexer.web.pages import (
    api,
    audit,
    beside,
    compare,
    correct,
    document,
    entities,
    entity,
    facsimile,
    home,
    login,
    map,
    metrics,
    network,
    printed,
    results,
    runs,
    saved,
    search,
    suggest,
    timeline,
)
from indexer.web.person import admit, check_form
from indexer.web.urls import STATIC
from indexer.web.watch import Watch

_PAGES = (
    home, results, search, suggest, beside, printed, facsimile, document, entity, correct, entities, map, network, timeline,
    compare, runs, audit, login, saved, metrics, api,
)  # fmt: skip


def described(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document: what cannot be read is a 400 here, in the shape of every error, and never FastAPI's 422."""
    if app.openapi_schema is None:
        said = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        for path in said["paths"].values():
            for operation in path.values():
                operation["responses"].pop("422", None)
        for name in ("HTTPValidationError", "ValidationError"):
            said.get("components", {}).get("schemas", {}).pop(name, None)
        app.openapi_schema = said
    return app.openapi_schema


def create_app(config: Config, *, public: bool = False, processes: int = 1) -> FastAPI:
    """The web view of an archive; whether there is anything to show is looked at with every request.

    Without users it takes whoever comes for the person at this machine, or if ``public`` for a stranger who may read. It is one
    of ``processes`` that answer at one address.
    """
    door = Door(config, processes)

    @asynccontextmanager
    async def opened(app: FastAPI) -> AsyncIterator[None]:
        yield
        door.close()

    app = FastAPI(
        title=f"svod: {config.name}",
        version=__version__,
        description="Every page of the web view has its JSON beside it. Errors have one shape.",
        docs_url=None,
        redoc_url=None,
        lifespan=opened,
        dependencies=[Depends(admit), Depends(check_form)],
    )
    app.state.door = door
    app.openapi = lambda: described(app)  # type: ignore[method-assign]
    app.add_middleware(Watch, config=config, public=public)
    app.add_middleware(GZipMiddleware, minimum_size=800, compresslevel=5)
    app.add_middleware(Guard)
    failures.install(app)
    for page in _PAGES:
        app.include_router(page.router)
    app.mount("/static", StaticFiles(directory=str(STATIC)), name="static")
    return app
