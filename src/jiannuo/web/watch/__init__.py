"""Figures that come by themselves, checked against threshold rules."""
