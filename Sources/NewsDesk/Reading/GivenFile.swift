import Dispatch
import Glibc
package import NewsInbox
package import NewsLinux
package import NewsModel

/// A file named on a command line, read where it lies and never touched.
package struct GivenFile: Hashable, Sendable {
  /// As the kernel takes it.
  package var path: [UInt8]
  /// What the deposit is called: as if the given folder were an inbox, its path below it, of which a
  /// sub-folder names the source. A file that lies in the folder itself has that folder's name before it.
  package var name: FileName
  /// Why it cannot be read, when that is known already: of a folder below the given one, which cannot be
  /// listed. Whoever opens it is told.
  package var cause: String?

  package init(path: [UInt8], name: FileName) {
    self.path = path
    self.name = name
  }

  /// The files that a given path stands for: itself, or all regular files below it, in the order of
  /// their names. Temporary names are left alone, as in an inbox; symlinks are not followed.
  ///
  /// - Parameters:
  ///   - path: A file or a folder.
  ///   - source: Names the source in place of the folders, when given.
  /// - Returns: Nothing for an empty folder. A folder below it that cannot be listed stands among the files.
  /// - Throws: What keeps the path itself from being opened.
  package static func all(
    at path: [UInt8], source: String? = nil
  ) throws(SystemError) -> [GivenFile] {
    let last = Array(path.reversed().drop { $0 == 0x2F }.reversed())
    return try all(at: last).map { file in
      var file = file
      let below = file.name.withoutFirstFolder
      if let source {
        // The whole path below it, or two files of one name would be one.
        file.name = FileName(bytes: Array(source.utf8) + [0x2F] + below.bytes)
      } else if !below.folder.bytes.isEmpty {
        file.name = below
      }
      return file
    }
  }

  /// Named by the given folder and what lies below it.
  private static func all(at trimmed: [UInt8]) throws(SystemError) -> [GivenFile] {
    let last = FileName(bytes: trimmed).last
    do throws(SystemError) {
      return try below(try Folder.open(trimmed), trimmed, last, Inbox.NameFilter())
    } catch {
      guard error.number == ENOTDIR else { throw error }
      return [GivenFile(path: trimmed, name: last)]
    }
  }

  /// One folder is open at a time, however deep they lie.
  static func below(
    _ root: Folder, _ path: [UInt8], _ name: FileName, _ filter: Inbox.NameFilter
  ) throws(SystemError) -> [GivenFile] {
    var files: [GivenFile] = []
    var pending: [Found] = try list([], in: root, filter).reversed()
    while let found = pending.popLast() {
      var file = GivenFile(
        path: path + [0x2F] + found.below, name: FileName(bytes: name.bytes + [0x2F] + found.below))
      do throws(SystemError) {
        if found.isFolder {
          pending += try list(found.below, in: root, filter).reversed()
          continue
        }
      } catch {
        if error.number == ENOENT { continue }
        file.cause = error.description
      }
      files.append(file)
    }
    return files
  }

  /// What lies below a given folder, by its path there.
  private struct Found {
    var below: [UInt8]
    var isFolder: Bool
  }

  /// In the order of their names.
  private static func list(
    _ below: [UInt8], in root: Folder, _ filter: Inbox.NameFilter
  ) throws(SystemError) -> [Found] {
    let folder = try root.folder(below)
    return try folder.entries().sorted { $0.name.lexicographicallyPrecedes($1.name) }.compactMap {
      entry in
      let inner = below.isEmpty ? entry.name : below + [0x2F] + entry.name
      // What cannot be looked at is told when it is opened.
      let kind = Result { try folder.facts(of: entry.name)?.kind }
      switch kind {
      case .success(.folder):
        return filter.takesFolder(entry.name) ? Found(below: inner, isFolder: true) : nil
      case .success(.regular), .failure:
        return filter.takesFile(entry.name) ? Found(below: inner, isFolder: false) : nil
      case .success: return nil
      }
    }
  }

  /// Opens it, if it is a regular file.
  ///
  /// - Throws: `Rejection`, `SystemError`.
  package func open() throws -> (file: Descriptor, facts: FileFacts) {
    if let cause { throw Rejection(.unreadable, cause) }
    let parent = FileName(bytes: path).folder.bytes
    let folder = try Folder.open(
      parent.isEmpty ? [path.first == 0x2F ? 0x2F : 0x2E] : parent)
    let name = FileName(bytes: path).last.bytes
    guard try folder.facts(of: name)?.kind == .regular else {
      throw Rejection(.unreadable, "it is not a regular file")
    }
    let file = try folder.openForReading(name)
    return (file, try file.facts())
  }
}

extension FileName {
  /// Without the first of its folders; itself when it has none.
  fileprivate var withoutFirstFolder: FileName {
    bytes.firstIndex(of: 0x2F).map { FileName(bytes: bytes[($0 + 1)...]) } ?? self
  }
}

extension Inbox {
  /// Stands for the command line: what `ingest` reads is accounted under its name.
  package static let commandLine = Inbox(
    name: "ingest", path: Array(commandLinePath.utf8), mode: .leave,
    source: .subfolder(otherwise: "ingest"))
}
