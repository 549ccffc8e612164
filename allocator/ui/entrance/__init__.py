"""The script that the server runs, in a folder of its own: beside a folder called pages, its files would become menu entries."""
