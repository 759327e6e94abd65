import NewsModel

/// The text of a mail in HTML.
///
/// A mail is no page: it is laid out in tables, its classes are those of a programme, and all of it is meant to
/// be read. So nothing is dropped for its name but what is not shown (preheaders, tracking pixels, forms), mail
/// that a reply repeats, and what newsletters write around their text (`MailFurniture`).
enum MailPage {
  /// - Parameters:
  ///   - bytes: without their transfer encoding.
  ///   - charset: that the part names, as iconv knows it.
  ///   - place: of the message.
  ///   - meter: told of all bytes.
  /// - Returns: paragraphs divided by line feeds, valid UTF-8; empty when nothing is shown.
  /// - Throws: as `HTMLPage.tree`.
  static func text(
    _ bytes: [UInt8], charset: String?, at place: DocumentPlace, meter: WorkMeter
  ) throws(Rejection) -> [UInt8] {
    let converted = bytes.withUnsafeBufferPointer { bytes in
      Charset.ofMarkup(bytes, given: charset).flatMap { Charset.iconvConverted(bytes, from: $0) }
    }
    let tree = try (converted ?? bytes).withUnsafeBufferPointer { (bytes) throws(Rejection) in
      try HTMLPage.tree(bytes, at: place, meter: meter)
    }
    let hidden = (0..<tree.count).map { isHidden($0, tree) }
    var own = hidden
    for node in 1..<max(1, tree.count) where isQuoted(node, tree) { own[node] = true }
    var blocks = PageBlocks.of(tree, dropped: own)
    // A forwarded mail is nothing but quoted.
    if !blocks.isEmpty {
      removeAttributions(from: &blocks, tree, own, hidden)
      return text(blocks, tree, own)
    }
    return text(PageBlocks.of(tree, dropped: hidden), tree, hidden)
  }

  /// `On Sunday, Ann wrote:` stands before the element that has what she wrote.
  private static func removeAttributions(
    from blocks: inout [PageBlock], _ tree: HTMLTree, _ own: [Bool], _ hidden: [Bool]
  ) {
    for node in own.indices.reversed() where own[node] && !hidden[node] && blocks.count > 1 {
      guard let place = blocks.lastIndex(where: { $0.nodes.lowerBound < node }),
        Quotations.isAttribution(blocks[place].text(of: tree, without: own))
      else { continue }
      blocks.remove(at: place)
    }
  }

  private static func text(_ blocks: [PageBlock], _ tree: HTMLTree, _ dropped: [Bool]) -> [UInt8] {
    let paragraphs = blocks.map {
      MailFurniture.Paragraph(
        text: $0.text(of: tree, without: dropped),
        linkShare: $0.linkLetters * 100 / max(1, $0.letters))
    }
    return Array(
      MailFurniture.without(in: paragraphs).map(\.text).joined(separator: [0x0A]))
  }

  private static func isHidden(_ node: Int, _ tree: HTMLTree) -> Bool {
    if tree.tag(node).isHidden || tree.has(.hidden, node) { return true }
    guard let style = tree.value(.style, of: node) else { return false }
    let plain = style.filter { $0 > 0x20 }.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    return plain.withUnsafeBufferPointer { plain in
      hidingStyles.contains { style in
        guard let start = style.withUnsafeBufferPointer({ ByteRuns.first($0, in: plain) }) else {
          return false
        }
        // `font-size:0` hides, `font-size:0.9em` does not; nor does `line-max-height`.
        let next = start + style.count
        return next == plain.count || !isFigure(plain[next])
      }
    }
  }
  private static func isFigure(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || byte == 0x2E
  }
  /// Of preheaders: what a list of mails shows behind the subject, and the mail does not.
  private static let hidingStyles = [
    "display:none", "mso-hide:all", "visibility:hidden", "font-size:0", "font-size:1px",
    "max-height:0", "opacity:0",
  ].map { Array($0.utf8) }

  /// An element in which a program repeats the mail that is answered; in the same elements some forward one.
  private static func isQuoted(_ node: Int, _ tree: HTMLTree) -> Bool {
    let names = [HTMLAttribute.class, .id, .type].compactMap { tree.value($0, of: node) }
    guard names.contains(where: { name in quoteNames.contains { name.elementsEqual($0) } }) else {
      return false
    }
    let first = (node..<tree.end(node)).first { inner in
      tree.isText(inner) && tree.text(inner).contains { $0 > 0x20 }
    }
    guard let first else { return true }
    return !tree.text(first).drop { $0 <= 0x20 }.starts(with: [0x2D, 0x2D, 0x2D])
  }
  private static let quoteNames = [
    "gmail_quote", "gmail_quote gmail_quote_container", "gmail_extra", "yahoo_quoted",
    "moz-cite-prefix", "cite", "appendonsend", "divRplyFwdMsg", "OutlookMessageHeader",
  ].map { Array($0.utf8) }
}
