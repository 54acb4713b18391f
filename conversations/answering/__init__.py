"""The kinds of answers, a module each: lists, look-ups, comparisons, matches."""
