"""The rules for signs of harm as data: a text file a sign, and the words that they share."""
