import Foundation

/// Where this checkout and the test data beside it lie.
enum Repository {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let fixtures = root.appending(path: "Tests/Fixtures")

  /// `../shared` of the checkout, or of a folder further up; nil when there is none.
  static let shared: URL? = {
    var folder = root
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let found = folder.appending(path: "shared")
      if FileManager.default.fileExists(atPath: found.appending(path: "data/seeds").path) {
        return found
      }
    }
    return nil
  }()
}
