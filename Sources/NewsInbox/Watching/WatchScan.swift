import Glibc
import NewsLinux
import NewsModel

extension WatchState {
  /// Reads at most one slice of each inbox's scan.
  mutating func advanceScans(_ now: Moment) {
    let time = now.monotonicNanoseconds
    for index in inboxes.indices where inboxes[index].root != nil {
      let isFullScanRunning = inboxes[index].scan.isActive && inboxes[index].scan.isFull
      if !isFullScanRunning, inboxes[index].wantsFullScan || inboxes[index].nextFullScan <= time {
        inboxes[index].beginFullScan(now: time)
      }
      if inboxes[index].scan.isActive { advanceScan(index, now) }
    }
  }

  private mutating func advanceScan(_ index: Int, _ now: Moment) {
    var budget = limits.scanSlice
    while inboxes[index].scan.isActive, budget > 0, !isFull {
      budget -= 1
      if inboxes[index].scan.oldest.isGivingOut {
        // It may have grown since it was listed.
        if let file = inboxes[index].scan.oldest.next() { look(at: file, now) }
      } else if !inboxes[index].scan.hasFolders {
        inboxes[index].scan.oldest.giveOut()
      } else {
        budget -= readFolder(index, atMost: budget, now)
        if inboxes[index].scan.oldest.age(now: now.monotonicNanoseconds) > limits.foundPatience {
          inboxes[index].scan.oldest.giveOut()
        }
      }
    }
    if !inboxes[index].scan.isActive, inboxes[index].endScan(now: Moment.now().monotonicNanoseconds)
    {
      counts.scans += 1
    }
  }

  /// Goes on with the present folder, or opens the next one.
  ///
  /// - Returns: names it has read.
  private mutating func readFolder(_ index: Int, atMost limit: Int, _ now: Moment) -> Int {
    // Moved out and back, so that the cursor's buffer is not copied.
    guard var reading = inboxes[index].scan.reading else {
      openNextFolder(index, now)
      return 0
    }
    inboxes[index].scan.reading = nil
    var names = 0
    do {
      while let entry = try reading.cursor.next() {
        counts.scannedNames += 1
        names += 1
        see(entry, in: reading, now)
        if names >= limit {
          inboxes[index].scan.reading = reading
          break
        }
      }
    } catch {
      inboxes[index].notWatched(error.description, now: now.monotonicNanoseconds)
    }
    return names
  }

  /// Opens the next folder and watches it, *then* lists it: a name that comes in between is seen
  /// twice rather than never.
  private mutating func openNextFolder(_ index: Int, _ now: Moment) {
    guard let root = inboxes[index].root, let path = inboxes[index].scan.nextFolder() else {
      return
    }
    let place = FolderPlace(inbox: index, path: path)
    do {
      let folder = try root.folder(path)
      if inboxes[index].trustsEvents {
        do {
          try folders.watch(folder, at: place)
        } catch {
          inboxes[index].notWatched(error.description, now: now.monotonicNanoseconds)
        }
      }
      inboxes[index].scan.reading = .init(
        place: place, folder: folder, cursor: try FolderCursor(folder))
    } catch {
      cannotEnter(place, error, now)
    }
  }

  private mutating func cannotEnter(
    _ place: FolderPlace, _ error: SystemError, _ now: Moment
  ) {
    switch error.number {
    case ENOENT, ENOTDIR, ELOOP:
      folders.drop(place)
    case EACCES, EPERM, EXDEV, ENAMETOOLONG:
      // No permission, another file system is mounted there, or it lies deeper than a path can say: listed,
      // and tried at each scan. The rest of the inbox is watched all the same.
      let file = InboxFile(inbox: place.inbox, name: FileName(bytes: place.path))
      inboxes[place.inbox].scan.passOver(file, .folder, cause: error.description)
    default:
      inboxes[place.inbox].notWatched(error.description, now: now.monotonicNanoseconds)
    }
  }

  /// One name of a listing.
  private mutating func see(
    _ entry: FolderCursor.Entry, in reading: InboxScan.Reading, _ now: Moment
  ) {
    let index = reading.place.inbox
    let filter = inboxes[index].inbox.filter
    var kind = entry.kind
    if kind == .unknown { kind = (try? reading.folder.facts(of: entry.name))?.kind ?? .unknown }
    let file = InboxFile(
      inbox: index, name: FileName(bytes: reading.place.child(entry.name)))
    if kind == .folder || kind == .regular, isLeftAlone(entry.name, kind, filter) {
      inboxes[index].scan.leftAlone += 1
      if kind == .regular { unfinished.note(file) }
      return
    }
    switch kind {
    case .folder:
      let place = FolderPlace(inbox: index, path: file.name.bytes)
      if filter.takesFolder(entry.name), !isMaildirTemporary(place) {
        inboxes[index].scan.add(file.name.bytes)
      }
    case .regular where isMaildirTemporary(reading.place): break
    case .regular: if filter.takesFile(entry.name) { seeFile(file, in: reading.folder, now) }
    case .unknown: break
    default:
      if filter.takesFile(entry.name) { inboxes[index].scan.passOver(file, kind) }
    }
  }

  private mutating func seeFile(_ file: InboxFile, in folder: Folder, _ now: Moment) {
    guard !tracker.knows(file) else { return }
    let found: FileFacts?
    do {
      found = try folder.facts(of: file.name.last.bytes)
    } catch {
      // The next scan looks again.
      return inboxes[file.inbox].scan.passOver(file, .regular, cause: error.description)
    }
    guard let facts = found else { return }
    if inboxes[file.inbox].inbox.mode == .leave, known.contains(file, facts) { return }
    inboxes[file.inbox].scan.found += 1
    inboxes[file.inbox].scan.oldest.add(
      .init(changed: facts.changedNanoseconds, file: file), now: now.monotonicNanoseconds)
  }

  /// For its name; not the spool, which is ours.
  private func isLeftAlone(
    _ name: [UInt8], _ kind: FileFacts.Kind, _ filter: Inbox.NameFilter
  ) -> Bool {
    if name.elementsEqual(Spool.nameInInbox.utf8) { return false }
    return kind == .folder ? !filter.takesFolder(name) : !filter.takesFile(name)
  }

  /// In a maildir, deliveries are written in tmp/ and then renamed or linked to new/ (maildir(5)): taking them
  /// early would fail the delivery.
  func isMaildirTemporary(_ place: FolderPlace) -> Bool {
    let path = FileName(bytes: place.path)
    guard path.last == FileName("tmp"), let root = inboxes[place.inbox].root else { return false }
    let above = path.folder.bytes
    return ["new", "cur"].allSatisfy { name in
      let sibling = above.isEmpty ? Array(name.utf8) : above + Array("/\(name)".utf8)
      // What cannot be looked at is not known to be one.
      return ((try? root.facts(of: sibling)) ?? nil)?.kind == .folder
    }
  }
}
