/// A piece of a text as editors keep it in JSON: a paragraph, a list or a table, or a span of one.
///
/// - Editor.js 2.30: `{"type":"list","data":{"items":[…]}}`, tables as `content: [["a","b"]]`
/// - ProseMirror, TipTap: `{"type":"bulletList","content":[{"type":"listItem","content":[…]}]}`, leaves `{"type":"text"}`
/// - Slate: `{"type":"ul","children":[…]}`, leaves `{"text":"…"}` without a type
/// - Contentful: `nodeType`, leaves `value`; Portable Text: `_type`
struct JSONBlock {
  var text: [UInt8]
  /// It runs on in its paragraph.
  var isSpan = false
  /// The headline, which the Washington Post's archive has among the blocks.
  var isTitle = false

  static let typeNames: Set<String> = [
    "type", "_type", "nodeType", "node_type", "__typename", "kind", "object", "blockType",
  ]
  /// What a block's own text, or its spans, stand under.
  static let spans: Set<String> = ["children", "content", "spans", "text"]
  /// A block's list, beside its text.
  static let lists: Set<String> = [
    "items", "listItems", "list_items", "elements", "rows", "cells", "columns", "innerBlocks",
  ]
  /// Lists of lists: of rows, whose cells stand side by side.
  static let tables: Set<String> = ["rows", "content", "data"]
  static let headings: Set<String> = [
    "title", "heading", "subheading", "subhead", "subtitle", "headline", "header",
  ]
  private static let media: Set<String> = [
    "image", "video", "audio", "embed", "gallery", "figure", "media", "ad", "related", "code",
    "iframe", "twitter", "tweet", "instagram", "youtube", "kicker", "byline", "date", "author_info",
    "advertisement", "newsletter", "divider", "separator", "raw_html", "custom_embed",
    "oembed_response",
    "interstitial_link", "story_card",
  ]
  private static let spanTypes: Set<String> = [
    "text", "span", "leaf", "link", "a", "hyperlink", "strong", "b", "em", "i", "mention",
    "inline", "entry-hyperlink", "asset-hyperlink",
  ]
  private static let breaks: Set<String> = [
    "hardbreak", "hard_break", "hard-break", "softbreak", "linebreak", "line-break", "br",
  ]

  /// Of one object.
  struct Members {
    enum Part {
      case text(rank: Int)
      case list
      case heading
      case lead
    }
    var type: [UInt8]?
    var holdsList = false
    var person = JSONPerson()
    private(set) var best: (rank: Int, text: [UInt8])?
    private var heading: [UInt8]?
    private var lead: [UInt8]?
    private var lists: [UInt8] = []

    mutating func take(_ text: [UInt8], as part: Part) {
      switch part {
      case .text(let rank): best = (rank, text)
      case .list: lists = lists.isEmpty ? text : lists + Self.divider + text
      case .heading: heading = heading ?? text
      case .lead: lead = lead ?? text
      }
    }

    /// Of what is no block.
    var line: JSONBlock? { (best?.text ?? person.name).map { JSONBlock(text: $0) } }

    /// Whether nothing of it was understood, and it does not say that it is no text.
    var isSilent: Bool {
      best == nil && lists.isEmpty && heading == nil
        && !(typeName.map { JSONBlock.media.contains($0) || JSONBlock.breaks.contains($0) } ?? false)
    }
    private var typeName: String? {
      type.map { String(decoding: $0, as: UTF8.self).lowercased() }
    }

    /// The heading, the text and the list of a block. A title alone is one where the type says so; else it may be a
    /// link's.
    func block(isInList: Bool) -> JSONBlock? {
      let name = typeName
      if let name, JSONBlock.media.contains(name) { return nil }
      if let name, JSONBlock.breaks.contains(name) { return JSONBlock(text: [0x0A], isSpan: true) }
      var text = best?.text ?? []
      if !lists.isEmpty { text += (text.isEmpty ? [] : Self.divider) + lists }
      if let heading, !text.isEmpty || name.map(Self.isHeading) ?? false {
        text = heading + (text.isEmpty ? [] : Self.divider) + text
      }
      // A lede may be the text's first paragraph as well.
      if let lead, !text.starts(with: lead) {
        text = lead + (text.isEmpty ? [] : Self.divider) + text
      }
      if text.isEmpty { return nil }
      return JSONBlock(
        text: text, isSpan: name.map(JSONBlock.spanTypes.contains) ?? !holdsList,
        isTitle: isInList && name == "title")
    }

    private static func isHeading(_ type: String) -> Bool {
      ["head", "title", "section"].contains { type.contains($0) }
    }
    private static let divider: [UInt8] = [0x0A, 0x0A]
  }

  static func joined(_ blocks: [JSONBlock], by divider: [UInt8]) -> [UInt8] {
    Array(blocks.map(\.text).joined(separator: divider))
  }
}
