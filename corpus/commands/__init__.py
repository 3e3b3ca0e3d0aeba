"""The commands of the corpus side, a module each: parse, call one function, print."""
