"""The command ``jiannuo``: thin commands over the library."""
