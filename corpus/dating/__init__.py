"""Dates: in running text, in what machines wrote, and the one a document speaks from."""

from corpus.dating.days import Dated
from corpus.dating.document import date_document
from corpus.dating.find import find_dates, speaks_relatively
from corpus.dating.machine import date_of_url, parse_date

__all__ = ["Dated", "date_document", "date_of_url", "find_dates", "parse_date", "speaks_relatively"]
