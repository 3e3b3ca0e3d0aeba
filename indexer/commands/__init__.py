"""The commands that find, show and export, a module each: parse, call one function, print."""
