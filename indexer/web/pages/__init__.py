"""The pages, each with its JSON beside it: HTTP in, values out."""
