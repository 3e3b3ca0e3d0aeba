"""The OpenAPI document is true: whatever it allows is answered, in the shapes it says, and never with a 5xx."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

from corpus.config import Config
from indexer.web.app import create_app

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed: pip install --group test")
    from hypothesis import HealthCheck, Phase, given, settings
    from schemathesis.specs.openapi.checks import positive_data_acceptance

EXAMPLES = 12
"""Asked of each operation; a run is bounded, its seed the same every time."""


@pytest.fixture(scope="session")
def openapi(web_config: Config) -> Any:
    """The description of the small archive's server, with the server behind it."""
    return schemathesis.openapi.from_asgi("/openapi.json", create_app(web_config))


BOUNDED = settings(
    max_examples=EXAMPLES, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.mark.filterwarnings("ignore")
def test_every_operation_keeps_to_its_description(openapi: Any) -> None:
    """No server error, no status, type or key that the description does not have.

    That well-typed data is refused is no fault here: no schema can say which queries can be read.
    """
    operations = [result.ok() for result in openapi.get_all_operations()]
    assert len(operations) >= 20
    for operation in operations:

        @BOUNDED
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            answer = case.call()
            assert answer.status_code < 500, case.as_curl_command()
            case.validate_response(answer, excluded_checks=[positive_data_acceptance])

        ask()
