"""Files made for tests: good ones in every format and charset, and hostile ones."""
