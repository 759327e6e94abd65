import Glibc
package import NewsLinux
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
      case .subfolder(let otherwise): Self.folder(of: name).topFolder?.text ?? otherwise
      }
    }

    /// In a maildir, new/ and cur/ say whether mail has been looked at, and not who it is from.
    private static func folder(of name: FileName) -> FileName {
      let parts = name.bytes.split(separator: 0x2F)
      guard parts.count > 1,
        ["new", "cur"].contains(String(decoding: parts[parts.count - 2], as: UTF8.self)),
        isMailName(parts[parts.count - 1])
      else { return name }
      return FileName(
        bytes: (parts.dropLast(2) + [parts[parts.count - 1]]).joined(separator: [0x2F]))
    }

    /// maildir(5): the seconds since 1970, what makes it unique, and the host, with dots between.
    private static func isMailName(_ name: ArraySlice<UInt8>) -> Bool {
      let parts = name.split(separator: 0x2E, maxSplits: 2)
      return parts.count == 3 && parts[0].count >= 9
        && parts[0].allSatisfy { (0x30...0x39).contains($0) }
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
  /// How long a file that was written in place must not have changed before it is taken, for writers that are
  /// interrupted and go on later under its name; zero where its close is enough.
  package var hold: Duration
  /// A file is taken only when a mark or its checksum lies beside it (`Mark`).
  package var waitsForMark = false

  package init(
    name: String, path: [UInt8], mode: Inbox.Mode = .move, source: Inbox.SourceRule,
    filter: Inbox.NameFilter = Inbox.NameFilter(), hold: Duration = .zero
  ) {
    self.hold = hold
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

extension Inbox {
  /// Says that a file which comes by our own hand is complete, where this inbox asks for that.
  ///
  /// - Parameters:
  ///   - name: The file's, in its folder.
  ///   - folder: Where it lies.
  /// - Throws: What keeps the mark from being made; one that is there is enough.
  package func mark(_ name: [UInt8], in folder: Folder) throws(SystemError) {
    guard waitsForMark else { return }
    do throws(SystemError) {
      _ = try folder.createFile(name + Mark.ours)
    } catch {
      guard error.number == EEXIST else { throw error }
    }
  }
}
