//! Nouns: of categories, of scopes, and where they go without saying.

use super::words::{ADJECTIVES, CATEGORY_NOUNS, CONJUNCTIONS, IRREGULAR_PLURALS, look_up, words};

/// A noun of one or more words, in the singular.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noun {
    words: Vec<String>,
    /// Whether the plural is meant as well.
    any_number: bool,
}

impl Noun {
    /// A noun that stands for the thing and for several of them: a category's.
    pub fn of_any_number(noun: &str) -> Self {
        Self { words: words(noun), any_number: true }
    }

    /// A noun that stands for exactly one thing: a scope's.
    pub fn of_one(noun: &str) -> Self {
        Self { words: words(noun), any_number: false }
    }

    /// The noun's words.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// The number of words that the noun takes at the start of a text, where it stands there.
    pub fn length_at(&self, text: &[String]) -> Option<usize> {
        let here = text.get(..self.words.len()).filter(|here| !here.is_empty())?;
        let same =
            |(own, word): (&String, &String)| own == word || (self.any_number && *own == singular(word));
        self.words.iter().zip(here).all(same).then_some(here.len())
    }

    /// Whether a text is the noun and nothing else.
    pub fn is(&self, text: &[String]) -> bool {
        self.length_at(text) == Some(text.len())
    }

    /// Removes the noun from a text wherever a word follows that it can modify.
    fn drop_as_modifier(&self, text: &mut Vec<String>) {
        let mut at = 0;
        while at < text.len() {
            match self.length_at(&text[at..]) {
                Some(length) if text.get(at + length).is_some_and(|next| !is_conjunction(next)) => {
                    text.drain(at..at + length);
                }
                _ => at += 1,
            }
        }
    }
}

/// Whether a word joins two equal things: in "actions and workflows" the actions modify nothing.
fn is_conjunction(word: &str) -> bool {
    CONJUNCTIONS.contains(&word)
}

/// The nouns of a category: those of the list, else the category itself in the singular.
pub fn of_category(category: &str) -> Vec<Noun> {
    if let Some(nouns) = look_up(CATEGORY_NOUNS, category) {
        return nouns.iter().map(|noun| Noun::of_any_number(noun)).collect();
    }
    let noun: Vec<_> = words(category).iter().map(|word| singular(word)).collect();
    vec![Noun::of_any_number(&noun.join(" "))]
}

/// Removes nouns as modifiers: "organization secret" is a secret.
pub fn drop_modifiers(text: &mut Vec<String>, nouns: &[Noun]) {
    for noun in nouns {
        noun.drop_as_modifier(text);
    }
}

/// Removes the noun at the end of an object where only adjectives stand before it; behind another noun it is needed.
pub fn drop_head(object: &mut Vec<String>, nouns: &[Noun]) {
    let adjectives = object.iter().take_while(|word| ADJECTIVES.contains(&word.as_str())).count();
    // The noun may begin with an adjective of its own.
    let found = (0..=adjectives).find(|&start| nouns.iter().any(|noun| noun.is(&object[start..])));
    if let Some(start) = found {
        object.truncate(start);
    }
}

/// A word in the singular; a word that is no plural stays as it is.
pub fn singular(word: &str) -> String {
    if let Some(singular) = look_up(IRREGULAR_PLURALS, word) {
        return singular.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    if ["sses", "shes", "ches", "xes", "zes"].iter().any(|ending| word.ends_with(ending)) {
        return word[..word.len() - "es".len()].to_owned();
    }
    let plural = word.len() > 2
        && word.ends_with('s')
        && !["ss", "us", "is"].iter().any(|ending| word.ends_with(ending));
    if plural { word[..word.len() - 1].to_owned() } else { word.to_owned() }
}

/// Whether a word is a plural.
pub fn is_plural(word: &str) -> bool {
    singular(word) != word
}
