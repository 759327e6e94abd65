import NewsModel

/// A document that another one holds: a file in an archive.
struct NestedDocument {
  /// For people, and for what it says about the format.
  var name: String
  /// What its holder says about it.
  var given = Given()
  /// Why it is not opened, if it is not; for the code and the words.
  var refusal: Rejection?
  /// What its holder knows it to be; nil where its name and bytes say it.
  var format: Format?
  /// Its records, where the holder has opened it.
  var source: (any RecordSource)?
  /// What its holder has beside its own text: of no format that is read, or without a text, it is told and
  /// fails nothing.
  var isBeside = false

  /// As it is given when it ends early for this reason.
  func told(_ rejection: Rejection) -> Rejection {
    guard isBeside, [.unknownFormat, .noText, .empty].contains(rejection.reason) else {
      return rejection
    }
    var told = rejection
    told.reason = .leftAlone
    return told
  }
}

/// The records of all documents that one document holds, in their order: each is opened as a deposit
/// would be, streamed, and what is wrong with it is a rejection of that document alone.
final class NestedDocuments: RecordSource {
  /// Goes to the next document; nil at the end.
  typealias Next = () throws(DecodingFailure) -> NestedDocument?
  /// Whether the holder goes on though reading a document has ended so.
  typealias Survival = (DecodingFailure) throws(DecodingFailure) -> Bool

  private let outer: OpenedDocument
  private let nextDocument: Next
  private let survives: Survival
  private let tap: DocumentTap
  /// That being in this holder counts for.
  private let layers: Int
  private var source: (any RecordSource)?
  /// At hand; without its source.
  private var document = NestedDocument(name: "")
  private var locator = ""
  private var isEmpty = true

  /// - Parameters:
  ///   - outer: its holder; what its surroundings say holds for what it holds, too, where the holder
  ///     says nothing of its own.
  ///   - next: what it throws ends the holder.
  ///   - read: bytes of the document that `next` has gone to; what it throws ends the holder.
  ///   - layers: that being in this holder counts for; none where it neither packs nor nests.
  ///   - survives: asked where reading a document has failed.
  init(
    _ outer: OpenedDocument, next: @escaping Next, read: @escaping ByteWindow.Pull,
    layers: Int = 1, survives: @escaping Survival = { (_) throws(DecodingFailure) in false }
  ) {
    self.outer = outer
    self.survives = survives
    self.layers = layers
    nextDocument = next
    tap = DocumentTap(read)
  }

  var format: String { outer.place.format }
  var isContainer: Bool { true }

  func next() throws(DecodingFailure) -> DocumentRecord? {
    let record = try advance {
      (source) throws(DecodingFailure) in
      try source.next()
    } rejected: { [self] in
      .rejected($0, beginning: tap.beginning)
    }
    guard case .article(var article)? = record else { return record }
    outer.given.fill(into: &article)
    return .article(article)
  }

  func skip() throws(DecodingFailure) -> Bool {
    let passed = try advance {
      (source) throws(DecodingFailure) -> Bool? in
      try source.skip() ? true : nil
    } rejected: { _ in
      true
    }
    return passed ?? false
  }

  /// Takes a step in the document at hand, going on to the next ones as they end.
  ///
  /// - Parameters:
  ///   - step: nil at the document's end.
  ///   - rejected: the step over what ended a document early.
  /// - Returns: nil at the end of the holder.
  /// - Throws: what ends the holder.
  private func advance<Step>(
    _ step: (any RecordSource) throws(DecodingFailure) -> Step?, rejected: (Rejection) -> Step
  ) throws(DecodingFailure) -> Step? {
    while true {
      do throws(DecodingFailure) {
        if let open = source {
          source = nil
          if let taken = try step(open) {
            source = open
            return taken
          }
          continue
        }
        guard try openNext() else {
          if !isEmpty { return nil }
          throw .rejected(
            Rejection(.noText, "the archive holds no files", locator: outer.recordsLocator))
        }
      } catch {
        var isHere = false
        if let failure = tap.failure, !locator.isEmpty, try survives(failure) {
          tap.failure = nil
          isHere = true
        }
        // Ours to give: what ends one document. The holder's own end, and the reader's, ends all.
        guard tap.failure == nil, let rejection = error.rejection, !locator.isEmpty else {
          throw tap.failure ?? error
        }
        source = nil
        var named = document.told(rejection)
        if named.locator.isEmpty || isHere { named.locator = locator }
        return rejected(named)
      }
    }
  }

  private func openNext() throws(DecodingFailure) -> Bool {
    locator = ""
    tap.beginning = []
    let found: NestedDocument?
    do { found = try nextDocument() } catch {
      tap.failure = error
      throw error
    }
    guard let found else { return false }
    isEmpty = false
    locator = outer.recordsLocator + " › " + found.name
    document = found
    document.source = nil
    if let opened = found.source {
      source = opened
      return true
    }
    if var refusal = found.refusal {
      refusal.locator = locator
      throw .rejected(refusal)
    }
    source = try opening(of: found).open(as: found.format)
    return true
  }

  private func opening(of document: NestedDocument) -> DocumentOpening {
    DocumentOpening(
      name: document.name, limits: outer.limits, fields: outer.place.fields,
      received: outer.place.received, meter: outer.meter,
      source: ByteWindow { [tap] (buffer) throws(DecodingFailure) -> Int in
        try tap.pull(into: buffer)
      }, given: document.given, layers: outer.layers + layers, locator: locator)
  }
}

/// The bytes of the document at hand. Apart from `NestedDocuments`, which holds the window that pulls
/// here: were the two one, a holder that is let go of in the middle would hold itself, and its file.
private final class DocumentTap {
  private let read: ByteWindow.Pull
  /// For failed/.
  var beginning: [UInt8] = []
  /// The holder itself cannot be read on: documents that end early end for this reason.
  var failure: DecodingFailure?

  init(_ read: @escaping ByteWindow.Pull) { self.read = read }

  func pull(into buffer: UnsafeMutableRawBufferPointer) throws(DecodingFailure) -> Int {
    let count: Int
    do { count = try read(buffer) } catch {
      failure = error
      throw error
    }
    let kept = min(count, max(0, DecodedRecord.keptBytes - beginning.count))
    beginning.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<kept]))
    return count
  }
}
