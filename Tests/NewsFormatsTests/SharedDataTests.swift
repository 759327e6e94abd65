import Foundation
import NewsFormats
import NewsModel
import Testing

/// The folder of test data that lies beside a checkout; nil elsewhere.
private let sharedData: URL? = {
  var folder = URL(filePath: #filePath)
  for _ in 0..<8 {
    folder.deleteLastPathComponent()
    let data = folder.appending(path: "shared/data")
    if FileManager.default.fileExists(atPath: data.path) { return data }
  }
  return nil
}()

@Suite("Shared data", .enabled(if: sharedData != nil, "no ../shared beside this checkout"))
struct SharedDataTests {
  private func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: try #require(sharedData).appending(path: path)))
  }

  @Test("the seeds keep each line as a paragraph, and have a derived headline")
  func seeds() throws {
    let folder = try #require(sharedData).appending(path: "seeds")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(!names.isEmpty)
    for name in names {
      let file = try bytes("seeds/\(name)")
      let article = try #require(decode(file, as: name).articles.first)
      let lines = String(decoding: file, as: UTF8.self)
        .split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
      #expect(article.body == lines.filter { !$0.isEmpty }.joined(separator: "\n"))
      #expect(article.headlineIsDerived)
      #expect(article.body.hasPrefix(article.headline.dropLast()))
    }
  }

  @Test(
    "every record of the labelled sets becomes an article",
    arguments: [
      ("neardup/dev.jsonl", 5080), ("neardup/reuters_docs.jsonl.gz", 18_039),
      ("neardup/clough_stevenson.jsonl", 100),
    ])
  func records(path: String, count: Int) throws {
    let decoded = decode(try bytes(path), as: path, piece: 1 << 16)
    #expect(decoded.failure == nil)
    #expect(decoded.rejections.isEmpty)
    #expect(decoded.articles.count == count)
  }
}
