/// The exit codes, a contract of the manual (docs/manual.md).
enum ExitStatus: Int32, Error {
  case success = 0
  /// Something went wrong; stderr says what.
  case failure = 1
  /// The command line or the configuration is wrong.
  case usage = 2
  /// Some files failed or were rejected; `status`: a daemon should run, and does not.
  case someFailed = 3
  /// Some files are left: `run --once` could not take them; `status`: something cannot be taken.
  case someLeft = 4
  /// No such article, story, deposit or file.
  case notFound = 5
  /// Events that a follower asks for are gone, or are those of another state.
  case cursorLost = 6
  /// The store or the spool cannot be used now.
  case unavailable = 69
  /// Another daemon holds the state directory.
  case held = 75
}
