"""A web page that classifies pictures by itself: how it is put together, and tried in a browser."""
