package import NewsBytes

extension FileName {
  /// What lies in an inbox and is no copy: unfinished files, and what programs put beside the files that
  /// people give them. Case does not count.
  package static let leftAloneNames = unfinishedNames + besideNames + replacedNames

  /// Whether a path is left alone: its name, or that of a folder on the way. `.` and `..` are no names.
  package var isLeftAlone: Bool {
    bytes.split(separator: 0x2F).map(Array.init).contains { part in
      part != [0x2E] && part != [0x2E, 0x2E] && Self.leftAloneNames.contains { $0.matches(part) }
    }
  }

  /// What writers call a file they have not finished: dot-files (rsync's
  /// `.name.XXXXXX`, `.in.*`, `.pureftpd-upload.*`, `.syncthing.*`, `.goutputstream-*` and editors'
  /// swap files among them), backups, browsers' and transfer programs' partial and control files, office
  /// locks, `#inode` of proftpd, nginx's uploads with their number.
  private static let unfinishedNames =
    patterns([
      ".*", "*~", "*.tmp", "*.temp", "*.0000[0-9][0-9][0-9][0-9][0-9][0-9]", "~$*", "#[0-9]*",
    ]) + patterns(unfinishedSuffixes.map { "*" + $0 })

  /// What download and transfer programs put behind the name that a file is to have, while it comes.
  private static let unfinishedSuffixes = [
    ".part", ".partial", ".filepart", ".crdownload", ".download", ".opdownload", ".uploading",
    ".inprogress", ".incomplete", ".aria2", ".aria2__temp", ".lftp-pget-status",
  ]

  /// The name that an unfinished file is to have; nil for one that is none.
  package var finished: FileName? {
    for suffix in Self.unfinishedSuffixes where bytes.count > suffix.utf8.count {
      let end = bytes.suffix(suffix.utf8.count).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
      guard end.elementsEqual(suffix.utf8) else { continue }
      let name = FileName(bytes: bytes.dropLast(suffix.utf8.count))
      return name.last.bytes.isEmpty ? nil : name
    }
    return nil
  }

  /// What network storage, Windows, macOS and download tools put beside every file or into every folder:
  /// thumbnails, streams, icons, recycle bins, snapshots, checksums, signatures, marks that a file is done; and what
  /// mail servers keep in a maildir.
  private static let besideNames = patterns([
    "@eadir", "*@synoeastream", "*@synoresource", "@tmp", "@recycle", "@recently-snapshot",
    "#recycle",
    "#snapshot", "$recycle.bin", "system volume information", "lost+found",
    "network trash folder", "temporary items", "__macosx", "desktop.ini", "thumbs.db",
    "ehthumbs.db",
    "icon\r", "*:zone.identifier", "*:zone.identifier:$data", "*.md5", "*.sha1", "*.sha256",
    "*.sha512",
    "*.sfv", "*.sig", "*.done", "*.ready", "dovecot-uidlist*", "dovecot.index*",
    "dovecot-keywords*",
    "maildirfolder", "maildirsize", "courierimap*",
  ])

  /// Copies that editors make of what they replace, and `sed -i` while it writes: `sedXXXXXX` with at least
  /// one capital or digit, since six small letters may be a word.
  private static let replacedNames =
    patterns(["*.bak"])
    + (0..<6).map { place in
      NamePattern("sed" + (0..<6).map { $0 == place ? "[A-Z0-9]" : "[A-Za-z0-9]" }.joined())
    }

  private static func patterns(_ names: [String]) -> [NamePattern] {
    names.map { NamePattern($0, ignoresCase: true) }
  }
}
