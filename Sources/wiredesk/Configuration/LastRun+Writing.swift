import NewsAnswers
import NewsDesk
import NewsLinux

extension LastRun {
  /// Leaves word in the state folder of what this run watches: the old word or the new one stands there.
  func write(in state: String) throws {
    let folder = try Folder.open(Array(state.utf8))
    let (name, temporary) = (Array("desk.json".utf8), Array("desk.json.new".utf8))
    // Left by a death in between, or not there.
    try? folder.unlink(temporary)
    let file = try folder.createFile(temporary, permissions: 0o644)
    try file.write(Array(text.utf8))
    try file.sync()
    try folder.replace(name, by: temporary)
  }
}

extension DeskSettings {
  /// With the names of fields that the last `run` on a state folder had: what is read again, or beside it, is
  /// read alike. Without its word, as configured.
  func readingAlike(in state: String) throws -> DeskSettings {
    var settings = self
    if let fields = try LastRun.read(in: state)?.fields { settings.ownFieldNames = fields }
    return settings
  }
}
