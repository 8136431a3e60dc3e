"""Where data rests: engine and sessions, base table, field encryption, migrations, jobs."""
