import ArgumentParser
import Foundation
import NewsBytes
import NewsLinux
import NewsStore

struct Backup: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Copy the database while it is in use: one consistent, durable file.",
    discussion: helpText(
      """
        wiredesk backup /backup/wiredesk-monday.db

      The copy is checked before it gets its name; a file that is there is never replaced. To go back
      to it, stop the daemon and put it in the state folder as wiredesk.db, without the -wal and -shm
      of the old one. done/ and order/ of the spool are to be copied as any files.
      """))

  @Argument(help: "The new file.")
  var file: String

  @OptionGroup var options: StateOptions

  func run() throws {
    ProcessState.setPrivateUmask()
    let target = absolute(file)
    guard !FileManager.default.fileExists(atPath: target) else {
      throw CommandError(.failure, "\(target) already exists and is not replaced")
    }
    let folder = URL(filePath: target).deletingLastPathComponent().path(percentEncoded: false)
    guard FileManager.default.fileExists(atPath: folder) else {
      throw CommandError(.failure, "there is no folder \(folder)")
    }
    let store = try options.store()
    try asking { try store.backup(to: target) }
    let bytes = try FileManager.default.attributesOfItem(atPath: target)[.size] as? Int ?? 0
    if options.json {
      print(JSONValue.object([("file", .string(target)), ("bytes", .init(bytes))]).text)
    } else {
      print("copied \(bytes) bytes to \(target)")
    }
  }
}
