extension FeedEntry {
  /// The children of an entry that mean nothing here, for one without any text. Events and names are those
  /// that it was read with.
  func passedOver(_ events: XMLEvents, _ names: FeedNames) -> PassedOver {
    var rest = PassedOver(noun: "element", isNameable: false)
    var depth = 0
    var child: (name: String, text: [UInt8])?
    for event in events.events {
      switch event {
      case .start(let name, _):
        depth += 1
        if depth == 2, names.meaning(of: name) == nil, mayBeText(names[name]) {
          child = (names[name].written, [])
        }
        child?.text.append(0x20)
      case .text(let range): child?.text += events.bytes[range]
      case .end:
        depth -= 1
        if depth == 1, let ended = child {
          rest.note(ended.name, ended.text)
          child = nil
        }
      }
    }
    return rest
  }
  /// What a namespace that is known keeps beside its texts is none: lyrics of a song, a podcast's rating.
  private func mayBeText(_ name: XMLName) -> Bool {
    let space = FeedNamespace(name)
    return (space == nil || space == .core) && !PassedOver.isOther(name.local)
  }
}
