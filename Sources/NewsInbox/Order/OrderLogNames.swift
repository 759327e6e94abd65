import NewsBytes
package import NewsModel

extension OrderLog {
  /// By which names of its own a desk reads fields from here on, as a line of the order log: a rebuild reads each
  /// deposit by those that it was read by.
  ///
  /// Format: `fields`, the last deposit begun before, each name as `body=inhalt` with the name as `PercentText`,
  /// and a dot, divided by tabs. Without names, only the usual ones are known.
  package struct Names: Hashable, Sendable {
    package let after: DepositID
    /// By field, as the configuration has them; no list is empty.
    package let names: [String: [String]]

    package init(after: DepositID, names: [String: [String]]) {
      self.after = after
      self.names = names.filter { !$0.value.isEmpty }
    }

    private static let word = "fields"

    /// The names alone, as in the line; the same for the same names.
    package var text: String {
      names.sorted { $0.key < $1.key }.flatMap { field, names in
        names.map {
          "\(field)=\(String(decoding: PercentText.encode(Array($0.utf8)), as: UTF8.self))"
        }
      }.joined(separator: "\t")
    }

    var line: [UInt8] {
      let text = text
      return Array("\(Self.word)\t\(after.rawValue)\t\(text)\(text.isEmpty ? "" : "\t").\n".utf8)
    }

    /// Nil for what is no whole line of names.
    ///
    /// - Parameter line: without its line feed.
    init?(line: [UInt8]) {
      let fields = line.split(separator: 0x09, omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
      guard fields.count >= 3, fields[0] == Self.word, fields.last == ".",
        let after = Int64(fields[1]), after >= 0
      else { return nil }
      var names: [String: [String]] = [:]
      for pair in fields[2..<(fields.count - 1)] {
        guard let sign = pair.firstIndex(of: "="), sign > pair.startIndex,
          let name = PercentText.decode(Array(pair[sign...].dropFirst().utf8)), !name.isEmpty
        else { return nil }
        names[String(pair[..<sign]), default: []].append(String(decoding: name, as: UTF8.self))
      }
      self.init(after: DepositID(rawValue: after), names: names)
    }

    /// Whether a crash has cut it off: nothing is read by names that are not on record, so that nothing was lost.
    static func isCutOff(_ line: [UInt8]) -> Bool {
      let begun = Array("\(word)\t".utf8)
      return begun.starts(with: line)
        || line.starts(with: begun) && !line.reversed().starts(with: [0x2E, 0x09])
    }
  }
}
