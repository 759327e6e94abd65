import Foundation
import TestSupport
import Testing

extension RealProgramTests {
  @Suite("Searching")
  struct Searching {
    private struct Hit: Decodable {
      var id: Int64
      var snippet: String?
      var hits: [String]
    }

    private func hits(_ desk: Desk, _ words: String...) throws -> [Hit] {
      try Program.run(["search", "--json", "--state", desk.state.path] + words).lines(Hit.self)
    }

    @Test("time, source, language and story choose among what is found, and each hit has its words")
    func filters() throws {
      let desk = try Counting.desk()
      #expect(try hits(desk, "marisol").map(\.id) == [4, 3, 2, 1])
      #expect(try hits(desk, "marisol", "--source", "evening-digest").map(\.id) == [4, 1])
      #expect(try hits(desk, "marisol", "--since", "2026-03-04T09:00Z").map(\.id) == [4, 1])
      #expect(try hits(desk, "marisol", "--until", "2026-03-04T00:00Z").map(\.id) == [2])
      #expect(try hits(desk, "marisol", "--lang", "en-gb").map(\.id) == [2])
      #expect(try hits(desk, "the", "--story", "S2").map(\.id) == [5])
      #expect(try hits(desk, "marisol", "--story", "S2").isEmpty)
      #expect(try hits(desk, "fog NOT stranded").map(\.id) == [4, 3, 2])
      let hit = try #require(try hits(desk, "lifeboat*", "stranded").first)
      #expect(hit.snippet?.contains("the stranded ferry Marisol") == true)
      #expect(Set(hit.hits.map { $0.lowercased() }) == ["lifeboats", "stranded"])
      let text = try desk.ask("search", "stranded").output
      #expect(text.contains("[stranded]"))
    }

    @Test("the forms of a word are found when they are asked for, and not otherwise")
    func forms() throws {
      let desk = try Counting.desk()
      #expect(try hits(desk, "passenger").map(\.id) == [1])
      #expect(try hits(desk, "--forms", "passenger").map(\.id) == [4, 3, 2, 1])
      #expect(try hits(desk, "--forms", "--lang", "en", "lifeboat").map(\.id) == [4, 3, 2, 1])
      let unknown = try desk.ask("search", "--forms", "--lang", "xx", "lifeboat")
      #expect(unknown.code == 2 && unknown.errors.contains("forms-unknown"))
    }
  }
}
