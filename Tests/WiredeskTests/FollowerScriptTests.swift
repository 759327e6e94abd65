import Foundation
import Glibc
import TestSupport
import Testing

extension RealProgramTests {
  @Suite("The followers of the manual")
  struct FollowerScripts {
    /// Takes what is posted, one line each, and refuses every third.
    private static let receiver = """
      import http.server, sys
      class Receiver(http.server.BaseHTTPRequestHandler):
          count = 0
          def do_POST(self):
              body = self.rfile.read(int(self.headers['Content-Length']))
              Receiver.count += 1
              taken = Receiver.count % 3 != 0
              if taken:
                  with open(sys.argv[1], 'ab') as file: file.write(body)
              self.send_response(204 if taken else 503)
              self.end_headers()
          def log_message(self, *words): pass
      server = http.server.HTTPServer(('127.0.0.1', 0), Receiver)
      print(server.server_port, flush=True)
      server.serve_forever()
      """

    private struct Line: Decodable { var event: Int64 }

    private func events(_ text: String) throws -> [Int64] {
      try text.split(separator: "\n").map {
        try JSONDecoder().decode(Line.self, from: Data($0.utf8)).event
      }
    }

    /// A desk with four articles, and a folder for PATH with the program in it.
    private func followed() throws -> (desk: Desk, tools: URL) {
      let desk = try Desk()
      for (index, text) in [Reports.ferry, Reports.barge, Reports.ferryAgain, Reports.inquiry]
        .enumerated()
      {
        try desk.drop("\(index).json", Reports.record(text, source: "wire-\(index)"))
        #expect(try desk.once().code == 0)
      }
      let tools = desk.root.appending(path: "bin")
      try FileManager.default.createDirectory(at: tools, withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: tools.appending(path: "wiredesk").path,
        withDestinationPath: try #require(Program.path))
      return (desk, tools)
    }

    @Test(
      "the one over HTTP, killed and refused, posts every event in order, the last perhaps twice")
    func http() throws {
      var random = SplitMix(seed: UInt64(getpid()))
      let (desk, tools) = try followed()
      let taken = desk.root.appending(path: "taken.jsonl")
      let receiver = try Running(
        ["-c", Self.receiver, taken.path], program: "/usr/bin/python3")
      let port = try eventually("it listens: \(receiver.errors)") {
        Int(receiver.output.split(separator: "\n").first ?? "")
      }
      let script = Repository.root.appending(path: "docs/followers/post.py").path
      let whole = try events(desk.ask("watch", "--json", "--after", "0", "--once").output)
      #expect(whole.count >= 4)
      func told() throws -> [Int64] {
        let text = (try? String(contentsOf: taken, encoding: .utf8)) ?? ""
        // The last line may be half written.
        return try events(String(text[..<(text.lastIndex(of: "\n") ?? text.startIndex)]))
      }
      var kills = 0
      while try told().last != whole.last {
        let before = try told().count
        let follower = try Running(
          [
            script, desk.state.path, "http://127.0.0.1:\(port)/",
            desk.root.appending(path: "cursor").path,
          ], environment: ["PATH": "\(tools.path):/usr/bin:/bin"], program: "/usr/bin/python3")
        try eventually("it goes on: \(follower.errors)") { try told().count > before }
        usleep(UInt32(random.next() % 30_000))
        try follower.killNow()
        kills += 1
      }
      let all = try told()
      #expect(Set(all) == Set(whole) && all == all.sorted(), "\(all)")
      #expect(all.count - whole.count <= kills)
    }

    @Test(
      "the one into PostgreSQL, killed, ends with every event once",
      .enabled(
        if: PostgreSQL.isThere,
        "no PostgreSQL with python3-psycopg2, or not root: scripts/setup servers"))
    func postgres() throws {
      var random = SplitMix(seed: UInt64(getpid()))
      let (desk, tools) = try followed()
      let whole = try events(desk.ask("watch", "--json", "--after", "0", "--once").output)
      let server = try PostgreSQL()
      defer { server.stop() }
      let script = Repository.root.appending(path: "docs/followers/postgres.py").path
      func told() throws -> [Int64] {
        try server.ask("SELECT event FROM desk_event ORDER BY event").split(separator: "\n")
          .compactMap { Int64($0) }
      }
      while try told() != whole {
        let before = try told().count
        let follower = try Running(
          [script, desk.state.path, server.connection],
          environment: ["PATH": "\(tools.path):/usr/bin:/bin"], program: "/usr/bin/python3")
        try eventually("it goes on: \(follower.errors)") { try told().count > before }
        usleep(UInt32(random.next() % 30_000))
        try follower.killNow()
      }
      #expect(
        try server.ask("SELECT count(DISTINCT article) FROM desk_event WHERE kind = 'article'")
          == "4")
      let headlines = try server.ask(
        "SELECT told->'article'->>'headline' FROM desk_event WHERE kind = 'article' ORDER BY event LIMIT 1"
      )
      #expect(Reports.ferry.hasPrefix(headlines), "\(headlines)")
    }
  }
}
