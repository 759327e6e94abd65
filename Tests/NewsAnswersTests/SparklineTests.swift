import NewsModel
import Testing

@testable import NewsAnswers

@Suite("Sparklines")
struct SparklineTests {
  private func line(_ minutes: [Int64]) -> String? {
    Sparkline(minutes.map { Timestamp(milliseconds: $0 * 60_000) })?.text
  }

  @Test(
    "a course has twelve stretches, the fullest the highest, and where nothing came the lowest",
    arguments: [
      ([0, 0, 0, 120], "█▁▁▁▁▁▁▁▁▁▁▃"),
      ([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110], "████████████"),
      ([5, 5, 65, 125, 125, 125, 125], "▄▁▁▁▁▁▂▁▁▁▁█"),
    ])
  func course(minutes: [Int64], drawn: String) {
    #expect(line(minutes) == drawn)
    #expect(line(minutes.reversed()) == drawn)
  }

  @Test("three articles, or all at one moment, have no course")
  func none() {
    #expect(line([1, 2, 3]) == nil && line([7, 7, 7, 7]) == nil)
  }
}
