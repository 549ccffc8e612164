"""The app in a real browser, on the sample school with the real engine: one test for each promise of how it feels."""
