import NewsModel
import Testing

@testable import NewsFormats

/// Days as newsrooms write them, in feeds and on pages alike.
@Suite("Days in many languages")
struct WrittenDayTests {
  static let days: [(text: String, day: String)] = [
    // Czech, Croatian, Polish: one word, two months.
    ("neděle 22. listopadu 2026", "2026-11-22"), ("22. ledna 2026", "2026-01-22"),
    ("5. září 2026", "2026-09-05"), ("22. studenoga 2026.", "2026-11-22"),
    ("22. listopada 2026.", "2026-10-22"), ("22 listopada 2026", "2026-11-22"),
    ("3. srpnja 2026.", "2026-07-03"), ("3. srpna 2026", "2026-08-03"),
    ("niedziela, 22 stycznia 2026", "2026-01-22"),
    // Hungarian, Romanian, Turkish, Indonesian
    ("2026. november 22.", "2026-11-22"), ("2026. szept. 2.", "2026-09-02"),
    ("duminică, 22 noiembrie 2026", "2026-11-22"), ("22 Kasım 2026", "2026-11-22"),
    ("22 KASIM 2026", "2026-11-22"), ("Minggu, 22 Agustus 2026", "2026-08-22"),
    ("22 Des 2026", "2026-12-22"),
    // Greek, Bulgarian, Ukrainian, Russian
    ("Κυριακή, 22 Νοεμβρίου 2026", "2026-11-22"), ("22 ΜΑΪΟΥ 2026", "2026-05-22"),
    ("22 Νοε 2026", "2026-11-22"), ("неделя, 22 ноември 2026 г.", "2026-11-22"),
    ("22 листопада 2026 року", "2026-11-22"), ("6 квітня 2026", "2026-04-06"),
    ("22 января 2026 г.", "2026-01-22"),
    // Arabic of Egypt, of the Levant and of the Maghreb; with its digits; both names.
    ("الأحد، 22 نوفمبر 2026", "2026-11-22"), ("22 تشرين الثاني 2026", "2026-11-22"),
    ("22 كانون الأول 2026", "2026-12-22"), ("22 آذار 2026", "2026-03-22"),
    ("22 غشت 2026", "2026-08-22"), ("٢٢ نوفمبر ٢٠٢٦", "2026-11-22"),
    ("22 تشرين الثاني/نوفمبر 2026", "2026-11-22"),
    // Hindi, with both digits and both spellings.
    ("रविवार, 22 नवंबर 2026", "2026-11-22"), ("२२ नवम्बर २०२६", "2026-11-22"),
    ("22 फ़रवरी 2026", "2026-02-22"), ("22 फरवरी 2026", "2026-02-22"),
    // Korean, Japanese, Chinese
    ("2026년 11월 22일", "2026-11-22"), ("2026年11月22日", "2026-11-22"),
    ("２０２６年１１月２２日", "2026-11-22"), ("2026 年 1 月 2 日", "2026-01-02"),
    // Vietnamese
    ("Chủ nhật, ngày 22 tháng 11 năm 2026", "2026-11-22"),
    ("22 Tháng Mười Một, 2026", "2026-11-22"), ("22 tháng năm năm 2026", "2026-05-22"),
    ("22 thg 11, 2026", "2026-11-22"),
    // As before.
    ("22 de noviembre de 2026", "2026-11-22"), ("22. Jänner 2026", "2026-01-22"),
    ("22 f\u{65}\u{301}vrier 2026", "2026-02-22"), ("22 fevrier 2026", "2026-02-22"),
  ]

  /// What looks like a day and may be another, or none: better no day than a wrong one.
  static let none = [
    "22. listopad 2026", "22 lip 2026", "22 srp 2026", "22 jui 2026", "11月22日", "令和8年11月22日",
    "令和13年11月22日", "115年11月22日", "22 tháng 13 năm 2026", "22 تشرين الأول/نوفمبر 2026",
    "22 آبان 1405", "۲۲ آبان ۱۴۰۵", "31. listopadu 2026", "29 febbraio 2026", "2026年13月1日",
    "22 ramadan 2026",
  ]

  private func feedDay(_ text: String) -> String? {
    let decoded = decode(
      Feeds.rss(
        """
        <item><title>Ferry is late</title><guid>1</guid><pubDate>\(text)</pubDate>
        <description>The ferry left the harbour late, because of fog.</description></item>
        """), as: "feed.xml")
    return decoded.articles.first?.published?.isoDay
  }

  private func pageDay(_ text: String) -> String? {
    let page = Pages.harbour.replacing("2026-11-22T09:30:00+01:00", with: text)
      .replacing(#""dateModified": "2026-11-22T10:00:00Z","#, with: "")
      .replacing(#"<time datetime="2026-11-22">22 November</time>"#, with: "")
      .replacing(
        "https://tidewater.example/2026/11/22/harbour", with: "https://tidewater.example/a"
      )
      .replacing(
        ##"{"@type": "WebPage", "@id": "#page", "datePublished": "2020-01-01"},"##, with: "")
    return decode(page, as: "page.html").articles.first?.published?.isoDay
  }

  @Test("a feed's pubDate names its day", arguments: days)
  func feeds(text: String, day: String) { #expect(feedDay(text) == day, "\(text)") }

  @Test("a page's day is the same", arguments: days)
  func pages(text: String, day: String) { #expect(pageDay(text) == day, "\(text)") }

  @Test("what could be another day, or is none, is not guessed", arguments: none)
  func nothing(text: String) {
    #expect(feedDay(text) == nil, "\(text)")
    #expect(pageDay(text) == nil, "\(text)")
  }

  @Test(
    "a feed's time is read in the way of its language",
    arguments: [
      ("22. studenoga 2026. u 09:30", "09:30:00"), ("neděle 22. listopadu 2026 v 9:30", "09:30:00"),
      ("2026. november 22., vasárnap 9:30", "09:30:00"),
      ("22 Νοε 2026, 9:30 μ.μ.", "21:30:00"), ("неделя, 22 ноември 2026 г., 09:30 ч.", "09:30:00"),
      ("22 ноября 2026 г. в 09:30 МСК", "06:30:00"), ("22 نوفمبر 2026 الساعة 09:30", "09:30:00"),
      ("2026년 11월 22일 일요일 오후 3:30", "15:30:00"), ("2026年11月22日(日) 9時30分", "09:30:00"),
      ("2026年11月22日 上午12:05", "00:05:00"), ("2026年11月22日 星期日 09:30:15", "09:30:15"),
      ("Minggu, 22 November 2026 09:30 WIB", "02:30:00"),
      ("Thứ Hai, 22/11/2026, 09:30", "09:30:00"), ("22 Nov 2026 – 09:30", "09:30:00"),
    ])
  func times(text: String, time: String) {
    let read = DateReader.timestamp(Array(text.utf8))?.rfc3339
    #expect(read == "2026-11-22T\(time)Z", "\(text)")
  }

  @Test("no name stands for two months")
  func table() {
    var months: [String: Int] = [:]
    for (index, line) in MonthNames.lines.enumerated() {
      for name in line.split(whereSeparator: \.isWhitespace) {
        let folded = DateLetters.folded(String(name))
        #expect(months[folded, default: index] == index, "\(name)")
        months[folded] = index
        #expect(MonthNames.month(folded) == Int64(index) + 1, "\(name)")
      }
    }
    #expect(months.count > 300)
  }
}
