"""Input that means harm, made by ourselves, each with the end it must come to."""
