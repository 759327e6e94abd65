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
