extension Schema {
  /// The first versions measured neither, and wrote 0 in their place.
  static let unmeasuredDurations = """
    UPDATE deposit SET waited_ms = NULL, match_us = NULL WHERE waited_ms = 0 AND match_us = 0;
    """
}
