package import NewsBytes
package import NewsModel

extension Inbox {
  /// Which names of an inbox are taken.
  package struct NameFilter: Hashable, Sendable {
    /// Files only: when not empty, one of them must match the last component.
    package var include: [NamePattern]
    /// Files and folders: what matches is left alone, a folder with all that is in it.
    package var ignore: [NamePattern]

    package init(
      include: [NamePattern] = [],
      ignore: [NamePattern] = FileName.leftAloneNames
    ) {
      self.include = include
      self.ignore = ignore
    }

    /// `name` is one component.
    package func takesFile(_ name: [UInt8]) -> Bool {
      (include.isEmpty || include.contains { $0.matches(name) }) && takesFolder(name)
        && !Self.isTrashedOrDraft(name)
    }

    /// What a reader of a maildir has thrown away (`T`) or not finished (`D`): `1764000000.M1P2.host:2,ST`. Source:
    /// maildir(5). Systems that allow no colon in names write another sign.
    private static func isTrashedOrDraft(_ name: [UInt8]) -> Bool {
      guard let comma = name.lastIndex(of: 0x2C), comma > 1, name[comma - 1] == 0x32,
        [0x3A, 0x21, 0x3B].contains(name[comma - 2])
      else { return false }
      let flags = name[(comma + 1)...]
      return flags.allSatisfy { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }
        && flags.contains { $0 == 0x54 || $0 == 0x44 }
        && name.prefix(while: { (0x30...0x39).contains($0) }).count >= 9
    }

    /// `name` is a path below the inbox.
    package func takes(_ name: FileName) -> Bool {
      takesFile(name.last.bytes)
        && name.folder.bytes.split(separator: 0x2F).allSatisfy { takesFolder(Array($0)) }
    }

    /// `name` is one component.
    package func takesFolder(_ name: [UInt8]) -> Bool { !ignore.contains { $0.matches(name) } }
  }
}
