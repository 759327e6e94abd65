package import NewsModel

extension Disposal {
  /// The names under which a file may lie in done/ or failed/: its own, and those it was given because
  /// its own was taken.
  package enum StoredNames {
    /// - Parameters:
    ///   - folder: below the spool: `done/2026/11/22`, `failed`.
    ///   - name: as below its inbox.
    ///   - digest: of the content; the first eight digits stand in the names.
    /// - Returns: paths below the spool, the likeliest first, at most a hundred.
    package static func paths(
      in folder: String, of name: FileName, digest: ContentDigest
    ) -> [FileName] {
      let above = name.folder.bytes
      let base = Array("\(folder)/".utf8) + (above.isEmpty ? [] : above + [0x2F])
      return FreeNames(name.last.bytes, hash: digest.hex).map { FileName(bytes: base + $0) }
    }

    /// `done/2026/11/22` for `2026-11-22`.
    package static func dayFolder(_ day: String) -> String {
      "done/" + day.split(separator: "-").joined(separator: "/")
    }
  }
}
