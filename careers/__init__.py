"""The advice: occupations, topics, facts and places, as content files and what reads them."""
