import Glibc
import NewsFormats
import NewsModel
import Testing

/// What is four times as long may take four times the work, and not sixteen: held against by the processor
/// time of this thread, the least of three, which other work on the machine does not change much.
@Suite("Work grows with the bytes")
struct GrowthTests {
  @Test("what is four times as long takes no more than eight times the work", arguments: Grower.all)
  func growth(grower: Grower) {
    let short = grower.bytes(grower.count)
    let long = grower.bytes(4 * grower.count)
    var least = (long: Double.infinity, short: Double.infinity)
    // Other work on the machine takes the caches away, and only ever adds: a ratio too high is looked at again.
    for _ in 0..<4 where least.long.isInfinite || least.long >= 8 * least.short {
      least.long = min(least.long, work(long, grower.file))
      least.short = min(least.short, work(short, grower.file))
    }
    #expect(least.long < 8 * least.short, "\(least)")
  }

  /// Else the ratio would be that of refusing. Without an article, as when nothing is left of the text, it counts as
  /// read where no limit ended it.
  @Test("each of them is read to its end, the short one and the long one", arguments: Grower.all)
  func isRead(grower: Grower) {
    for count in [grower.count, 4 * grower.count] {
      let bytes = grower.bytes(count)
      let decoded = decode(bytes, as: grower.file, piece: 1 << 16)
      let codes = decoded.rejections.map(\.code) + [decoded.code].compactMap(\.self)
      #expect(decoded.bytesRead == bytes.count, "\(count): \(decoded.rejections)")
      #expect(Set(codes).isDisjoint(with: Self.limits), "\(count): \(decoded.rejections)")
    }
  }
  private static let limits = ["too-large", "too-deep", "too-slow", "bomb", "dtd-refused"]

  @Test("a page described many times costs no more than many other things described")
  func pages() {
    func page(_ type: String) -> [UInt8] {
      let objects = (0..<1500).map {
        "{\"@type\":\"\(type)\",\"name\":\"Storm \($0) closes the road\"}"
      }
      return Array(
        Pages.page(
          head: "<meta property=og:title content='\(Pages.title) for long'>"
            + Pages.linked("[" + objects.joined(separator: ",") + "]")
        ).utf8)
    }
    let ratio = work(page("WebPage"), "a.html") / work(page("Thing"), "a.html")
    #expect(ratio < 4, "\(ratio)")
  }

  /// Seconds of this thread's processor time.
  private func work(_ bytes: [UInt8], _ name: String) -> Double {
    (0..<3).map { _ in
      let before = Self.seconds
      _ = decode(bytes, as: name, piece: 1 << 16)
      return Self.seconds - before
    }.min() ?? 0
  }
  private static var seconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
