"""What careers advisers look after: students who ask for a person, and forgetting a student."""
