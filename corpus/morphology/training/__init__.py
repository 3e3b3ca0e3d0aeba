"""How the weights of the chooser were made, and may be made again: ``python -m corpus.morphology.training``."""
