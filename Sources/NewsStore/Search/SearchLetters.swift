/// Letters of Greek, Cyrillic and Arabic that some copy writes with a sign and some without: `Αθήνα` and `ΑΘΗΝΑ`,
/// `Королёв` and `Королев`, `أحمد` and `احمد`. `unicode61` folds Latin accents alone. й and ї are letters of their own.
enum SearchLetters {
  static func plain(_ letter: Unicode.Scalar) -> String? {
    switch letter.value {
    case 0x370...0x451, 0x620...0x6FF, 0x1F00...0x1FFF: table[letter]
    default: nil
    }
  }

  /// Each word: the plain letter, then those that become it.
  private static let table: [Unicode.Scalar: String] = {
    let words = """
      αά εέ ηή ιίϊΐ οό υύϋΰ ωώ ΑΆ ΕΈ ΗΉ ΙΊΪ ΟΌ ΥΎΫ ΩΏ σς её ЕЁ اأإآٱ هة يىی كک
      ΑἈἉἊἋἌἍἎἏᾈᾉᾊᾋᾌᾍᾎᾏᾸᾹᾺΆᾼ ΕἘἙἚἛἜἝῈΈ ΗἨἩἪἫἬἭἮἯᾘᾙᾚᾛᾜᾝᾞᾟῊΉῌ ΙἸἹἺἻἼἽἾἿῘῙῚΊ ΟὈὉὊὋὌὍῸΌ ΡῬ ΥὙὛὝὟῨῩῪΎ
      ΩὨὩὪὫὬὭὮὯᾨᾩᾪᾫᾬᾭᾮᾯῺΏῼ αἀἁἂἃἄἅἆἇὰάᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ εἐἑἒἓἔἕὲέ ηἠἡἢἣἤἥἦἧὴήᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ
      ιἰἱἲἳἴἵἶἷὶίιῐῑῒΐῖῗ οὀὁὂὃὄὅὸό ρῤῥ υὐὑὒὓὔὕὖὗὺύῠῡῢΰῦῧ ωὠὡὢὣὤὥὦὧὼώᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ
      """
    var table: [Unicode.Scalar: String] = [:]
    for word in words.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      guard let plain = word.unicodeScalars.first else { continue }
      for letter in word.unicodeScalars.dropFirst() { table[letter] = String(plain) }
    }
    return table
  }()
}
