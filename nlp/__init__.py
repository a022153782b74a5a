"""A Document becomes mentions, triples, records and conflicts. Opens no files but its own rules and lexicons."""
