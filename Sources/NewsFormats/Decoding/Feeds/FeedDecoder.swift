import NewsModel

/// A feed: a container with an article an entry, of any length, since one entry is held at a time.
///
/// RSS 0.90–2.0 and WordPress' export of it (`<item>`), RSS 1.0 in RDF, Atom 0.3 and 1.0
/// (`<entry>`); `FeedMeaning` has the elements and their standards. How it is read:
/// 1. `MarkupScan` finds where entries begin and end, so that one can be passed over, rejected with
///    its bytes or resumed behind without parsing it;
/// 2. a strict parser reads the head, then entry after entry;
/// 3. an entry that it refuses is mended (`XMLMending`) and read in recover mode by another parser,
///    which is told the elements around it; the strict one begins anew behind it.
///
/// What ends the deposit: an internal DTD subset in the head (`dtd-refused`), a root that does not
/// end (`truncated`), no entries at all (`no-text`). What is an entry's own fault is its rejection.
/// Of a WordPress export only published posts are articles; attachments, pages and drafts are passed
/// over.
final class FeedDecoder {
  enum Dialect: String {
    case rss, atom
    /// WordPress eXtended RSS.
    case wxr
  }

  private let window: ByteWindow
  private let meter: WorkMeter
  private let place: DocumentPlace
  private let dialect: Dialect
  private var scan: MarkupScan
  private var pieces: FeedPieces
  private var channel: FeedChannel
  private var hasHead = false
  private var isFinished = false
  private var ordinal = 0

  /// Parameter place: its locator is what the entries' locators begin with.
  init(window: ByteWindow, meter: WorkMeter, place: DocumentPlace, dialect: Dialect) {
    self.window = window
    self.meter = meter
    self.place = place
    self.dialect = dialect
    scan = MarkupScan(name: dialect == .atom ? "entry" : "item")
    pieces = FeedPieces(depthLimit: place.limits.depth)
    channel = FeedChannel(isExport: dialect == .wxr)
  }

  var format: String { place.format }

  func next() throws(DecodingFailure) -> DecodedRecord? {
    while let frame = try nextFrame() {
      if let record = try record(frame) { return record }
    }
    return nil
  }

  /// Passes over a record without decoding it; false at the end.
  func skip() throws(DecodingFailure) -> Bool {
    // Whether an item of an export is a record at all stands inside it.
    if dialect == .wxr { return try next() != nil }
    guard let frame = try nextFrame() else { return false }
    try takeGap(frame)
    pass(frame)
    return true
  }

  // Frames: where an entry lies in the window.

  private struct Frame {
    enum Ending { case whole, cut, tooLarge }
    /// From the window's first byte.
    var range: Range<Int>
    var ending = Ending.whole
  }

  private func nextFrame() throws(DecodingFailure) -> Frame? {
    if isFinished { return nil }
    meter.beginDocument()
    var start: Int?
    while true {
      let before = scan.offset
      switch scan.next(in: window.bytes) {
      case .tag(.start(let range)):
        guard let open = start else {
          start = range.lowerBound
          continue
        }
        // The entry before was not closed: it ends where the next begins.
        scan.rewind(to: range.lowerBound)
        return Frame(range: open..<range.lowerBound)
      case .tag(.empty(let range)) where start == nil: return Frame(range: range)
      case .tag(.end(let range)):
        if let start { return Frame(range: start..<range.upperBound) }
      case .tag(.empty): continue
      case .needsMore:
        guard meter.allows(scan.offset - before) else {
          throw .rejected(place.limits.tooSlow(locator: place.locator))
        }
        if let start, window.count - start > place.limits.documentTextBytes {
          return Frame(range: start..<window.count, ending: .tooLarge)
        }
        if start == nil { try dropGap() }
        if try window.fill() { continue }
        if let start { return Frame(range: start..<window.count, ending: .cut) }
        try end()
        return nil
      }
    }
  }

  /// Keeps what stands between entries from growing.
  private func dropGap() throws(DecodingFailure) {
    guard scan.offset > 1 << 20 else { return }
    guard hasHead else {
      if scan.offset <= place.limits.documentTextBytes { return }
      throw .rejected(place.limits.documentTooLarge(locator: place.locator))
    }
    let count = scan.offset
    pieces.takeGap(UnsafeBufferPointer(rebasing: window.bytes[..<count]))
    window.consume(count)
    scan.forget(count)
  }

  /// Reads what stands before the entry.
  private func takeGap(_ frame: Frame) throws(DecodingFailure) {
    let gap = UnsafeBufferPointer(rebasing: window.bytes[..<frame.range.lowerBound])
    if hasHead {
      pieces.takeGap(gap)
    } else {
      try takeHead(gap)
    }
  }

  private func takeHead(_ head: UnsafeBufferPointer<UInt8>) throws(DecodingFailure) {
    hasHead = true
    let isExport = dialect == .wxr
    do throws(XMLFault) {
      channel = try pieces.head(head) { events, names in
        let entry = FeedEntry(events, names: &names, isEntry: false)
        return FeedChannel(entry, events, names, isExport: isExport)
      }
    } catch {
      throw .rejected(error.rejection(at: place))
    }
  }

  private func pass(_ frame: Frame) {
    window.consume(frame.range.upperBound)
    scan.forget(frame.range.upperBound)
    ordinal += 1
  }

  // Records.

  /// Nil for what is no article by its own words.
  private func record(_ frame: Frame) throws(DecodingFailure) -> DecodedRecord? {
    try takeGap(frame)
    var place = place
    place.locator += " › entry \(ordinal + 1)"
    if frame.ending == .tooLarge { return try passTooLarge(frame, at: place) }
    let bytes = UnsafeBufferPointer(rebasing: window.bytes[frame.range])
    defer { pass(frame) }
    if frame.ending == .cut {
      return rejected(
        Rejection(.truncated, "the entry does not end", locator: place.locator), bytes)
    }
    do throws(Rejection) {
      guard let article = try article(bytes, at: place) else {
        ordinal -= 1
        return nil
      }
      guard meter.allows(bytes.count) else {
        return rejected(place.limits.tooSlow(locator: place.locator), bytes)
      }
      return .article(article, ordinal: ordinal)
    } catch {
      return rejected(error, bytes)
    }
  }

  private func rejected(
    _ rejection: Rejection, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> DecodedRecord {
    .rejected(rejection, ordinal: ordinal, record: Array(bytes.prefix(DecodedRecord.keptBytes)))
  }

  private func article(
    _ bytes: UnsafeBufferPointer<UInt8>, at place: DocumentPlace
  ) throws(Rejection) -> Article? {
    let channel = channel
    let isExport = dialect == .wxr
    let outcome: Result<Article?, Rejection>
    do throws(XMLFault) {
      outcome = try pieces.entry(bytes) { events, names in
        Result { () throws(Rejection) -> Article? in
          let entry = FeedEntry(
            events, names: &names, isEntry: true, inherited: channel.inherited)
          let reading = FeedArticle(events: events, names: names, entry: entry, channel: channel)
          if isExport, !reading.isPublishedPost { return nil }
          return try reading.article(at: place)
        }
      }
    } catch {
      throw error.rejection(at: place)
    }
    return try outcome.get()
  }

  /// Consumes an entry that is not held whole.
  private func passTooLarge(
    _ frame: Frame, at place: DocumentPlace
  ) throws(DecodingFailure) -> DecodedRecord {
    let kept = rejected(
      place.limits.documentTooLarge(locator: place.locator),
      UnsafeBufferPointer(rebasing: window.bytes[frame.range]))
    ordinal += 1
    while true {
      let before = scan.offset
      switch scan.next(in: window.bytes) {
      case .tag(.start(let range)):
        scan.rewind(to: range.lowerBound)
        window.consume(range.lowerBound)
        scan.forget(range.lowerBound)
        return kept
      case .tag(.end(let range)):
        window.consume(range.upperBound)
        scan.forget(range.upperBound)
        return kept
      case .tag(.empty): continue
      case .needsMore:
        guard meter.allows(scan.offset - before) else {
          throw .rejected(place.limits.tooSlow(locator: place.locator))
        }
        let done = scan.offset
        window.consume(done)
        scan.forget(done)
        if try !window.fill() { return kept }
      }
    }
  }

  /// At the end of the bytes: the root must have ended, and something must have stood in it.
  private func end() throws(DecodingFailure) {
    isFinished = true
    if !hasHead {
      try takeHead(window.bytes)
      // What broke the head has left its end to be looked for; else all of it is read.
      if !pieces.isBroken { window.consume(window.count) }
    }
    guard pieces.ends(window.bytes) else {
      throw .rejected(
        Rejection(.truncated, "the feed ends too early", locator: place.locator))
    }
    if ordinal == 0 {
      throw .rejected(
        Rejection(.noText, "the feed holds no entries", locator: place.locator))
    }
  }
}

extension FeedArticle {
  /// Of a WordPress export; what does not say is one.
  var isPublishedPost: Bool {
    func says(_ role: FeedMeaning.Role, _ value: String) -> Bool {
      entry.elements(role).allSatisfy {
        content($0).filter { $0 > 0x20 }.elementsEqual(value.utf8)
      }
    }
    return says(.postType, "post") && says(.postStatus, "publish")
  }
}
