import NewsBytes
package import NewsModel
import NewsStore

extension DeskStatus {
  /// A source that should have come by its rhythm.
  package struct SilentSource: Hashable, Sendable {
    package var source: String
    package var last: Timestamp
    /// How long it may be silent from then on, in milliseconds.
    package var limit: Int64

    package var line: String {
      "silent: \(quoted(source)) since \(last.rfc3339); by its rhythm it comes within"
        + " \(counted(limit / Rhythm.hour, "hour"))"
    }

    var json: JSONValue {
      .object([
        ("source", .string(source)), ("last", .init(last)),
        ("limit_seconds", .integer(limit / 1000)),
      ])
    }
  }

  /// - Parameters:
  ///   - state: the state folder.
  ///   - now: wall time.
  /// - Returns: None where the database cannot be read, which is told by itself.
  package static func silentSources(of state: String, at now: Timestamp) -> [SilentSource] {
    guard let store = try? StoreReader(folder: state),
      let rhythms = try? store.reading({ try SourceRhythms($0) })
    else { return [] }
    return rhythms.silent(at: now)
  }

  /// The first of them, and how many more.
  static func lines(of silent: [SilentSource]) -> [String] {
    let told = silent.prefix(20).map(\.line)
    let rest = silent.count - told.count
    return rest > 0 ? told + ["and \(counted(rest, "source")) more"] : told
  }
}
