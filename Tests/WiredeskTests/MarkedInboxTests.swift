import Foundation
import Glibc
import TestSupport
import Testing

extension RealProgramTests {
  @Suite("An inbox that waits for marks")
  struct MarkedInboxTests {
    private func marked() throws -> (desk: Desk, daemon: Running) {
      let desk = try Desk()
      let toml = desk.root.appending(path: "marked.toml")
      try """
      spool = "\(desk.state.path)"
      [[inbox]]
      path = "\(desk.inbox.path)"
      complete = "marked"
      """.write(to: toml, atomically: false, encoding: .utf8)
      let daemon = try Running(["run", "--config", toml.path, "--state", desk.state.path])
      try eventually("it answers: \(daemon.errors)", isTrue: { (try? desk.live()) != nil })
      return (desk, daemon)
    }

    private func shell(_ line: String, in desk: Desk) throws {
      let ended = try Running(
        ["-ec", "cd \"$1\"; \(line)", "sh", desk.inbox.path], program: "/bin/sh"
      )
      .end(within: .seconds(30))
      try #require(ended.code == 0, "\(ended.errors)")
    }

    @Test("checksums of the usual tools are believed, and go with their files")
    func checksums() throws {
      let (desk, daemon) = try marked()
      let tools = ["md5", "sha1", "sha256", "sha512"]
      for tool in tools {
        try shell(
          "echo 'The \(tool) bridge of Kelmore is closed.' >\(tool).txt; "
            + "\(tool)sum \(tool).txt >\(tool).txt.\(tool)", in: desk)
      }
      // BSD's form, and a mark besides.
      try shell(
        "echo 'The last bridge of Kelmore is closed.' >tag.txt; : >tag.txt.ok; "
          + "sha256sum --tag tag.txt >tag.txt.sha256", in: desk)
      // A name that is a digest itself, of another file.
      try shell(
        "n=0123456789abcdef0123456789ABCDEF; echo 'A bridge without a name opens.' >$n; "
          + "md5sum --tag $n >$n.md5", in: desk)
      // OpenSSL's form of such a name, certutil's, old certutil's in pairs, and one below a comment.
      try shell(
        "n=fedcba9876543210fedcba9876543210; echo 'A second bridge without a name.' >$n; "
          + "echo \"MD5($n)= $(md5sum <$n | cut -d' ' -f1)\" >$n.md5", in: desk)
      for (number, print) in [
        "printf 'MD5 hash of 00112233445566778899aabbccddeeff:\\r\\n%s\\r\\nCertUtil: done.\\r\\n' $d",
        "printf 'MD5 of %s:\\n%s\\n' x \"$(echo $d | sed 's/../& /g')\"",
        "printf '# by a tool\\n#\\n%s *x.txt\\n' $d", "printf 'MD5 %s\\n' $d",
      ].enumerated() {
        try shell(
          "n=form-\(number).txt; echo 'Bridge \(number) of Kelmore, with a form.' >$n; "
            + "d=$(md5sum <$n | cut -d' ' -f1); \(print) >$n.md5", in: desk)
      }
      try eventually("all are stored: \(daemon.errors)") { try desk.account().stored == 11 }
      #expect(desk.files(below: desk.inbox).isEmpty)
      try eventually("all are in done/") { desk.files(below: desk.done).count == 11 }
      #expect(try daemon.stop().code == 0)
    }

    @Test(
      "a file that is another than its checksum says waits and is told; without a mark it waits")
    func differs() throws {
      let (desk, daemon) = try marked()
      try shell(
        // The checksum is there before its file, which is another from its first moment on.
        "echo 'The first bridge of Kelmore.' | md5sum | sed 's/-/a.txt/' >.in.sum; "
          + "echo 'The first bridge of Kelmore, and more.' >.in.a; "
          + "mv .in.sum a.txt.md5; mv .in.a a.txt; echo 'The second bridge of Kelmore.' >b.txt",
        in: desk)
      let told = try eventually("both are told: \(daemon.errors)") {
        let status = try desk.ask("status")
        return status.code == 4 && status.output.contains("checksum-differs")
          && status.output.contains("neither a mark nor a checksum lies beside it") ? status : nil
      }
      #expect(told.output.contains("'a.txt'") && told.output.contains("'a.txt.md5'"))
      #expect(try desk.account().waiting == 2)
      try shell("md5sum a.txt >a.txt.md5; : >b.txt.done", in: desk)
      try eventually(within: .seconds(60), "both are stored") { try desk.account().stored == 2 }
      #expect(try daemon.stop().code == 0)
    }

    @Test("what retry puts back and ingest hands over needs nobody's mark")
    func ours() throws {
      let (desk, daemon) = try marked()
      try shell("printf '\\0\\1\\2\\3\\0\\1\\2\\3' >x.bin; : >x.bin.done", in: desk)
      try eventually("it has failed") { try desk.account().failed == 1 }
      #expect(try desk.ask("retry", "x.bin").code == 0)
      try eventually("it has failed again") { try desk.account().failed == 2 }
      let given = desk.root.appending(path: "given.txt")
      try "The third bridge of Kelmore is open.\n".write(
        to: given, atomically: false, encoding: .utf8)
      #expect(try desk.ask("ingest", given.path).code == 0)
      try eventually("it is stored") { try desk.account().stored == 1 }
      #expect(desk.files(below: desk.inbox).isEmpty)
      #expect(try daemon.stop().code == 0)
    }
  }
}
