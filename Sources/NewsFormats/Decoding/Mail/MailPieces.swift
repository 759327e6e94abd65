import NewsModel

/// All that comes of one message that holds more than its text: its text, then what is attached and the messages
/// in it, in their order.
final class MailPieces {
  private enum Piece {
    case text(MailMessage)
    case attachment(Int, of: MailMessage)
    /// A message that is no news.
    case refused(String)
  }

  private let document: OpenedDocument
  private let tree: MailTree
  private var pieces: [Piece] = []
  private var next = 0
  private var messages = 0
  /// Of the attachment at hand.
  private var stream: TransferStream?

  /// - Parameters:
  ///   - document: the whole message lies in its window.
  ///   - tree: of it.
  ///   - message: the outermost.
  init(_ document: OpenedDocument, _ tree: MailTree, _ message: MailMessage) {
    self.document = document
    self.tree = tree
    add(message)
    pieces.reverse()
  }

  /// The tree's limit bounds the depth.
  private func add(_ message: MailMessage) {
    pieces.append(.text(message))
    for part in message.others {
      if tree.parts[part].content == .message, let inner = tree.parts[part].children.first {
        add(inner: inner)
      } else {
        pieces.append(.attachment(part, of: message))
      }
    }
  }

  /// What a message alone would be refused for is told; one that is nothing but a picture or a PDF is that.
  private func add(inner part: Int) {
    let message = MailMessage(tree, part: part)
    if let words = Mail.noNews(tree.parts[part]) {
      pieces.append(.refused("it is e-mail\(words), which Wiredesk does not read"))
    } else if Mail.hasText(tree.parts[part]) {
      add(message)
    } else {
      pieces.append(.attachment(part, of: message))
    }
  }

  var records: any RecordSource {
    NestedDocuments(
      document, next: { () throws(DecodingFailure) in self.nextPiece() },
      read: { (buffer) throws(DecodingFailure) in self.read(into: buffer) })
  }

  private func nextPiece() -> NestedDocument? {
    switch pieces.popLast() {
    case .text(let message)?:
      messages += 1
      return text(of: message)
    case .refused(let words)?:
      messages += 1
      return NestedDocument(
        name: "message \(messages)", refusal: Rejection(.leftAlone, "\(words)"))
    case .attachment(let part, let message)?: return attachment(part, of: message)
    case nil:
      document.window.release()
      return nil
    }
  }

  private func text(of message: MailMessage) -> NestedDocument {
    var inner = document
    let name = messages == 1 ? "" : "message \(messages)"
    inner.place.locator += messages == 1 ? "" : " › " + name
    return NestedDocument(
      name: name,
      source: RecordWalk(inner, MailText(inner, tree, message, isAlone: false)))
  }

  private func attachment(_ number: Int, of message: MailMessage) -> NestedDocument {
    let part = tree.parts[number]
    let content = MailContent(part, in: document.window.bytes)
    var given =
      part.header["content-type"].map {
        Given(contentType: String(decoding: $0, as: UTF8.self))
      } ?? Given()
    let draft = MailFields(message.header, charset: content.charset).draft
    given.published = draft[.published].flatMap { DateReader.timestamp($0) }
    // Whoever sends a mail must not speak for another source.
    given.mayNameSource = false
    let name = MailMessage.fileName(of: part.header).map { shown($0, cells: 200) }
    var piece = NestedDocument(name: name ?? "part \(number + 1)", given: given)
    piece.isBeside = true
    stream = TransferStream(part, in: document.window)
    if Self.media.contains(where: part.type.hasPrefix) {
      piece.refusal = Rejection(.leftAlone, "it is \(quoted(part.type)), which is no copy")
    } else if stream == nil {
      piece.refusal = Rejection(.leftAlone, "its transfer encoding is none that is read")
    } else if document.layers + 1 > document.limits.layers {
      piece.refusal = document.limits.nestedTooDeep(found: document.layers + 1, locator: "")
    }
    return piece
  }

  /// What nobody reads, whatever its bytes look like.
  private static let media = ["image/", "audio/", "video/", "font/", "model/"]

  private func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    stream?.read(into: buffer) ?? 0
  }
}
