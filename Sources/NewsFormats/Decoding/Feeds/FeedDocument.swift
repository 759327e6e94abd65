import NewsModel

extension Format {
  /// WordPress' export declares its namespace on the root.
  static let wxr = Format(
    "wxr", Signature(roots: rssRoots, besideRoot: "http://wordpress.org/export/")
  ) { (document) throws(DecodingFailure) in
    try FeedDocument.source(document, entry: "item", isExport: true)
  }
  static let rss = Format("rss", Signature(roots: rssRoots)) {
    (document) throws(DecodingFailure) in try FeedDocument.source(document, entry: "item")
  }
  static let atom = Format("atom", Signature(roots: ["feed", "entry"])) {
    (document) throws(DecodingFailure) in try FeedDocument.source(document, entry: "entry")
  }
  private static let rssRoots = ["rss", "rdf", "channel"]
}

/// A feed: a container with an article an entry, of any length, since one entry is held at a time.
///
/// RSS 0.90–2.0 and WordPress' export of it (`<item>`), RSS 1.0 in RDF, Atom 0.3 and 1.0
/// (`<entry>`); `FeedMeaning` has the elements and their standards. How it is read:
/// 1. `Elements` finds where entries begin and end, so that one can be passed over, rejected with
///    its bytes or resumed behind without parsing it;
/// 2. a strict parser reads the head, then entry after entry;
/// 3. an entry that it refuses is mended (`XMLMending`) and read in recover mode by another parser,
///    which is told the elements around it; the strict one begins anew behind it.
///
/// Several feeds in one file, one behind the other, each have their own head.
///
/// What ends the deposit: an internal DTD subset in the head (`dtd-refused`), a root that does not
/// end (`truncated`), no entries at all (`no-text`). What is an entry's own fault is its rejection.
/// Of a WordPress export only published posts are articles; attachments, pages and drafts are passed
/// over.
final class FeedDocument: FramedDocument {
  let window: ByteWindow
  private let place: DocumentPlace
  private let isExport: Bool
  private var elements: Elements
  private var pieces: FeedPieces
  private var channel: FeedChannel
  private var isFinished = false

  static func source(
    _ document: OpenedDocument, entry: String, isExport: Bool = false
  ) throws(DecodingFailure) -> any RecordSource {
    let document = try document.markupInUTF8().asContainer
    return RecordWalk(document, FeedDocument(document, entry: entry, isExport: isExport))
  }

  private init(_ document: OpenedDocument, entry: String, isExport: Bool) {
    window = document.window
    place = document.place
    self.isExport = isExport
    elements = Elements(
      document, names: [entry], noun: "entry", cutWords: "the entry is not closed")
    pieces = FeedPieces(depthLimit: document.limits.depth)
    channel = FeedChannel(isExport: isExport)
  }

  var isContainer: Bool { true }
  var emptyWords: StaticString { "the feed holds no entries" }
  /// Whether an item of an export is a record at all stands inside it.
  var isToldByReading: Bool { isExport }

  func nextFrame() throws(DecodingFailure) -> Frame? {
    if isFinished { return nil }
    guard let frame = try elements.next({ pieces.takeGap($0) }) else {
      try end()
      return nil
    }
    let gap = elements.gap(before: frame)
    if !elements.hasHead {
      try takeHead(gap)
    } else if let end = pieces.rootEnd(in: gap) {
      pieces = FeedPieces(depthLimit: place.limits.depth)
      try takeHead(UnsafeBufferPointer(rebasing: gap[end...].drop { $0 <= 0x20 }))
    } else {
      pieces.takeGap(gap)
    }
    return frame
  }

  private func takeHead(_ head: UnsafeBufferPointer<UInt8>) throws(DecodingFailure) {
    elements.hasHead = true
    let isExport = isExport
    do throws(XMLFault) {
      channel = try pieces.head(head) { events, names in
        let entry = FeedEntry(events, names: &names, isEntry: false)
        return FeedChannel(entry, events, names, isExport: isExport)
      }
    } catch {
      throw .rejected(error.rejection(at: place))
    }
  }

  func articles(in frame: Frame, at place: DocumentPlace) throws(Rejection) -> [Article] {
    let bytes = UnsafeBufferPointer(rebasing: window.bytes[frame.range])
    let (channel, isExport) = (channel, isExport)
    let outcome: Result<[Article], Rejection>
    do throws(XMLFault) {
      outcome = try pieces.entry(bytes) { events, names in
        Result { () throws(Rejection) -> [Article] in
          let entry = FeedEntry(
            events, names: &names, isEntry: true, inherited: channel.inherited)
          let reading = FeedArticle(events: events, names: names, entry: entry, channel: channel)
          if isExport, !reading.isPublishedPost { return [] }
          return [try reading.article(at: place)]
        }
      }
    } catch {
      throw error.rejection(at: place)
    }
    return try outcome.get()
  }

  func pass(_ frame: Frame) throws(DecodingFailure) { try elements.pass(frame) }

  /// At the end of the bytes: the root must have ended.
  private func end() throws(DecodingFailure) {
    isFinished = true
    if !elements.hasHead {
      try takeHead(window.bytes)
      // What broke the head has left its end to be looked for; else all of it is read.
      if !pieces.isBroken { window.consume(window.count) }
    }
    guard pieces.ends(window.bytes) else {
      throw .rejected(
        Rejection(.truncated, "the feed ends too early", locator: place.locator))
    }
    try refuseAnother()
  }

  /// A feed of another kind, or any other document, behind this one's end.
  private func refuseAnother() throws(DecodingFailure) {
    guard let end = pieces.rootEnd(in: window.bytes),
      let root = XMLPrologue.root(UnsafeBufferPointer(rebasing: window.bytes[end...]))
    else { return }
    throw .rejected(
      Rejection(
        .syntax, "another document, \(quoted("<" + root + ">")), begins behind the feed's end",
        locator: place.locator))
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
