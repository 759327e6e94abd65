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
    let prose = /\/\/\/ (?!- ).*?\bParameters? (`?[a-z]\w*`?)(, `?[a-z]\w*`?)*:/
    var found: [String] = []
    for file in SourceFile.all {
      for (index, line) in file.lines.enumerated() where try prose.firstMatch(in: line) != nil {
        found.append("\(file.path):\(index + 1)")
      }
    }
    #expect(found.isEmpty, "\(found)")
  }
}
