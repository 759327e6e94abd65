import NewsBytes
import NewsModel

/// What lines for people are set for: a terminal of some width and the reader's own time, or a file or pipe,
/// which gets whole lines in UTC. JSON is the same everywhere.
package struct Screen: Sendable {
  /// How far a zone is ahead of UTC, and its name there.
  package typealias Offset = (seconds: Int, name: String)

  /// Cells of a line; nil for a pipe.
  private let width: Int?
  /// The reader's own zone at a moment, in seconds since 1970.
  private let zone: @Sendable (Int64) -> Offset

  /// - Parameters:
  ///   - width: Cells of a line; nil for a pipe.
  ///   - zone: The reader's own zone at a moment, in seconds since 1970.
  package init(width: Int? = nil, zone: @escaping @Sendable (Int64) -> Offset = { _ in (0, "UTC") })
  {
    self.width = width
    self.zone = zone
  }

  /// Somebody looks at it.
  package var isTerminal: Bool { width != nil }

  /// Set once by the program, round the command that it runs.
  @TaskLocal package static var current = Screen()

  /// A line of which one text is cut so that the line fits.
  ///
  /// - Parameters:
  ///   - before: What stands before the text, whole.
  ///   - text: From outside; cut after `cells`, or where the line would be too long.
  ///   - after: What stands behind it, whole.
  ///   - cells: The most of the text on any screen.
  /// - Returns: One line.
  func line(_ before: String, _ text: String, _ after: String = "", cells: Int) -> String {
    let room = width.map { max(20, $0 - before.cells - after.cells - 1) } ?? cells
    return before + shown(text, cells: min(cells, room)) + after
  }

  /// A text in lines that break between words; whole where no width is known. What has no blanks is left to
  /// the terminal.
  func wrapped(_ text: String) -> [String] {
    guard let width else { return [text] }
    var lines: [String] = []
    var line = ""
    var cells = 0
    for word in text.split(separator: " ") {
      let own = word.cells
      if cells > 0, cells + 1 + own > width {
        lines.append(line)
        (line, cells) = ("", 0)
      }
      line += cells > 0 ? " " + word : String(word)
      cells += own + (cells > 0 ? 1 : 0)
    }
    return lines + [line]
  }

  /// `2026-11-22 09:30Z`; `2026-11-22 10:30 CET` where the reader's own time is told.
  func minute(_ time: Timestamp) -> String { day(time) + " " + clock(time) + mark(time) }

  /// From one moment to another, each part once: `2026-11-22 09:30–11:05Z`.
  func span(_ first: Timestamp, _ last: Timestamp) -> String {
    guard minute(first) != minute(last) else { return minute(last) }
    guard day(first) == day(last), mark(first) == mark(last) else {
      return "\(minute(first)) – \(minute(last))"
    }
    return "\(day(first)) \(clock(first))–\(clock(last))\(mark(last))"
  }

  private func day(_ time: Timestamp) -> String { String(local(time).prefix(10)) }
  private func clock(_ time: Timestamp) -> String { String(local(time).dropFirst(11).prefix(5)) }
  private func local(_ time: Timestamp) -> String {
    let offset = Int64(zone(time.milliseconds / 1000).seconds) * 1000
    return Timestamp(milliseconds: time.milliseconds + offset).rfc3339
  }

  /// What stands behind a time.
  private func mark(_ time: Timestamp) -> String {
    let offset = zone(time.milliseconds / 1000)
    return offset.seconds == 0 ? "Z" : " " + offset.name
  }
}
