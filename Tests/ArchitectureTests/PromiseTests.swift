import Foundation
import Testing

/// docs/promises.md names a proof for each promise: a test by its file and title, a campaign, or a
/// script. What it names must be there.
@Suite("Promises")
struct PromiseTests {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  struct Promise {
    var title: String
    var proofs: [Substring] = []
  }

  /// The sections from P1 on, with the items of their lists.
  static func promises() throws -> [Promise] {
    let text = try String(contentsOf: root.appending(path: "docs/promises.md"), encoding: .utf8)
    var promises: [Promise] = []
    var isPromise = false
    for line in text.split(separator: "\n") {
      if line.hasPrefix("## ") {
        isPromise = line.hasPrefix("## P")
        if isPromise { promises.append(Promise(title: String(line.dropFirst(3)))) }
      } else if isPromise, line.hasPrefix("- ") {
        promises[promises.count - 1].proofs.append(line.dropFirst(2))
      }
    }
    return promises
  }

  @Test("there are twenty-one, in order, each with a proof")
  func all() throws {
    let promises = try Self.promises()
    #expect(promises.map { $0.title.prefix { $0 != "." } } == (1...21).map { "P\($0)" })
    for promise in promises { #expect(!promise.proofs.isEmpty, "\(promise.title)") }
  }

  @Test("every proof is there: the test with its title, the campaign, the script")
  func proofs() throws {
    for promise in try Self.promises() {
      for proof in promise.proofs {
        let parts = proof.split(separator: "`", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].isEmpty else {
          Issue.record("\(promise.title): no file in \(proof)")
          continue
        }
        try expect(String(parts[1]), parts[2], for: promise)
      }
    }
  }

  private func expect(_ path: String, _ rest: Substring, for promise: Promise) throws {
    let file = Self.root.appending(path: path)
    guard FileManager.default.fileExists(atPath: file.path) else {
      Issue.record("\(promise.title): there is no \(path)")
      return
    }
    if path == "scripts/faults" {
      let campaigns = rest.split { $0 == " " || $0 == "," }
      #expect(!campaigns.isEmpty, "\(promise.title): which campaign?")
      for campaign in campaigns {
        let part = Self.root.appending(path: "scripts/faults.d/\(campaign).py")
        let text = try String(contentsOf: part, encoding: .utf8)
        #expect(text.contains("\ndef run("), "\(promise.title): \(campaign) is no campaign")
      }
    } else if path.hasSuffix(".swift") {
      let title = rest.dropFirst(3).dropLast()
      #expect(rest.hasPrefix(": \"") && rest.hasSuffix("\""), "\(promise.title): \(rest)")
      let text = try String(contentsOf: file, encoding: .utf8)
      let isTitle = text.split(separator: "@Test(").contains { test in
        test.drop { $0.isWhitespace }.hasPrefix("\"\(title)\"")
      }
      #expect(isTitle, "\(promise.title): no test '\(title)' in \(path)")
    }
  }
}
