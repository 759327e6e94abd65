import Foundation
import Testing

/// Comments point at what is there, and editors can show them.
@Suite("Comments")
struct CommentTests {
  @Test("a page that Sources names is in the repository")
  func pages() {
    var absent: [String] = []
    for file in SourceFile.all {
      for line in file.lines {
        let words = line.split { !$0.isLetter && !$0.isNumber && !"/._-".contains($0) }
        for word in words {
          let name = word.split(separator: "#")[0].drop { $0 == "/" }
          guard name.hasSuffix(".md"), name.count > 3 else { continue }
          let found = ["", "docs/", "docs/decisions/"].contains {
            FileManager.default.fileExists(
              atPath: PromiseTests.root.appending(path: $0 + name).path)
          }
          if !found { absent.append("\(file.path): \(name)") }
        }
      }
    }
    #expect(absent.isEmpty, "\(absent)")
  }

  @Test("a parameter is described with the markup that editors show")
  func parameters() throws {
    let found = try places(of: #/\/\/\/ (?!- ).*?\bParameters? (`?[a-z]\w*`?)(, `?[a-z]\w*`?)*:/#)
    #expect(found.isEmpty, "\(found)")
  }

  @Test("what is returned and thrown is said with the markup that editors show")
  func results() throws {
    let found = try places(of: #/\/\/\/ (?!\s*- ).*\b(Returns|Throws|Errors): /#)
    #expect(found.isEmpty, "\(found)")
  }

  private func places(of pattern: some RegexComponent) throws -> [String] {
    try SourceFile.all.flatMap { file in
      try file.lines.enumerated().filter { try pattern.regex.firstMatch(in: $0.element) != nil }
        .map { "\(file.path):\($0.offset + 1)" }
    }
  }
}
