"""``python -m allocator`` is the same as the console script ``allocator``."""

from allocator.cli import main

if __name__ == "__main__":
    main()
