package import NewsLinux
package import NewsModel

extension KeptFiles {
  /// The two folders of a spool in which files stay.
  package enum Place: String, CaseIterable, Sendable {
    case done
    case failed
  }

  /// A file in done/ or failed/, as a listing found it.
  package struct File: Hashable, Sendable {
    package var folder: KeptFiles.Place
    /// Below that folder.
    package var path: FileName
    package var facts: FileFacts

    /// Nanoseconds since 1970 of the rename that brought it here: nothing else changes it afterwards.
    var since: Int64 { facts.changedNanoseconds }
  }
}

extension KeptFiles.File {
  package var isReason: Bool {
    folder == .failed && path.bytes.suffix(ReasonFile.ending.count).elementsEqual(ReasonFile.ending)
  }

  /// For a reason: the file that it is about.
  package var explained: FileName {
    FileName(bytes: path.bytes.dropLast(ReasonFile.ending.count))
  }

  package func open(in spool: Spool) throws(SystemError) -> Descriptor {
    switch folder {
    case .done: try spool.done.openForReading(path.bytes)
    case .failed: try spool.failed.openForReading(path.bytes)
    }
  }

  /// In failed/: what its deposit may have been called. A record of a container is called
  /// `CONTAINER~NUMBER`, and a name that was taken got `~` and eight digits before its ending.
  package var depositNames: [FileName] {
    guard folder == .failed else { return [] }
    return Self.depositNames(ofStored: isReason ? explained : path)
  }

  /// What the deposit may have been called whose file was stored under a name; that name first.
  package static func depositNames(ofStored own: FileName) -> [FileName] {
    [own, own.withoutMark(inStem: true), own.withoutMark(inStem: false)].reduce(into: []) {
      if !$0.contains($1) { $0.append($1) }
    }
  }
}

extension FileName {
  /// Without the last `~…` of its name, with or without the ending kept.
  fileprivate func withoutMark(inStem: Bool) -> FileName {
    let name = last.bytes
    guard let mark = name.lastIndex(of: UInt8(ascii: "~")), mark > 0 else { return self }
    let dot = inStem ? name[mark...].firstIndex(of: UInt8(ascii: ".")) : nil
    let short = name[..<mark] + (dot.map { name[$0...] } ?? [])
    return FileName(bytes: folder.bytes + (folder.bytes.isEmpty ? [] : [0x2F]) + short)
  }
}
