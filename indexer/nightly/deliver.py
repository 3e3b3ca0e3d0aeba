"""What a night hands out when its report is written: mails and metrics; what cannot be handed out is said, and nothing lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus.config import Config
from corpus.errors import BadConfig
from indexer.nightly.report import Night


def deliver(config: Config, night: Night, figures: Mapping[str, Any]) -> tuple[str, ...]:
    """Everything was handed out that the settings ask for; why it was not, where it was not."""
    return (*_mail(config, night), *_metrics(config, night, figures))


def _mail(config: Config, night: Night) -> Iterator[str]:
    if not config["mail.host"]:
        return
    from smtplib import SMTPException  # 30 ms, which a night without mail is spared

    from indexer.nightly.mail import send_news, send_report
    from indexer.saved import Book

    try:
        send_report(config, night)
        with Book.open(config.data) as book:
            send_news(config, book)
    except (BadConfig, OSError, SMTPException) as error:
        yield f"mail by {config['mail.host']}:{config['mail.port']}: {type(error).__name__}: {error}"


def _metrics(config: Config, night: Night, figures: Mapping[str, Any]) -> Iterator[str]:
    if not config["metrics.textfile"]:
        return
    from indexer.nightly.metrics import write_textfile  # prometheus_client, 60 ms

    try:
        write_textfile(config.data.parent / Path(config["metrics.textfile"]), night.archive, figures)
    except BadConfig as error:
        yield str(error)
