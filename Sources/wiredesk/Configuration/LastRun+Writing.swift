import Foundation
import NewsAnswers
import NewsDesk

extension LastRun {
  /// Leaves word in the state folder of what this run watches.
  func write(in state: String) throws {
    let url = URL(filePath: Self.path(in: state))
    try Data(text.utf8).write(to: url, options: .atomic)
  }
}

extension DeskSettings {
  /// With the names of fields that the last `run` on a state folder had: what is read again, or beside it, is
  /// read alike. Without its word, as configured.
  func readingAlike(in state: String) throws -> DeskSettings {
    var settings = self
    if let fields = try LastRun.read(in: state)?.fields { settings.ownFieldNames = fields }
    return settings
  }
}
