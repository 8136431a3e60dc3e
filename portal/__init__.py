"""The web pages: public pages, the web chat and its JSON interface, and the staff's pages."""
