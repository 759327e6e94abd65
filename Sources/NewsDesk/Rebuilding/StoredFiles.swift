import NewsAnswers
import NewsInbox
import NewsLinux
import NewsModel
import NewsText

/// Finds the files of recorded deposits again, each by its bytes: under the names that disposal gives,
/// else anywhere in done/ or claim/, since a person may have moved them. The bytes of one file serve any number of
/// deposits: of copies that came under several names, retention may have left one.
final class StoredFiles {
  private let spool: Folder
  private let spoolPath: [UInt8]
  private var used: Set<FileName> = []
  /// Every file below done/ and claim/, by its size; made when the first is not where it should be.
  private var bySize: [Int64: [FileName]]?
  /// Those of a size by their bytes; made when the first of that size is not where it should be.
  private var byDigest: [Int64: [ContentDigest: [FileName]]] = [:]
  /// Where inboxes are whose desk was moved, by the paths on record.
  private let pathsNow: [String: String]

  /// - Parameters:
  ///   - spoolPath: Where done/ and claim/ lie.
  ///   - pathsNow: Where inboxes are whose desk was moved, by the paths on record.
  /// - Throws: What keeps the spool from being opened.
  init(spoolPath: [UInt8], pathsNow: [String: String] = [:]) throws(SystemError) {
    self.spoolPath = spoolPath
    self.pathsNow = pathsNow
    spool = try Folder.open(spoolPath)
  }

  /// The deposit's file, open; nil when no file has its bytes. One that was given to no other deposit comes first.
  /// Cost: reads it once, and others of its size, once for all deposits, when it is not where it should be.
  func file(of entry: OrderLog.Entry, day: String) -> Descriptor? {
    guard let digest = entry.digest else { return nil }
    var places: [FileName]
    switch entry.place {
    case .nowhere: return nil
    case .done:
      places = Disposal.StoredNames.paths(
        in: Disposal.StoredNames.dayFolder(day), of: entry.name, digest: digest)
    case .failed: places = Disposal.StoredNames.paths(in: "failed", of: entry.name, digest: digest)
    case .left:
      // Without order/ a database that an earlier build has rebuilt does not tell whether a file was taken.
      return left(entry, digest) ?? open(firstUnused: alike(entry.sizeBytes, digest), entry, digest)
    }
    // Names are given in this order, so that the first gap is the end.
    let near = places.prefix(2) + places.dropFirst(2).prefix { exists($0) }
    return open(firstUnused: Array(near), entry, digest)
      ?? open(firstUnused: alike(entry.sizeBytes, digest), entry, digest)
  }

  private func open(
    firstUnused paths: [FileName], _ entry: OrderLog.Entry, _ digest: ContentDigest
  ) -> Descriptor? {
    let order = paths.filter { !used.contains($0) } + paths.filter(used.contains)
    return order.firstNonNil { open($0, entry, digest) }
  }

  /// Files anywhere in done/ and claim/ that have these bytes.
  private func alike(_ sizeBytes: Int64, _ digest: ContentDigest) -> [FileName] {
    if bySize == nil { bySize = index() }
    if byDigest[sizeBytes] == nil {
      let read = (bySize?[sizeBytes] ?? []).compactMap { path in
        content(of: path, in: spool, sizeBytes).map { ($0, path) }
      }
      byDigest[sizeBytes] = Dictionary(grouping: read, by: \.0).mapValues { $0.map(\.1) }
    }
    return byDigest[sizeBytes]?[digest] ?? []
  }

  /// Nil for one that cannot be read.
  private func content(
    of path: FileName, in folder: Folder, _ limitBytes: Int64
  ) -> ContentDigest? {
    guard let file = try? folder.openForReading(path.bytes), let bytes = try? DepositBytes(file)
    else { return nil }
    return try? bytes.finish(limitBytes: Int(clamping: limitBytes))
  }

  /// What lies in done/ and was not given: in the order of their change times, which disposal's rename
  /// has set. Names are paths below the day's folder.
  func unrecorded() -> [(file: Descriptor, name: FileName, facts: FileFacts)] {
    var found: [(path: FileName, facts: FileFacts)] = []
    walk(FileName("done")) { path, facts in
      if !used.contains(path) { found.append((path, facts)) }
    }
    found.sort {
      ($0.facts.changedNanoseconds, $0.path) < ($1.facts.changedNanoseconds, $1.path)
    }
    return found.compactMap { path, facts in
      // done/YYYY/MM/DD/ and the name; what cannot be opened is not to be had.
      let parts = path.bytes.split(separator: 0x2F, omittingEmptySubsequences: false)
      guard parts.count > 4, let file = try? spool.openForReading(path.bytes) else { return nil }
      return (file, FileName(bytes: parts[4...].joined(separator: [0x2F])), facts)
    }
  }

  /// Leave mode: in its inbox, if it has not been changed.
  private func left(_ entry: OrderLog.Entry, _ digest: ContentDigest) -> Descriptor? {
    let path = pathsNow[entry.inbox] ?? entry.inbox
    guard path.hasPrefix("/"), let inbox = try? Folder.open(Array(path.utf8)) else { return nil }
    return open(entry.name, in: inbox, entry, digest)
  }

  private func exists(_ path: FileName) -> Bool {
    ((try? spool.facts(of: path.bytes)) ?? nil) != nil
  }

  private func open(
    _ path: FileName, _ entry: OrderLog.Entry, _ digest: ContentDigest
  ) -> Descriptor? {
    guard let file = open(path, in: spool, entry, digest) else { return nil }
    used.insert(path)
    return file
  }

  /// Nil for another file, and for one that cannot be read: then another name may have its bytes.
  private func open(
    _ path: FileName, in folder: Folder, _ entry: OrderLog.Entry, _ digest: ContentDigest
  ) -> Descriptor? {
    guard let facts = (try? folder.facts(of: path.bytes)) ?? nil, facts.kind == .regular,
      facts.sizeBytes == entry.sizeBytes || entry.code == Rejection.Code.tooLarge.rawValue,
      content(of: path, in: folder, entry.sizeBytes) == digest
    else { return nil }
    return try? folder.openForReading(path.bytes)
  }

  private func index() -> [Int64: [FileName]] {
    var bySize: [Int64: [FileName]] = [:]
    for folder in ["done", "claim"] {
      walk(FileName(folder)) { path, facts in bySize[facts.sizeBytes, default: []].append(path) }
    }
    return bySize
  }

  private func walk(_ path: FileName, _ body: (FileName, FileFacts) -> Void) {
    // A folder that cannot be read has no file for us.
    guard let folder = try? spool.folder(path.bytes), let entries = try? folder.entries() else {
      return
    }
    for entry in entries.sorted(by: { $0.name.lexicographicallyPrecedes($1.name) }) {
      let below = FileName(bytes: path.bytes + [0x2F] + entry.name)
      switch (try? folder.facts(of: entry.name)) ?? nil {
      case .some(let facts) where facts.kind == .folder: walk(below, body)
      case .some(let facts) where facts.kind == .regular: body(below, facts)
      default: continue
      }
    }
  }
}

extension Sequence {
  fileprivate func firstNonNil<T>(_ body: (Element) -> T?) -> T? {
    for element in self { if let found = body(element) { return found } }
    return nil
  }
}
