package import Foundation

/// Another process that holds the write lock of a database, until it is let go.
package final class DatabaseLock {
  private let process = Process()
  private let input = Pipe()

  package init(_ database: URL) throws {
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = [
      "-c",
      "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        + "c.execute('BEGIN IMMEDIATE'); print('held', flush=True); sys.stdin.read()",
      database.path,
    ]
    process.standardInput = input
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let said = output.fileHandleForReading.availableData
    guard String(decoding: said, as: UTF8.self).hasPrefix("held") else {
      throw NotInTime(what: "the lock of \(database.path)")
    }
  }

  package func release() {
    // Its end of input; a process that is gone already has let go of the lock.
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}
