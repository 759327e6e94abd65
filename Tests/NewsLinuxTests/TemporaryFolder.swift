import Glibc
import NewsLinux
import Testing

/// A directory on a real disk, removed when it goes.
final class TemporaryFolder: Sendable {
  let path: String
  let folder: Folder

  init() throws {
    var template = Array("/var/tmp/wiredesk-test-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) } }
    path = String(cString: try #require(made))
    folder = try Folder.open(Array(path.utf8))
  }

  deinit { try? Self.clear(folder, path) }

  private static func clear(_ folder: Folder, _ path: String) throws {
    for entry in try folder.entries() {
      if entry.kind == .folder {
        try clear(
          try folder.folder(entry.name), path + "/" + String(decoding: entry.name, as: UTF8.self))
      } else {
        try folder.unlink(entry.name)
      }
    }
    rmdir(path)
  }
}
