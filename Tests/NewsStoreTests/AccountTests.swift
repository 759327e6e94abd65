import NewsModel
import TestSupport
import Testing

@testable import NewsStore

@Suite("Account")
struct AccountTests {
  @Test("after any run of deposits, some undone, every tally equals a count", arguments: 1...8)
  func tallies(seed: UInt64) throws {
    struct Undone: Error {}
    var random = SplitMix(state: seed)
    let folder = try Folder()
    let store = try folder.writer()
    var text: UInt64 = 0
    var finished = 0
    for _ in 0..<12 {
      do {
        var ended = 0
        try store.transaction { writer in
          let inbox = ["/in/a", "/in/b"][Int(random.next() % 2)]
          let batch = try writer.openBatch(
            inbox: inbox, name: "b", at: Timestamp(milliseconds: 1))
          for file in 0..<Int(1 + random.next() % 3) {
            let deposit = try writer.newDeposit("\(file)", batch: batch, inbox: inbox)
            for _ in 0..<random.next() % 4 {
              text += 1
              let last = writer.lastArticleID
              let any = Verdict.allCases[Int(random.next() % 5)]
              let verdict = last.rawValue == 0 ? .original : any
              try writer.store(
                Sample(
                  text: TextDigest(high: text, low: 0), verdict: verdict,
                  of: verdict == .original ? nil : last), in: deposit)
            }
            try writer.countUnchanged(deposit, Int(random.next() % 3))
            for ordinal in 0..<Int(random.next() % 3) {
              try writer.insertRejection(
                Rejection(.empty, "no text"), of: deposit, ordinal: ordinal + 1)
            }
            if random.next() % 4 > 0 {
              try writer.finish(deposit, Outcome.allCases[Int(random.next() % 4)])
              ended += 1
            }
          }
          if random.next() % 4 == 0 { throw Undone() }
        }
        finished += ended
      } catch is Undone {}
    }
    // Deposits left open end in a later transaction, some of them twice.
    for batch in try store.reader.openBatches() {
      for open in batch.deposits where open.end == nil {
        try store.transaction { writer in
          text += 1
          try writer.store(Sample(text: TextDigest(high: text, low: 0)), in: open.id)
          try writer.finish(open.id, .failed)
          try writer.finish(open.id, .partial)
        }
        finished += 1
      }
    }
    #expect(try store.reader.verify(.thorough).isEmpty)
    let accounts = try store.reader.account()
    let ends = accounts.map { $0.stored + $0.unchanged + $0.partial + $0.failed }
    #expect(ends.reduce(0, +) == finished)
    #expect(accounts.allSatisfy { $0.open == 0 })
    let articles = try folder.number("SELECT count(*) FROM article")
    #expect(accounts.map(\.articles.stored).reduce(0, +) == articles)
  }

  @Test("a tally that was changed behind the store's back is found")
  func wrongTally() throws {
    let folder = try Folder()
    let store = try folder.writer()
    try store.transaction { writer in
      let deposit = try writer.newDeposit("a")
      try writer.store(Sample(), in: deposit)
      try writer.finish(deposit)
    }
    #expect(try store.reader.verify(.thorough).isEmpty)
    try store.transaction { writer in
      try writer.db.run("UPDATE tally SET value = 2 WHERE kind = 'article.original'")
    }
    let problems = try store.reader.verify(.thorough)
    #expect(problems.count == 1 && problems[0].contains("article.original"))
    #expect(try store.reader.verify(.quick).isEmpty)
  }

  @Test("a replayed file is known by batch and name, with how far it got")
  func replay() throws {
    let folder = try Folder()
    let store = try folder.writer()
    let name = FileName(bytes: [0xFF, 0x2F, 0xFE, 0x0A])
    let batch = try store.transaction { writer in
      let batch = try writer.openBatch(
        inbox: "/in", name: "17", at: Timestamp(milliseconds: 1))
      let deposit = try writer.insertDeposit(
        NewDeposit(
          batch: batch, inbox: "/in", source: "s", name: name, claim: nil, sizeBytes: 1 << 40,
          content: nil, received: Timestamp(milliseconds: 5)))
      for low in 1...3 {
        try writer.store(Sample(text: TextDigest(high: 1, low: UInt64(low))), in: deposit)
      }
      try writer.storeProgress(deposit, recordOffset: 3, nil)
      return batch
    }
    try store.transaction { writer in
      let known = try #require(try writer.knownDeposit(batch, name))
      #expect(known.recordOffset == 3 && known.end == nil && known.counts.original == 3)
      #expect(known.deposit.name == name && known.deposit.sizeBytes == 1 << 40)
      #expect(try writer.knownDeposit(batch, FileName("other")) == nil)
      #expect(try writer.knownDeposit(BatchID(rawValue: 99), name) == nil)
      try writer.finishDeposit(
        known.id,
        DepositEnd(
          outcome: .partial, format: "jsonl", content: ContentDigest(bytes: Array(0..<32)),
          code: "syntax", message: "line 4", finished: Timestamp(milliseconds: 9)))
    }
    let open = try store.reader.openBatches()
    #expect(open.map(\.name) == ["17"])
    let deposit = try #require(open.first?.deposits.first)
    #expect(deposit.end?.outcome == .partial && deposit.end?.code == "syntax")
    #expect(deposit.deposit.content == ContentDigest(bytes: Array(0..<32)))
    #expect(try store.reader.deposits(named: name) == [deposit])
    #expect(try store.reader.articles(of: deposit.id, limit: 10).count == 3)
    try store.transaction { try $0.closeBatches([batch], at: Timestamp(milliseconds: 10)) }
    #expect(try store.reader.openBatches().isEmpty)
  }

  @Test("the same claimed file cannot enter twice")
  func uniqueDeposit() throws {
    let folder = try Folder()
    let store = try folder.writer()
    #expect {
      try store.transaction { writer in
        let batch = try writer.openBatch(inbox: "/in", name: "b", at: Timestamp(milliseconds: 1))
        _ = try writer.newDeposit("a", batch: batch)
        _ = try writer.newDeposit("a", batch: batch)
      }
    } throws: {
      ($0 as? StoreFailure)?.reason == .statement
    }
  }

  @Test("a flood of rejections is counted in full, its first thousand kept")
  func rejections() throws {
    let folder = try Folder()
    let store = try folder.writer()
    let id = try store.transaction { writer in
      let deposit = try writer.newDeposit("a")
      for ordinal in 1...1500 {
        try writer.insertRejection(
          Rejection(.tooLarge, "big", locator: "line \(ordinal)", limit: "x 1"), of: deposit,
          ordinal: ordinal)
      }
      // Told again after a crash: neither kept nor counted twice.
      try writer.insertRejection(Rejection(.empty, "other"), of: deposit, ordinal: 1)
      return deposit
    }
    let kept = try store.reader.rejections(of: id)
    #expect(kept.count == 1000 && kept.map(\.ordinal) == Array(1...1000))
    #expect(kept[0].code == "too-large" && kept[0].limit == "x 1" && kept[6].locator == "line 7")
    #expect(try store.reader.deposit(id)?.counts.rejected == 1500)
  }

  @Test("a left file is remembered by inbox and name until it is forgotten")
  func seenFiles() throws {
    let folder = try Folder()
    let store = try folder.writer()
    let file = SeenFile(
      device: 1, inode: -2, sizeBytes: 3, modifiedNanoseconds: 4, changedNanoseconds: 5,
      content: ContentDigest(bytes: Array(repeating: 6, count: 32)))
    let name = FileName("a.txt")
    try store.transaction { try $0.storeSeenFile(file, inbox: "/in", name: name) }
    #expect(try store.reader.seenFile(inbox: "/in", name: name) == file)
    #expect(try store.reader.seenFile(inbox: "/other", name: name) == nil)
    try store.transaction { try $0.storeSeenFile(nil, inbox: "/in", name: name) }
    #expect(try store.reader.seenFile(inbox: "/in", name: name) == nil)
  }
}
