import Foundation
import NewsModel

/// The sandbox of wiredesk.service, or of wiredesk@NAME.service for a further desk: does it show the daemon the folders that are configured.
struct UnitChecks {
  static let unitFolders = ["/etc/systemd/system", "/run/systemd/system", "/lib/systemd/system"]
  /// What the unit itself shows.
  static func shown(to unit: String) -> [String] {
    let name = unit.replacing("@", with: "-")
    return ["/var/spool/\(name)", "/var/lib/\(name)"]
  }

  private let desk: DeskFolders
  init(_ desk: DeskFolders) { self.desk = desk }

  var findings: [Finding] {
    guard let unit = desk.unit else {
      return [Finding("unit", .note, "no unit is for this desk: it is started by hand")]
    }
    let file = unit == "wiredesk" ? "wiredesk.service" : "wiredesk@.service"
    guard Self.unitFolders.contains(where: { isThere("\($0)/\(file)") }) else {
      return [Finding("unit", .note, "\(file) is not installed")]
    }
    let paths = Self.shown(to: unit) + Self.dropInPaths(of: unit)
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
        remedy: Self.dropIn(for: roots, of: unit))
    ]
  }

  private func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// Folders that drop-ins show; a leading `-` and a target after `:` left out.
  static func dropInPaths(of unit: String) -> [String] {
    var paths: [String] = []
    let units = unit == "wiredesk" ? [unit] : [unit, "wiredesk@"]
    for folder in unitFolders.flatMap({ folder in units.map { "\(folder)/\($0).service.d" } }) {
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
  static func dropIn(for folders: [String], of unit: String) -> String {
    let homes = ["/home/", "/root/", "/run/user/"]
    let isHome = folders.contains { folder in homes.contains(where: folder.hasPrefix) }
    let list = folders.map { $0.replacing(" ", with: "\\x20") }.joined(separator: " ")
    return """
      mkdir -p /etc/systemd/system/\(unit).service.d
      cat >/etc/systemd/system/\(unit).service.d/folders.conf <<'END'
      [Unit]
      RequiresMountsFor=\(list)
      [Service]
      BindPaths=\(list)
      NoExecPaths=\(folders.map { "+" + $0.replacing(" ", with: "\\x20") }.joined(separator: " "))\(
      isHome ? "\nProtectHome=no" : "")
      END
      systemctl daemon-reload && systemctl restart \(unit)
      """
  }
}
