"""Signs of harm, alerts to the school's safeguarding lead, and the lead's queue."""
