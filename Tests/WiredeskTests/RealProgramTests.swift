import Testing

extension Tag {
  /// Minutes rather than seconds; `scripts/test --quick` leaves the whole target out.
  @Tag static var heavy: Self
}

/// Everything that runs the real program: one suite after the other, because two loaded daemons on
/// a small machine would time each other out.
@Suite(
  "The real program", .serialized,
  .enabled(if: Program.path != nil, "no program: build it, or set WIREDESK_PROGRAM"))
struct RealProgramTests {}
