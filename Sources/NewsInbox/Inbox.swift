package import NewsModel

extension Inbox {
  /// What becomes of a file whose articles are stored.
  package enum Mode: String, Hashable, Sendable, CaseIterable {
    /// To done/YYYY/MM/DD/.
    case move
    /// Stays where it is; the inbox may be read-only for us.
    case leave
    /// Removed.
    case delete
  }

  /// Who the copy in an inbox comes from.
  package enum SourceRule: Hashable, Sendable {
    /// One provider drops here.
    case named(String)
    /// The first folder below the inbox is the provider's name; a file that lies outside any has this
    /// one.
    case subfolder(otherwise: String)

    /// - Parameter name: the path below the inbox.
    /// - Returns: bytes of the name that are not UTF-8 have become U+FFFD in it.
    package func source(of name: FileName) -> String {
      switch self {
      case .named(let source): source
      case .subfolder(let otherwise): name.topFolder?.text ?? otherwise
      }
    }
  }
}

/// A folder that people and programs drop news copy into, as configured.
package struct Inbox: Hashable, Sendable {
  /// From the configuration: `[A-Za-z0-9_-]+`, unique. It is part of the claim folders' names, so
  /// that recovery knows where a file came from.
  package var name: String
  /// Absolute, raw.
  package var path: [UInt8]
  package var mode: Inbox.Mode
  package var source: Inbox.SourceRule
  package var filter: Inbox.NameFilter

  package init(
    name: String, path: [UInt8], mode: Inbox.Mode = .move, source: Inbox.SourceRule,
    filter: Inbox.NameFilter = Inbox.NameFilter()
  ) {
    self.name = name
    self.path = path
    self.mode = mode
    self.source = source
    self.filter = filter
  }
}

extension Inbox {
  /// Stands for the command line in the place of a path.
  package static let commandLinePath = "ingest"

  /// The inbox's path as the store keeps it.
  package var pathText: String { String(decoding: path, as: UTF8.self) }
}
