import NewsLinux

/// Which files of inboxes in leave mode have been read as they are: device, inode, size, mtime and
/// ctime a name.
///
/// It only saves work, the content is the identity. So it is compact, 16 bytes a name: hash of the
/// name → hash of the facts, both keyed by a secret of this process. Two names in one slot make both be
/// read again; that a changed file passes for the old one has a chance of 2^-64.
struct IdentityCache: Sendable {
  private var seen: [UInt64: UInt64] = [:]
  /// Beyond this many files, the rest is read at each scan.
  let limit: Int
  init(limit: Int = 1_000_000) { self.limit = limit }
  var count: Int { seen.count }

  func contains(_ file: InboxFile, _ facts: FileFacts) -> Bool {
    seen[hash(file)] == hash(facts)
  }

  mutating func insert(_ file: InboxFile, _ facts: FileFacts) {
    let key = hash(file)
    if seen.count < limit || seen[key] != nil { seen[key] = hash(facts) }
  }

  private func hash(_ file: InboxFile) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(file)
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }

  private func hash(_ facts: FileFacts) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(facts.device)
    hasher.combine(facts.inode)
    hasher.combine(facts.sizeBytes)
    hasher.combine(facts.modifiedNanoseconds)
    hasher.combine(facts.changedNanoseconds)
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }
}
