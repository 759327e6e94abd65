import NewsBytes
import NewsModel
import Testing

@testable import NewsAnswers

@Suite("What lines are set for")
struct ScreenTests {
  private let morning = Timestamp(milliseconds: 1_795_339_800_000)  // 2026-11-22T09:30:00Z
  private let noon = Timestamp(milliseconds: 1_795_348_800_000)  // 2026-11-22T12:00:00Z

  @Test("into a pipe a line stays whole, and its times are UTC and say so")
  func pipe() {
    let screen = Screen()
    #expect(screen.minute(morning) == "2026-11-22 09:30Z")
    #expect(screen.span(morning, noon) == "2026-11-22 09:30–12:00Z")
    #expect(screen.span(morning, morning) == "2026-11-22 09:30Z")
    #expect(screen.line("S1  ", "Harbour gates cost 40 million", cells: 140).hasSuffix("million"))
    #expect(screen.wrapped("a b c") == ["a b c"])
  }

  @Test("on a terminal times are the reader's own, and name their zone")
  func local() {
    let screen = Screen(width: 80) { $0 < 1_795_345_000 ? (3600, "CET") : (7200, "CEST") }
    #expect(screen.minute(morning) == "2026-11-22 10:30 CET")
    #expect(screen.span(morning, morning) == "2026-11-22 10:30 CET")
    #expect(screen.span(morning, noon) == "2026-11-22 10:30 CET – 2026-11-22 14:00 CEST")
    #expect(
      screen.span(noon, Timestamp(milliseconds: noon.milliseconds + 300_000))
        == "2026-11-22 14:00–14:05 CEST")
  }

  @Test("on a terminal a text is cut so that the line fits, and what stands beside it stays")
  func fits() {
    let line = Screen(width: 40).line(
      "S1  ", "Harbour gates cost 40 million after all", "  [update]", cells: 140)
    #expect(line == "S1  Harbour gates cost 40 mil…  [update]")
    #expect(Screen(width: 200).line("", "abcdef", cells: 3) == "abc…")
  }

  @Test("paragraphs break between words, and wide letters count twice")
  func wraps() {
    let screen = Screen(width: 40)
    #expect(screen.wrapped("one two") == ["one two"])
    let lines = screen.wrapped(String(repeating: "harbour ", count: 12))
    #expect(lines.count == 3)
    #expect(lines.allSatisfy { $0.cells <= 40 })
    #expect(screen.wrapped("港口港口港口港口港口 港口港口港口港口港口 x").count == 2)
  }
}
