"""What the Makefile runs: set-up, the lock, the lowest versions, the pictures."""
