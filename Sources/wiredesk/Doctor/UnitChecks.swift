import Foundation
import NewsModel

/// The sandbox of wiredesk.service: does it show the daemon the folders that are configured.
struct UnitChecks {
  static let unitFolders = ["/etc/systemd/system", "/run/systemd/system", "/lib/systemd/system"]
  /// What the unit itself shows.
  static let shown = ["/var/spool/wiredesk", "/var/lib/wiredesk"]

  private let desk: DeskFolders
  init(_ desk: DeskFolders) { self.desk = desk }

  var findings: [Finding] {
    let units = Self.unitFolders.map { "\($0)/wiredesk.service" }
    guard desk.state == Configuration().state, units.contains(where: isThere) else {
      return [Finding("unit", .note, "wiredesk.service is not installed, or not for this desk")]
    }
    let paths = Self.shown + Self.dropInPaths()
    let hidden = desk.all.filter { folder in
      !paths.contains { folder == $0 || folder.hasPrefix($0 + "/") }
    }
    if hidden.isEmpty { return [Finding("unit", .ok, "the unit lets the daemon see every folder")] }
    // The spool beside an inbox comes with it.
    let roots = hidden.filter { folder in !hidden.contains { folder.hasPrefix($0 + "/") } }
    return [
      Finding(
        "unit", .problem,
        "the unit's sandbox hides \(roots.joined(separator: ", ")) from the daemon",
        remedy: Self.dropIn(for: roots))
    ]
  }

  private func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// Folders that drop-ins show; a leading `-` and a target after `:` left out.
  static func dropInPaths() -> [String] {
    var paths: [String] = []
    for folder in unitFolders.map({ "\($0)/wiredesk.service.d" }) {
      // Most often there is none.
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for name in names where name.hasSuffix(".conf") {
        let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
        paths += boundPaths(in: String(decoding: bytes, as: UTF8.self))
      }
    }
    return paths
  }

  static func boundPaths(in dropIn: String) -> [String] {
    dropIn.split(separator: "\n").flatMap { line -> [String] in
      guard let value = line.firstRange(of: "BindPaths="), value.lowerBound == line.startIndex
      else { return [] }
      return line[value.upperBound...].split(separator: " ").map { path in
        String(path.drop { $0 == "-" || $0 == "+" }.prefix { $0 != ":" })
      }
    }
  }

  /// Ready to be pasted into a shell.
  static func dropIn(for folders: [String]) -> String {
    let homes = ["/home/", "/root/", "/run/user/"]
    let isHome = folders.contains { folder in homes.contains(where: folder.hasPrefix) }
    let list = folders.map { $0.replacing(" ", with: "\\x20") }.joined(separator: " ")
    return """
      mkdir -p /etc/systemd/system/wiredesk.service.d
      cat >/etc/systemd/system/wiredesk.service.d/folders.conf <<'END'
      [Unit]
      RequiresMountsFor=\(list)
      [Service]
      BindPaths=\(list)
      NoExecPaths=\(folders.map { "+" + $0.replacing(" ", with: "\\x20") }.joined(separator: " "))\(
      isHome ? "\nProtectHome=no" : "")
      END
      systemctl daemon-reload && systemctl restart wiredesk
      """
  }
}
