"""The pages for staff: what needs a person, students, settings, and the lead's alerts."""
