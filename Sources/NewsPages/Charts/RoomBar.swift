import NewsAnswers
import NewsBytes
import NewsLinux

/// How full a disk is, as a bar and in words.
struct RoomBar {
  let room: DeskStatus.DiskRoom

  private static let width: Int64 = 400

  var markup: Markup {
    let (free, total) = (max(0, room.space.freeBytes), max(1, room.space.totalBytes))
    let used = min(Self.width, Int64(Double(Self.width) * (1 - Double(free) / Double(total))))
    let words = "\(Self.gigabytes(free)) of \(Self.gigabytes(total)) free"
    return HTML.div {
      HTML.p { "The disk of the \(room.name) folder: \(words)." }
      HTML.svg(
        .style(.gauge), .named("viewBox", "0 0 \(Self.width) 12"), .named("role", "img"),
        .label(words), .named("preserveAspectRatio", "none")
      ) {
        HTML.rect(
          .named("x", "0"), .named("y", "0"), .named("width", "\(max(1, used))"),
          .named("height", "12"))
      }
    }
  }

  /// `12.3 GiB`, `0.4 GiB`.
  private static func gigabytes(_ bytes: Int64) -> String {
    let tenths = bytes / (1 << 30 / 10)
    return "\((tenths / 10).grouped).\(tenths % 10) GiB"
  }
}
