import Foundation
import NewsModel
import TestSupport
import Testing

/// What holds a part of an article and became none.
extension RealProgramTests.Forgetting {
  private static let wards = (1...3).map { number in
    #"{"uri":"urn:brackwater:\#(number)","headline":"Quintharrow meets in Brackwater, item \#(number)","#
      + #""body":"Naïve plimbucketers of ward \#(number) — \"all of them\" — read the budget of Bräckwater aloud, and nobody spoke against it."}"#
      + "\n"
  }

  /// Bytes as Python's `json.dumps` writes them, and as they are.
  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { $0.isASCII ? String($0) : "\\u" + String(format: "%04x", $0.value) }
      .joined()
  }

  private static func holdingWard(_ number: Int, _ desk: Desk) throws -> [String] {
    try holding(["Brackwater, item \(number)", "plimbucketers of ward \(number)"], desk)
  }

  @Test(
    "of what was cut off and came whole later no part is left in failed/ or done/",
    arguments: [8, 90], [false, true])
  func cutOff(kept: Int, isEscaped: Bool) throws {
    let desk = try Desk()
    let lines = isEscaped ? Self.wards.map(Self.escaped) : Self.wards
    // Others' broken records, and those of other articles, stay.
    let other = #"{"uri":"urn:brackwater:7","headline":"Quintharrow meets in Brackwater, item 7","#
    let body = try #require(lines[2].range(of: #""body":""#)).upperBound
    let cut = lines[2][..<lines[2].index(body, offsetBy: kept)]
    try desk.drop("a.jsonl", other + "\n" + lines[0] + lines[1] + cut)
    #expect(try desk.once().code == 3)
    try desk.drop("b.jsonl", lines.joined())
    #expect(try desk.once().code == 0)
    #expect(try Self.holdingWard(3, desk).count >= 4)
    let number = try #require(
      try Self.lines(desk).first { $0.headline.hasSuffix("item 3") }?.id)
    let forgot = try desk.ask("forget", "\(number)", "--yes", "--json")
    #expect(forgot.code == 0 && forgot.output.contains(#""dropped":["a.jsonl~4"]"#), "\(forgot)")
    #expect(try Self.holdingWard(3, desk) == [])
    #expect(
      desk.files(below: desk.failed).map(\.text) == ["a.jsonl~1", "a.jsonl~1.reason.json"])
    let before = try Self.lines(desk)
    #expect(before.count == 3 && before.filter { $0.forgotten != nil }.map(\.id) == [number])
    #expect(try desk.ask("verify", "--files").code == 0)
    #expect(try desk.ask("rebuild").code == 0)
    #expect(try Self.lines(desk) == before)
  }

  @Test(
    "while the file of a part is on its way to done/, nothing is forgotten yet, and the asker is told"
  )
  func partInWork() throws {
    let desk = try Desk()
    try desk.drop("a.jsonl", Self.wards[0] + Self.wards[1] + Self.wards[2].dropLast(40))
    #expect(try desk.once().code == 3)
    try desk.drop("b.jsonl", Self.wards.joined())
    #expect(try desk.once().code == 0)
    try Self.claimAgain("a.jsonl", desk)
    let number = try #require(
      try Self.lines(desk).first { $0.headline.hasSuffix("item 3") }?.id)
    let refused = try desk.ask("forget", "\(number)", "--yes")
    #expect(refused.code == 69 && refused.errors.contains("still-in-work"), "\(refused)")
    #expect(desk.files(below: desk.failed).map(\.text).contains("a.jsonl~3"))
    #expect(try desk.once().code == 0)
    #expect(try desk.ask("forget", "\(number)", "--yes").code == 0)
    #expect(try Self.holdingWard(3, desk) == [])
  }

  @Test("while one of several files of parts is in work, none of the others goes")
  func othersInWork() throws {
    let desk = try Desk()
    for (name, number) in [("a.jsonl", 0), ("c.jsonl", 1)] {
      try desk.drop(name, Self.wards[number] + Self.wards[2].dropLast(40))
      #expect(try desk.once().code == 3)
    }
    try desk.drop("b.jsonl", Self.wards.joined())
    #expect(try desk.once().code == 0)
    try Self.claimAgain("c.jsonl", desk)
    let number = try #require(
      try Self.lines(desk).first { $0.headline.hasSuffix("item 3") }?.id)
    let before = desk.files(below: desk.done).map(\.text)
    let refused = try desk.ask("forget", "\(number)", "--yes")
    #expect(refused.code == 69 && refused.errors.contains("still-in-work"), "\(refused)")
    #expect(desk.files(below: desk.done).map(\.text) == before && before.count == 2)
    #expect(try desk.once().code == 0)
    #expect(try desk.ask("forget", "\(number)", "--yes").code == 0)
    #expect(try Self.holdingWard(3, desk) == [])
  }

  @Test("a whole file in failed/ that holds a part goes, and one of another source stays")
  func failedFile() throws {
    let desk = try Desk()
    let text = try #require(Self.wards.last)
    for source in ["wire", "other"] {
      try FileManager.default.createDirectory(
        at: desk.inbox.appending(path: source), withIntermediateDirectories: true)
      try String(text.dropLast(40)).write(
        to: desk.inbox.appending(path: "\(source)/x.json"), atomically: false, encoding: .utf8)
    }
    #expect(try desk.once().code == 3)
    try text.write(
      to: desk.inbox.appending(path: "wire/y.json"), atomically: false, encoding: .utf8)
    #expect(try desk.once().code == 0)
    let forgot = try desk.ask("forget", "1", "--yes")
    #expect(forgot.output.contains("a part of it lay: 'wire/x.json'"), "\(forgot)")
    #expect(
      desk.files(below: desk.failed).map(\.text) == ["other/x.json", "other/x.json.reason.json"])
    let refused = try desk.ask("forget", "1", "77", "--yes")
    #expect(refused.code == 5)
  }
}
