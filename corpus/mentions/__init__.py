"""Who, where and what a document names: mentions in the nominative, contacts, roles, declared abbreviations."""

from corpus.mentions.find import find

__all__ = ["find"]
