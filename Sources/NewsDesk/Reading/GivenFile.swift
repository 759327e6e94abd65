import Dispatch
import Glibc
package import NewsInbox
package import NewsLinux
package import NewsModel

/// A file named on a command line, read where it lies and never touched.
package struct GivenFile: Hashable, Sendable {
  /// As the kernel takes it.
  package var path: [UInt8]
  /// What the deposit is called: the path from the given folder on, that folder's name first, so that
  /// it names the source as a sub-folder of an inbox does.
  package var name: FileName

  package init(path: [UInt8], name: FileName) {
    self.path = path
    self.name = name
  }

  /// The files that a given path stands for: itself, or all regular files below it, in the order of
  /// their names. Temporary names are left alone, as in an inbox; symlinks are not followed.
  ///
  /// Throws: what keeps the path from being opened.
  package static func all(at path: [UInt8]) throws(SystemError) -> [GivenFile] {
    let trimmed = Array(path.reversed().drop { $0 == 0x2F }.reversed())
    let last = FileName(bytes: trimmed).last
    do throws(SystemError) {
      return try below(try Folder.open(trimmed), trimmed, last, Inbox.NameFilter())
    } catch {
      guard error.number == ENOTDIR else { throw error }
      return [GivenFile(path: trimmed, name: last)]
    }
  }

  static func below(
    _ folder: Folder, _ path: [UInt8], _ name: FileName, _ filter: Inbox.NameFilter
  ) throws(SystemError) -> [GivenFile] {
    var files: [GivenFile] = []
    for entry in try folder.entries().sorted(by: {
      $0.name.lexicographicallyPrecedes($1.name)
    }) {
      let inner = path + [0x2F] + entry.name
      let innerName = FileName(bytes: name.bytes + [0x2F] + entry.name)
      switch try folder.facts(of: entry.name)?.kind {
      case .folder where filter.takesFolder(entry.name):
        files += try below(try folder.folder(entry.name), inner, innerName, filter)
      case .regular where filter.takesFile(entry.name):
        files.append(GivenFile(path: inner, name: innerName))
      default: continue
      }
    }
    return files
  }

  /// Opens it, if it is a regular file.
  func open() throws -> (file: Descriptor, facts: FileFacts) {
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

extension Inbox {
  /// Stands for the command line: what `ingest` reads is accounted under its name.
  package static let commandLine = Inbox(
    name: "ingest", path: Array("ingest".utf8), mode: .leave,
    source: .subfolder(otherwise: "ingest"))
}
