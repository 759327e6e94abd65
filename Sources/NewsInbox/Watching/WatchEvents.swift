import NewsLinux
import NewsModel

extension WatchState {
  /// Takes what inotify has, until nothing is left or the ready names are too many.
  mutating func readEvents(_ now: Moment) {
    // 16 buffers are about a full kernel queue; then other work has its turn.
    for _ in 0..<16 where !isFull {
      guard let events = try? inotify?.read(), !events.isEmpty else { return }
      counts.events += events.count
      for event in events { take(event, now) }
    }
  }

  private mutating func take(_ event: Inotify.Event, _ now: Moment) {
    if event.isOverflow {
      // A state, not an error: nobody knows what was lost, and the scan is the truth anyway.
      counts.overflows += 1
      for index in inboxes.indices { inboxes[index].wantsFullScan = true }
      return
    }
    guard let place = folders.place(of: event.watch) else { return }
    inboxes[place.inbox].eventsSinceScan += 1
    if event.isWatchRemoved {
      folders.forget(event.watch)
    } else if event.isFolderGone {
      folderWent(place, now.monotonicNanoseconds)
    } else if event.isFolder {
      if inboxes[place.inbox].inbox.filter.takesFolder(event.name) {
        inboxes[place.inbox].scan.add(place.child(event.name))
      }
    } else {
      let file = InboxFile(inbox: place.inbox, name: FileName(bytes: place.child(event.name)))
      takeFile(file, event, in: place, now)
    }
  }

  private mutating func takeFile(
    _ file: InboxFile, _ event: Inotify.Event, in place: FolderPlace, _ now: Moment
  ) {
    guard inboxes[place.inbox].inbox.filter.takesFile(event.name) else {
      unfinished.note(file)
      if inboxes[place.inbox].inbox.waitsForMark { wake(file, now) }
      return
    }
    // Its tmp/ may have been made before new/ and cur/, and then it is watched.
    if isMaildirTemporary(place) { return }
    if event.isRenamedIn {
      follow(tracker.renamedIn(file, now: now), file, now)
    } else if event.isClosed || event.isCreated {
      follow(tracker.written(file, now: now), file, now)
    }
  }

  /// A mark or a checksum has come, or changed: its file may be complete now.
  private mutating func wake(_ mark: InboxFile, _ now: Moment) {
    guard let name = Mark.file(of: mark.name) else { return }
    let file = InboxFile(inbox: mark.inbox, name: name)
    follow(tracker.written(file, now: now), file, now)
  }

  /// The watched folder was moved, removed or unmounted. A move may have been heard of already at
  /// its new place, which then has the watch.
  private mutating func folderWent(_ place: FolderPlace, _ time: Int64) {
    if place.path.isEmpty {
      checkRoot(place.inbox, time)
      return
    }
    let isThere = (try? inboxes[place.inbox].root?.facts(of: place.path))?.kind == .folder
    if isThere {
      // The same name again, perhaps another folder: reading it sets the watch right.
      inboxes[place.inbox].scan.add(place.path)
    } else {
      folders.drop(place)
    }
  }
}
