import Foundation
import TestSupport
import Testing

extension RealProgramTests {
  @Suite("The same again, through the real program")
  struct SameAgain {
    private static let fog =
      "The ferry from the island left the harbour two hours late on Monday because of the fog."
    private static let mill =
      "An old mill at Tarn turns again since Sunday; its owner has repaired the wheel by hand."

    private func feed(_ look: Int, _ more: String = "") -> String {
      """
      <rss version="2.0"><channel><title>Tide</title><link>https://tide.example/</link><item><title>Fog\
      </title><link>https://tide.example/fog?look=\(look)</link><description>\(Self.fog)</description></item>\
      \(more)</channel></rss>
      """
    }

    private struct Row: Decodable, Equatable {
      var id: Int64
      var headline: String
      var url: String?
    }

    @Test("a feed whose links change at each look adds what is new, and a rebuild numbers it alike")
    func rebuilt() throws {
      let desk = try Desk()
      let mill =
        "<item><title>Mill</title><link>https://tide.example/mill?look=2</link><description>\(Self.mill)"
        + "</description></item>"
      for (name, text) in [
        (
          "0.jsonl",
          "{\"id\": 7, \"title\": \"Fog\", \"text\": \"\(Self.fog)\", \"source\": \"Agency\"}"
        ),
        ("1.xml", feed(1)), ("2.xml", feed(2, mill)), ("3.xml", feed(3)),
        ("4.txt", "Storks\n\nNine pairs of storks have come back to the chimneys of Kelby."),
      ] {
        try desk.drop(name, text)
        #expect(try desk.once().code == 0)
      }
      let rows = try desk.ask("export", "--format", "jsonl").lines(Row.self)
      #expect(rows.map(\.headline) == ["Fog", "Fog", "Mill", "Storks"], "\(rows)")
      let ended = try Program.run(["rebuild", "--state", desk.state.path], within: .seconds(60))
      #expect(ended.code == 0, "\(ended.errors)")
      #expect(try desk.ask("export", "--format", "jsonl").lines(Row.self) == rows)
      try desk.drop("5.xml", feed(5))
      #expect(try desk.once().code == 0)
      #expect(try desk.ask("export", "--format", "jsonl").lines(Row.self) == rows)
    }
  }
}
