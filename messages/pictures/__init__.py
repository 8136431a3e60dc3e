"""Pictures that go with a message: drawn when they are shown, of values that are kept with it."""
