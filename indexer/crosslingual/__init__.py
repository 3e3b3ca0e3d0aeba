"""Words in the archive's other languages: translations from dictionaries that ship, names by their sound."""
