"""Excel sheets that go out, are filled in offline and come back: what all of them share."""
