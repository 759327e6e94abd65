import ArgumentParser
import Foundation
import NewsAnswers
import NewsModel
import NewsStore

/// Which desk a question is about, and in which form it is answered.
struct StateOptions: ParsableArguments {
  @Option(
    name: .long, help: "The state folder, which holds wiredesk.db (default: WIREDESK_STATE).")
  var state: String?

  @Flag(name: .long, help: "Answer in JSON, one object on each line.")
  var json = false

  var folder: String { given ?? Configuration().state }

  /// By option or environment; nil when neither names one.
  var given: String? {
    (state ?? ProcessInfo.processInfo.environment["WIREDESK_STATE"]).map(absolute)
  }

  /// Opens the database to read; works with the daemon up or down.
  func store() throws -> StoreReader {
    do {
      return try StoreReader(folder: folder)
    } catch {
      throw CommandError(error)
    }
  }
}

/// The path from the root; `~` is the shell's business.
func absolute(_ path: String) -> String {
  let here = URL(
    filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
  return URL(filePath: path, relativeTo: here).standardizedFileURL.path(percentEncoded: false)
}

extension CommandError {
  init(_ failure: StoreFailure) {
    let status: ExitStatus =
      switch failure.reason {
      case .absent: .notFound
      case .statement, .seed: .failure
      default: .unavailable
      }
    self.init(status, failure.sentence)
    if failure.disposition == .retry { passingCode = failure.code }
  }
}

/// Runs what asks the store, and turns its failures into exit codes.
func asking<T>(_ body: () throws -> T) throws -> T {
  do {
    return try body()
  } catch let failure as StoreFailure {
    throw CommandError(failure)
  }
}
