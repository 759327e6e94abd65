/// Style sheets and scripts by their look: what browsers save beside a page, whatever it is called.
enum ForeignCode {
  private static let brace = UInt8(ascii: "{")

  /// `/*! licence */ body{margin:0}`, `@media print {`.
  static func isStyleSheet(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
    // `<style>`: a page may begin with one, and a style sheet never does.
    guard head.first != UInt8(ascii: "<"),
      head.first == UInt8(ascii: "@") || ByteRuns.first(brace, in: head, from: 0) != nil
    else { return false }
    let text = withoutComments(head)
    if ["@charset", "@import", "@media", "@font-face", ":root"].contains(where: text.hasPrefix) {
      return true
    }
    guard let open = text.firstIndex(of: "{") else { return false }
    let rest = text[open...].dropFirst()
    let property = rest.prefix { $0 != ":" && $0 != "}" }.filter { !$0.isWhitespace }
    return open > text.startIndex && text[..<open].utf8.count <= longestSelector
      && text[..<open].allSatisfy { $0.isASCII && !"=\"<".contains($0) }
      && !property.isEmpty && property.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "-") }
      && rest.contains("}") && isDense(text)
  }

  /// `(function(){…`, `"use strict"`, `const a = `, `#!/bin/sh`, `<?php`.
  static func isScript(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
    if head.starts(with: "#!".utf8) || head.starts(with: "<?php".utf8) { return true }
    guard ByteRuns.first(UInt8(ascii: "("), in: head, from: 0) != nil,
      ByteRuns.first(UInt8(ascii: ";"), in: head, from: 0) != nil
        || ByteRuns.first(brace, in: head, from: 0) != nil
    else { return false }
    let text = withoutComments(head)
    guard openings.contains(where: text.hasPrefix) else { return false }
    return isDense(text)
  }

  private static let longestSelector = 200
  private static let openings = [
    "(function", "!function", "+function", "(()=>", "(() =>", "(async", "\"use strict\"",
    "'use strict'", "function", "window.", "document.", "self.", "jQuery(", "$(", "export ",
    "module.exports", "define(", "require(", "webpack", "if(", "if (", "try{", "try {", "var ",
    "let ", "const ", "import ", "class ", "(self", "this.", "async ",
  ]

  /// Of code every tenth letter or so is one of these marks, of prose every hundredth.
  private static func isDense(_ text: Substring) -> Bool {
    let sample = text.utf8.prefix(2000)
    let marks = sample.count { byte in "{}();=:[]".utf8.contains(byte) }
    return marks * 25 >= sample.count
  }

  /// What stands behind leading comments, white space and semicolons.
  private static func withoutComments(_ head: UnsafeBufferPointer<UInt8>) -> Substring {
    var rest = head[...]
    while true {
      rest = rest.drop { $0 <= 0x20 || $0 == UInt8(ascii: ";") }
      if rest.starts(with: "/*".utf8) {
        while !rest.isEmpty, !rest.starts(with: "*/".utf8) { rest = rest.dropFirst() }
        rest = rest.dropFirst(2)
      } else if rest.starts(with: "//".utf8) {
        rest = rest.drop { $0 != 0x0A }
      } else {
        return Substring(String(decoding: rest, as: UTF8.self))
      }
    }
  }
}
