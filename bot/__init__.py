"""The engine and its doors; it knows no topic."""
