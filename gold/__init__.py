"""Gold sets and scores. Knows values only, no PDF and no database."""
