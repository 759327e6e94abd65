import Foundation
import NewsAnswers
import NewsDesk
import NewsLinux
import NewsModel

/// Gives files to the daemon that holds a state folder: copies into its first inbox, under a
/// temporary name until they are whole and durable.
struct HandingOver {
  private let inbox: String

  init(state: String) throws {
    guard let record = try LastRun.read(in: state), let first = record.inboxes.first else {
      throw CommandError(.held, "another process is working on \(state), and its inbox is unknown")
    }
    inbox = String(decoding: first.path, as: UTF8.self)
  }

  func copy(_ files: [GivenFile]) throws {
    for file in files { try copy(file) }
    print("handed \(counted(files.count, "file")) to the running daemon through \(inbox)")
  }

  private func copy(_ file: GivenFile) throws {
    let folder = try Folder.open(Array(inbox.utf8))
    var parent = folder
    for component in file.name.folder.bytes.split(separator: 0x2F) {
      try parent.makeFolder(Array(component))
      parent = try parent.folder(Array(component))
    }
    let name = file.name.last.bytes
    let temporary = Array(".in.\(UUID().uuidString)".utf8)
    let source = URL(filePath: String(decoding: file.path, as: UTF8.self))
    let handle = try FileHandle(forReadingFrom: source)
    let target = try parent.createFile(temporary)
    while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
      try target.write(Array(piece))
    }
    try target.sync()
    do {
      try parent.rename(temporary, to: parent, as: name)
    } catch {
      try parent.unlink(temporary)
      throw CommandError(.failure, "cannot hand over \(quoted(file.name.text)): \(error)")
    }
    try parent.sync()
  }
}
