"""What the documents say: read, analysed, stored, linked."""

__version__ = "0.1.0"
