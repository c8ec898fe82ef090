"""Fixtures that several test files share, and the table at the end that says what ran and what did not."""
