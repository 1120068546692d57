"""Reports as uploaded and read, with every statement."""
