import NewsModel
import Testing

@Suite("Timestamp")
struct TimestampTests {
  @Test(
    "a time is read as UTC and written back in one form",
    arguments: [
      ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"),
      ("2026-11-22T09:30:00+01:00", "2026-11-22T08:30:00Z"),
      ("2026-11-22T09:30:00-0530", "2026-11-22T15:00:00Z"),
      ("2026-11-22 09:30", "2026-11-22T09:30:00Z"),
      ("2026-11-22", "2026-11-22T00:00:00Z"),
      ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500Z"),
      ("2000-02-29T12:00:00.123456Z", "2000-02-29T12:00:00.123Z"),
      ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
    ])
  func readsAndWrites(text: String, canonical: String) {
    #expect(Timestamp(rfc3339: text)?.rfc3339 == canonical)
  }

  @Test(
    "what is no time is nil",
    arguments: [
      "", "2026", "2026-13-01", "2026-02-29", "2026-11-22T25:00:00Z", "2026-11-22T09:30:00X",
      "2026-11-22T09:30:00Zjunk", "22 Nov 2026", "2026-11-22T09:30:00+1",
    ])
  func refuses(text: String) { #expect(Timestamp(rfc3339: text) == nil) }

  @Test("every day of eight centuries has one date and comes back from it")
  func civilDates() throws {
    for day in Int64(-146_097)...146_097 {
      let date = Timestamp(milliseconds: day * 86_400_000).civilDate
      #expect(Timestamp.day(year: date.year, month: date.month, day: date.day) == day)
    }
  }
}
