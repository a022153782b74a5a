"""The review page: a curator looks at evidence on the page and says what is right."""
