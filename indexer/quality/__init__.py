"""How well svod reads and finds, measured on gold sets that anyone may bring; one module a task."""
