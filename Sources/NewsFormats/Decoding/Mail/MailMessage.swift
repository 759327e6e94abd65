/// What of a message is its text, and what comes with it.
struct MailMessage {
  /// Parts that are texts, by their numbers in the tree.
  indirect enum Text {
    case part(Int)
    /// One behind the other.
    case all([Text])
    /// The same in several forms, the best last (RFC 2046, section 5.1.4).
    case best([Text])

    var isEmpty: Bool {
      switch self {
      case .part: false
      case .all(let texts), .best(let texts): texts.allSatisfy(\.isEmpty)
      }
    }
  }

  let header: MailHeader
  private(set) var text = Text.all([])
  /// In order: attachments, and parts that hold a message.
  private(set) var others: [Int] = []

  private let tree: MailTree
  /// Texts that have a name and do not say that they are attachments: programs name what is written in them, too,
  /// and where there is no other text they are the text.
  private var named: [Int] = []

  /// - Parameters:
  ///   - tree: of the message in which it stands, or that it is.
  ///   - part: its own part.
  init(_ tree: MailTree, part: Int) {
    self.tree = tree
    header = tree.parts[part].header
    text = take(part, isAlone: true)
    if text.isEmpty, !named.isEmpty {
      text = .all(named.map { .part($0) })
      others.removeAll(where: named.contains)
    }
  }

  /// A part's text; what else there is goes to `others`. The tree's limit bounds the depth. `isAlone`: the part is
  /// all that its message has.
  private mutating func take(_ number: Int, isAlone: Bool = false) -> Text {
    let part = tree.parts[number]
    switch part.content {
    case .message:
      others.append(number)
      return .all([])
    case .bytes:
      if isAlone || Self.isText(part) { return .part(number) }
      if Self.isRead(part.type), !Self.isAttached(part) { named.append(number) }
      if !Self.isPassedOver(part) { others.append(number) }
      return .all([])
    case .parts:
      // Without a single boundary, what was to be parts is all the text there is.
      if part.children.isEmpty { return .part(number) }
      return take(childrenOf: part)
    }
  }

  private mutating func take(childrenOf part: MailTree.Part) -> Text {
    switch part.type {
    case "multipart/alternative": return .best(part.children.map { take($0) })
    case "multipart/signed": return take(part.children[0])
    case "multipart/encrypted": return .all([])
    case "multipart/related":
      let root = root(of: part)
      let text = take(root)
      // Pictures that the text shows are no attachments; what says that it is one is.
      for child in part.children where child != root && Self.isAttached(tree.parts[child]) {
        others.append(child)
      }
      return text
    default: return .all(part.children.map { take($0) })
    }
  }

  /// The part that the others are there for: the one that `start` names, else the first (RFC 2387).
  private func root(of part: MailTree.Part) -> Int {
    guard let start = part.header.parameter("start", of: "content-type") else {
      return part.children[0]
    }
    return part.children.first { child in
      tree.parts[child].header["content-id"].map { String(decoding: $0, as: UTF8.self) } == start
    } ?? part.children[0]
  }

  /// - Returns: whether a part is read as text: it has no name and does not say that it is an attachment.
  private static func isText(_ part: MailTree.Part) -> Bool {
    isRead(part.type) && !isAttached(part) && fileName(of: part.header) == nil
  }
  /// Any text that is written for people (RFC 2046, section 4.1.4), and what has no type that is one (RFC 2045,
  /// section 5.2).
  static func isRead(_ type: String) -> Bool {
    !type.contains("/") || type.hasPrefix("text/") && !otherTexts.contains(type)
  }
  private static let otherTexts: Set<String> = [
    "text/calendar", "text/vcard", "text/x-vcard", "text/directory", "text/csv", "text/xml",
    "text/tab-separated-values", "text/css", "text/javascript", "text/rtf", "text/json",
    "text/x-amp-html", "text/rfc822-headers", "text/x-patch", "text/x-diff",
  ]

  private static func isAttached(_ part: MailTree.Part) -> Bool {
    part.header.word("content-disposition") == "attachment"
  }

  static func fileName(of header: MailHeader) -> String? {
    header.parameter("filename", of: "content-disposition")
      ?? header.parameter("name", of: "content-type")
  }

  /// What programs write for programs, and nobody misses.
  private static func isPassedOver(_ part: MailTree.Part) -> Bool {
    machineTypes.contains(part.type)
  }
  private static let machineTypes: Set<String> = [
    "application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature",
    "application/pgp-keys", "text/calendar", "text/vcard", "text/x-vcard", "text/x-amp-html",
    "message/delivery-status", "message/disposition-notification", "text/rfc822-headers",
  ]
}
