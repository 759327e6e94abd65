import Foundation
import TestSupport
import Testing

// Versions that nothing but their texts and marks show to be some, beside those of `VersionOrderTests`.
extension RealProgramTests.VersionOrders {
  private static let sentences = [
    "Divers found cracks in the eastern quay of Orsett on Monday.",
    "The harbour board closed it to ships of more than forty metres.",
    "Engineer Mona Dahl said that the piles had rusted for thirty years.",
    "Trawlers were sent to Kelby, where ice and diesel are dearer.",
    "A second look on Tuesday showed that only nine piles are weak.",
    "Steel for new ones comes from a mill in Lund within a fortnight.",
    "The insurer Nordhav offered to pay half of the eleven million crowns.",
    "Mayor Ivo Brandt wants the other half from the county's winter fund.",
    "Dockers marched past the town hall with lanterns and a brass band.",
  ]
  private func text(_ range: Range<Int>) -> String {
    Self.sentences[range].joined(separator: " ")
  }

  @Test(
    "where one identifier may be many items', each is a version of the one whose text it goes on with"
  )
  func chain() throws {
    func record(_ number: Int, _ range: Range<Int>) -> String {
      """
      {"id": "7", "headline": "Harbour note \(number)", "updated": "2026-11-2\(number)T09:00:00Z", \
      "body": "\(text(range))", "source": "Agency"}
      """
    }
    let copy = ["1": record(1, 0..<5), "2": record(2, 2..<7), "3": record(3, 5..<9)]
    for order in [
      ["1", "2", "3"], ["1", "3", "2"], ["2", "1", "3"], ["2", "3", "1"], ["3", "1", "2"],
      ["3", "2", "1"],
    ] {
      let desk = try Desk()
      for name in order { try desk.drop(name, copy[name] ?? "") }
      let paths = order.map { desk.inbox.appending(path: $0).path }
      let ended = try Program.run(
        ["ingest", "--seed", "7", "--state", desk.state.path] + paths, within: .seconds(60))
      #expect(ended.code == 0, "\(ended.errors)")
      #expect(
        try answer(desk).answer.statuses
          == ["1": "usable, replaced", "2": "usable, replaced", "3": "usable"], "\(order)")
    }
  }

  @Test(
    "without identifier and slug, what was there before its update is replaced, whichever came first"
  )
  func unmarkedLater() throws {
    func record(_ headline: String, _ range: Range<Int>) -> String {
      #"{"headline": "\#(headline)", "body": "\#(text(range))", "source": "Agency"}"#
    }
    try expect(
      [
        "1": record("Quay closed at Orsett", 0..<7),
        "2": record("UPDATE 1-Quay closed at Orsett", 0..<9),
      ],
      Answer(
        statuses: ["1": "usable, replaced", "2": "usable"], stories: [["1", "2"]],
        faces: ["UPDATE 1-Quay closed at Orsett"]), newest: "2")
  }
}
