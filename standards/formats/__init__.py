"""Documents of any file format become the lines and rows that the readers understand."""
