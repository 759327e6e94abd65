import Foundation
import Glibc
import NewsAnswers
import NewsDesk
import NewsInbox
import NewsLinux
import NewsModel

/// Gives files to the daemon that holds a state folder: copies into the first of its inboxes that takes a file of
/// that name, under a temporary name until they are whole and durable. Files in an inbox of leave mode stay for
/// ever, and are somebody's archive: nothing is copied there.
struct HandingOver {
  private let inboxes: [Inbox]

  init(state: String) throws {
    guard let record = try LastRun.read(in: state), !record.watched.isEmpty else {
      throw CommandError(.held, "another process is working on \(state), and its inbox is unknown")
    }
    inboxes = record.watched.filter { $0.mode != .leave }
    guard !inboxes.isEmpty else {
      throw CommandError(
        .failure,
        "the daemon that works on \(state) leaves all files where they are (mode = \"leave\"), so it can be"
          + " given none: stop it first")
    }
  }

  /// - Throws: also when the daemon will not take some of them; the others are handed over.
  func copy(_ files: [GivenFile]) throws {
    var handed = 0
    for file in files {
      if let cause = file.cause {
        printError("wiredesk: \(quoted(file.name.text)): \(cause)")
        continue
      }
      guard let inbox = inboxes.first(where: { $0.filter.takes(file.name) }) else {
        printError(
          "wiredesk: \(quoted(file.name.text)) is not handed over: no inbox of the daemon takes files of that name"
        )
        continue
      }
      do {
        try copy(file, to: inbox)
        handed += 1
      } catch let error where file.cause == nil {
        printError("wiredesk: \(quoted(file.name.text)) is not handed over: \(describe(error))")
      }
    }
    let places = inboxes.map(\.pathText).joined(separator: ", ")
    print("handed \(counted(handed, "file")) to the running daemon through \(places)")
    if handed < files.count { throw ExitStatus.someFailed }
  }

  private func copy(_ file: GivenFile, to inbox: Inbox) throws {
    let source = try file.open().file
    let folder = try Folder.open(inbox.path)
    let owner = try folder.facts()
    var parent = folder
    for component in file.name.folder.bytes.split(separator: 0x2F) {
      let isNew = try parent.makeFolder(Array(component))
      parent = try parent.folder(Array(component))
      if isNew { DeskOwner.give(parent.descriptor, to: owner) }
    }
    let name = file.name.last.bytes
    let temporary = Array(".in.\(UUID().uuidString)".utf8)
    let target = try parent.createFile(temporary)
    do {
      try Self.copy(source, to: target)
      DeskOwner.give(target, to: owner)
      try target.sync()
      try inbox.mark(Self.publish(temporary, in: parent, as: name), in: parent)
    } catch {
      try? parent.unlink(temporary)
      throw error
    }
    try parent.sync()
  }

  /// All that is there, also when it grows or ends meanwhile.
  private static func copy(_ source: Descriptor, to target: Descriptor) throws {
    var offset: Int64 = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = try buffer.withUnsafeMutableBytes { bytes throws(SystemError) in
        try source.read(into: bytes, at: offset)
      }
      if count == 0 { return }
      try target.write(Array(buffer[..<count]))
      offset += Int64(count)
    }
  }

  /// Another file of that name may still wait there: then it is `name~2.txt`, to `name~999.txt`.
  ///
  /// - Returns: Its name.
  private static func publish(
    _ temporary: [UInt8], in folder: Folder, as name: [UInt8]
  ) throws(SystemError) -> [UInt8] {
    let dot = name.lastIndex(of: 0x2E).flatMap { $0 > 0 ? $0 : nil } ?? name.count
    for number in 1...999 {
      let mark = number == 1 ? [] : Array("~\(number)".utf8)
      do throws(SystemError) {
        let free = name[..<dot] + mark + name[dot...]
        try folder.rename(temporary, to: folder, as: Array(free))
        return Array(free)
      } catch {
        if error.number != EEXIST || number == 999 { throw error }
      }
    }
    throw SystemError(call: "renameat2", number: EEXIST)
  }
}
