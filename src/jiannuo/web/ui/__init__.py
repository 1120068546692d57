"""The frame of every page: templates, style, filters, and the trouble pages."""
