"""What the server runs for every visitor and every click: the door."""

from allocator.ui.door import main

if __name__ == "__main__":
    main()
