"""What the public sees, and what citizens say."""
