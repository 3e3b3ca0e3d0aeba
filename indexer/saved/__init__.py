"""Searches that people save: who saved what, what each was told of, and what a run brings that answers them."""

from indexer.saved.book import FILE_NAME, MAIL, REPORT, Book
from indexer.saved.feed import as_feed
from indexer.saved.matching import find_news, save_search
from indexer.saved.values import LOCAL, News, SavedSearch, Told

__all__ = ["FILE_NAME", "LOCAL", "MAIL", "REPORT", "Book", "News", "SavedSearch", "Told", "as_feed", "find_news", "save_search"]
