import Foundation
import NewsMatching
import NewsModel
import Testing

/// The first part of the labelled set beside the repository, in file order.
@Suite("The labelled set of copies")
struct DevSetTests {
  private struct Line: Decodable {
    var id: String
    var text: String
    var group: String
    var kind: String
    var parents: [String]
  }

  /// As many as a debug build gets through in seconds.
  private static let limit = 700
  private static let containing: Set = ["trunc25", "excerpt25", "embed", "merge", "roundup"]

  /// `shared/data/neardup/dev.jsonl` in the folder of the repository or above; nil when it is absent.
  static let file: URL? = {
    var folder = URL(filePath: #filePath)
    while folder.path != "/" {
      folder = folder.deletingLastPathComponent()
      let file = folder.appending(path: "shared/data/neardup/dev.jsonl")
      if FileManager.default.fileExists(atPath: file.path) { return file }
    }
    return nil
  }()

  @Test(
    "groups hold copies of one text only, and nearly all of them",
    .enabled(if: file != nil, "needs ../shared/data/neardup/dev.jsonl"))
  func groups() throws {
    let data = try Data(contentsOf: try #require(Self.file))
    let lines = try data.split(separator: 10).prefix(Self.limit).map {
      try JSONDecoder().decode(Line.self, from: $0)
    }
    let desk = try Desk()
    var falseLinks = 0
    for line in lines {
      let decision = try desk.admit(line.text)
      for link in decision.links where [.nearDuplicate, .identical].contains(link.relation) {
        let other = lines[Int(link.to.rawValue) - 1]
        if Set(other.parents).isDisjoint(with: line.parents) { falseLinks += 1 }
      }
    }
    #expect(falseLinks == 0)
    var together = 0
    var apart = 0
    let plain = lines.indices.filter { !Self.containing.contains(lines[$0].kind) }
    for (place, a) in plain.enumerated() {
      for b in plain[..<place] where lines[a].group == lines[b].group {
        let same = desk.group(of: id(a)) == desk.group(of: id(b))
        if same { together += 1 } else { apart += 1 }
      }
    }
    #expect(together + apart > 500)
    // The whole set gives .95; a part of it lacks the copies by which groups find each other.
    #expect(
      Double(together) >= 0.9 * Double(together + apart), "\(together) of \(together + apart)")
  }

  private func id(_ place: Int) -> ArticleID { ArticleID(rawValue: Int64(place + 1)) }
}
