"""Who may do what: one declared matrix, the person or token that acts, and the guard in front of every address."""
