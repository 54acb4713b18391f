"""The learner's card as a picture."""
