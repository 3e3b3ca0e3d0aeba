"""Names to entities: which names of the archive are one thing in the world, each with its reason."""

from corpus.entities.link import link

__all__ = ["link"]
