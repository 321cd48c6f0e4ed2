"""Answers as trees of blocks: their words, their text for 80 columns and their page."""
