"""How the weights of the learned tagger were made, and may be made again: ``python -m corpus.mentions.training``."""
