extension Duration {
  /// Whole nanoseconds, towards zero; of 292 years at most.
  package var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }

  /// Whole milliseconds, towards zero.
  package var milliseconds: Int64 { nanoseconds / 1_000_000 }
}
