"""Questions that mean harm: none may be understood as a command."""

WORDS = ["\"", "'", "''", "\"\"", "a\"b", "*", "a*", "^a", "a^", "-a", "a -b", "+a", "a + b", "a AND", "OR", "AND OR NOT", "NOT a",
         "a NOT", "NEAR(a b)", "NEAR(a b, 5", "NEAR/3", "(", ")", "((a)", "a)", "{a b}: c", "headline:", "headline: a",
         "-headline: a", "{headline body} : a", "body : NEAR(", "a OR 1=1", "'; DROP TABLE article; --", "\\", "\\0",
         "a\\\"b", "%", "_", "%n%s", "$(id)", "`id`", "<script>", "\x1b[31m", "a\nb", "\t", "\u202e", "\u0301", "\ufeff", "\U0010ffff",
         "\udcff", ";", "--", "/*", "*/", "#", "?1", ":a", "@a", "NULL", "x" * 100_000, "a " * 20_000, "(" * 10_000,
         "\"" * 9_999, "a OR " * 5_000, "NEAR(" * 2_000]

NUMBERS = ["1 OR 1=1", "-1", "0", "99999999999999999999", "S", "S-1", "S99999999999999999999", "1;2", "'1'", "0x1", "1e9", "",
           " ", "\u0661", "../1", "%s", "\x1b"]
