import NewsText
import Testing

@Suite("A script that a language is never written in")
struct LanguageScriptTests {
  @Test(
    "it overrules the label, be it one sentence",
    arguments: [
      ("en", "Городской совет в четверг утвердил план ремонта трамвайной линии.", "ru"),
      ("ja", "시의회는 목요일 낡은 다리 두 개를 폐쇄하고 강 위에 새로운 보행자 다리를 건설하기로 의결했다고 밝혔다.", "ko"),
      ("de", "Το δημοτικό συμβούλιο ενέκρινε την Πέμπτη το σχέδιο για τη γέφυρα.", "el"),
      ("fr", "מועצת העיר אישרה ביום חמישי את התוכנית לחידוש השוק הישן במרכז העיר.", "he"),
      ("zh-cn", "北川市の議会は二十日、老朽化した市民会館を取り壊し、跡地に図書館と公園を整備する計画を可決した。", "ja"),
      (
        "ja",
        "东湖市议会星期四通过决议，将关闭两座旧桥，并在河上修建一座新的步行桥，工程预计明年三月开始。市长表示，新桥将使居民步行到火车站的时间缩短十分钟，费用由市政府和铁路公司共同承担，老桥将在明年夏天拆除，届时公共汽车将改道行驶。",
        "zh"
      ),
    ])
  func overruled(tag: String, text: String, language: String) {
    #expect(LanguageGuess.overruling(tag, text: text) == language)
  }

  @Test(
    "a name, a title, a language of several scripts and one that nobody knows keep theirs",
    arguments: [
      ("en", "Московский Комсомолец"),
      ("sr", "Градско веће је у четвртак усвојило план обнове трамвајске пруге."),
      ("uz", "Шаҳар кенгаши пайшанба куни трамвай йўлини таъмирлаш режасини тасдиқлади."),
      ("ja", "市議会、橋閉鎖可決"), ("zh-tw", "市議會星期四通過決議，將關閉兩座舊橋，並在河上修建一座新的步行橋，工程預計明年三月開始，市長表示。"),
      ("uk", "Міська рада у четвер затвердила план ремонту трамвайної лінії, повідомили в мерії."),
    ])
  func kept(tag: String, text: String) {
    #expect(LanguageGuess.overruling(tag, text: text) == nil)
  }
}
