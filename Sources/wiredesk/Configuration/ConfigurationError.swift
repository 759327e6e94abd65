/// Why the configuration was refused: always names the file, where known the line and the key, and
/// what would be right. Exit code 2.
struct ConfigurationError: Error, CustomStringConvertible {
  var file: String
  var line: Int?
  var key: String?
  var problem: String
  var remedy: String

  var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    let subject = key.map { " \($0):" } ?? ""
    return "\(place):\(subject) \(problem); \(remedy)"
  }
}
