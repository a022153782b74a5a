"""Papers in, a curated dataset out: pipeline, store, merge, export, review page and command line."""
