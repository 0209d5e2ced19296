//! Ways to break a line.

/// A way to break a line: its name, and what becomes of the line; `None` where the line has nothing to break so.
pub(super) struct Way {
    pub(super) name: &'static str,
    pub(super) apply: fn(&str) -> Option<Vec<String>>,
}

macro_rules! ways {
    ($($name:literal: $apply:expr;)+) => {
        pub(super) const WAYS: &[Way] = &[$(Way { name: $name, apply: $apply }),+];
    };
}

ways! {
    "delete": |_| Some(Vec::new());
    "repeat": |line| Some(vec![line.to_owned(); 2]);
    "garble the letters": |line| one(line.chars().map(|c| if c.is_ascii_alphabetic() { 'x' } else { c }).collect());
    "cut in half": |line| one(line[..half(line)].to_owned());
    "cut the last character": |line| one(without_last(line));
    "cut the first character": |line| one(format!("{}{}", blanks(line), rest(line.trim_start())));
    "put in upper case": |line| one(line.to_uppercase());
    "indent by two": |line| one(format!("  {line}"));
    "indent by six": |line| one(format!("      {line}"));
    "indent two less": |line| one(line.strip_prefix("  ")?.to_owned());
    "drop the code marks": |line| one(line.replace('`', ""));
    "quote instead of code": |line| one(line.replace('`', "'"));
    "drop the bold marks": |line| one(line.replace("**", ""));
    "drop the bullet": |line| one(format!("{}{}", blanks(line), bullet(line)?));
    "another bullet": |line| one(format!("{}+ {}", blanks(line), bullet(line)?));
    "a numbered bullet": |line| one(format!("{}1. {}", blanks(line), bullet(line)?));
    "square brackets": |line| one(line.replace('(', "[").replace(')', "]"));
    "drop a parenthesis": |line| one(line.replacen(')', "", 1));
    "drop the colons": |line| one(line.replace(':', ""));
    "end in a colon": |line| one(format!("{line}:"));
    "semicolons for commas": |line| one(line.replace(", ", "; "));
    "an unknown remark": |line| one(format!("{line} (beta)"));
    "a remark about being required": |line| one(format!("{line} (required unless archived)"));
    "an unknown constraint": |line| one(format!("{line}, sensitive"));
    "a constraint about the type": |line| one(format!("{line}, nullable"));
    "required in other words": |line| one(line.replace("required", "mandatory"));
    "a misspelt type": |line| one(line.replace("string", "strnig").replace("integer", "intgeer").replace("object", "objetc"));
    "null in other words": |line| one(line.replace(" or null", "?"));
    "one mark more": |line| one(format!("{}{line}", line.chars().next().filter(|c| matches!(c, '#' | '`'))?));
    "one mark less": |line| one(line.strip_prefix(['#', '`'])?.to_owned());
    "a line of prose before it": |line| Some(vec!["Something new.".to_owned(), line.to_owned()]);
    "a heading before it": |line| Some(vec![String::new(), "### Something new".to_owned(), String::new(), line.to_owned()]);
    "a bullet before it": |line| Some(vec![format!("{}* something new", blanks(line)), line.to_owned()]);
    "an open fence before it": |line| Some(vec!["```text".to_owned(), line.to_owned()]);
    "in two lines": |line| Some(vec![line[..half(line)].to_owned(), line[half(line)..].to_owned()]);
    "as HTML": |line| one(format!("<div>{line}</div>"));
}

#[expect(clippy::unnecessary_wraps, reason = "it is what a way gives")]
fn one(line: String) -> Option<Vec<String>> {
    Some(vec![line])
}

fn half(line: &str) -> usize {
    let blanks = line.len() - line.trim_start().len();
    let middle = blanks + (line.len() - blanks).div_ceil(2);
    (middle..=line.len()).find(|at| line.is_char_boundary(*at)).unwrap_or(line.len())
}

fn without_last(line: &str) -> String {
    let mut chars = line.chars();
    chars.next_back();
    chars.as_str().to_owned()
}

fn rest(text: &str) -> &str {
    let mut chars = text.chars();
    chars.next();
    chars.as_str()
}

fn blanks(line: &str) -> &str {
    &line[..line.len() - line.trim_start().len()]
}

fn bullet(line: &str) -> Option<&str> {
    let line = line.trim_start();
    line.strip_prefix("* ").or_else(|| line.strip_prefix("- "))
}
