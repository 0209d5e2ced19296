//! Titles: "Get a package for an organization" is a verb, an object and further chunks.

use super::noun::{self, Noun};
use super::words::{
    ARTICLES, AUXILIARIES, BRAND, METHOD_VERBS, PREPOSITIONS, VERB_SYNONYMS, VERBS, look_up, words,
};

/// The parts of a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// What the operation does: one word, or three ("create or update").
    pub verb: Vec<String>,
    /// What it does it to, with what and where. The first chunk is the object, and the only one without a preposition.
    pub chunks: Vec<Chunk>,
    /// What the title says in parentheses.
    pub aside: Vec<String>,
}

/// A part of a title up to the next preposition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chunk {
    /// The word that the chunk begins with; `None` for the object.
    pub preposition: Option<String>,
    /// The words behind it.
    pub words: Vec<String>,
}

impl Title {
    /// Reads a title; the HTTP method gives the verb where it has none, and the category's nouns are never cut into chunks.
    pub fn parse(title: &str, method: &str, nouns: &[Noun]) -> Self {
        let (title, aside) = set_aside_parentheses(without_notice(title));
        let (verb, rest) = split_verb(&english_words(&title), method);
        let (mut rest, aside) = (telling(rest), telling(english_words(&aside)));
        if verb == ["check"] {
            drop_condition(&mut rest);
        }
        rest.retain(|word| !AUXILIARIES.contains(&word.as_str()));
        let mut title = Self { verb, chunks: chunks(&rest, nouns), aside };
        title.read_get_as_list();
        title
    }

    /// The words behind the verb.
    pub fn words(&self) -> Vec<String> {
        self.chunks.iter().flat_map(|chunk| chunk.preposition.iter().chain(&chunk.words)).cloned().collect()
    }

    /// "Get list of packages" and "Get all packages" list packages.
    fn read_get_as_list(&mut self) {
        if self.verb != ["get"] {
            return;
        }
        let list = || vec!["list".to_owned()];
        match self.chunks.as_mut_slice() {
            [object, next, ..] if object.words == ["list"] && next.preposition.as_deref() == Some("of") => {
                next.preposition = None;
                self.chunks.remove(0);
                self.verb = list();
            }
            [object, ..] if object.words.first().is_some_and(|word| word == "all") => {
                object.words.remove(0);
                // In "codes of conduct" the number shows before the preposition.
                let head =
                    object.words.iter().take_while(|word| !PREPOSITIONS.contains(&word.as_str())).last();
                if head.is_some_and(|head| noun::is_plural(head)) {
                    self.verb = list();
                }
            }
            _ => {}
        }
    }
}

/// A title without the notice that the operation is closing down.
fn without_notice(title: &str) -> &str {
    const NOTICE: &str = "closing down";
    let title = title.trim();
    let is_notice = title.get(..NOTICE.len()).is_some_and(|start| start.eq_ignore_ascii_case(NOTICE));
    let rest = if is_notice { &title[NOTICE.len()..] } else { title };
    rest.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(')
}

/// A title without its parentheses, and what stood in them. A parenthesis that isn't closed is none.
fn set_aside_parentheses(title: &str) -> (String, String) {
    let (mut outside, mut inside, mut rest) = (String::new(), String::new(), title);
    while let Some((before, after)) = rest.split_once('(') {
        let Some((within, behind)) = after.split_once(')') else { break };
        outside = outside + before + " ";
        inside = inside + within + " ";
        rest = behind;
    }
    (outside + rest, inside)
}

/// The words of a text in English; of one with letters beyond ASCII none, as names could only garble them.
fn english_words(text: &str) -> Vec<String> {
    let is_foreign = text.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
    if is_foreign { Vec::new() } else { words(text) }
}

/// The words that tell one operation from another.
fn telling(mut words: Vec<String>) -> Vec<String> {
    words.retain(|word| !ARTICLES.contains(&word.as_str()) && word != BRAND);
    words
}

/// The verb of a title, and the words behind it.
fn split_verb(words: &[String], method: &str) -> (Vec<String>, Vec<String>) {
    let is_adverb = |word: &str| word.len() > "ly".len() && word.ends_with("ly");
    let words = match words {
        [adverb, rest @ ..]
            if is_adverb(adverb) && rest.first().is_some_and(|word| verb_of(word).is_some()) =>
        {
            rest
        }
        words => words,
    };
    if let [first, or, second, rest @ ..] = words
        && let (Some(first), "or", Some(second)) = (verb_of(first), or.as_str(), verb_of(second))
    {
        return (vec![first.to_owned(), or.clone(), second.to_owned()], rest.to_vec());
    }
    // A prefix with a hyphen makes a verb with the word behind it: "re-run".
    if let [prefix, verb, rest @ ..] = words
        && let "re" | "un" = prefix.as_str()
        && let Some(verb) = verb_of(&format!("{prefix}{verb}"))
    {
        return (vec![verb.to_owned()], rest.to_vec());
    }
    match words {
        [first, rest @ ..] if verb_of(first).is_some() => {
            (verb_of(first).into_iter().map(str::to_owned).collect(), rest.to_vec())
        }
        words => (vec![verb_of_method(method)], words.to_vec()),
    }
}

/// The verb that a word is, in the form that names take.
fn verb_of(word: &str) -> Option<&'static str> {
    let stems = [Some(word), word.strip_suffix('s'), word.strip_suffix("es")];
    let verb =
        stems.into_iter().flatten().find_map(|stem| VERBS.iter().find(|verb| **verb == stem).copied())?;
    Some(look_up(VERB_SYNONYMS, verb).unwrap_or(verb))
}

/// The verb for an HTTP method; one that isn't listed is a verb itself.
fn verb_of_method(method: &str) -> String {
    let method = method.trim().to_ascii_uppercase();
    match look_up(METHOD_VERBS, &method) {
        Some(verb) => verb.to_owned(),
        None if !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_uppercase()) => {
            method.to_ascii_lowercase()
        }
        None => "call".to_owned(),
    }
}

/// "Check if a user is blocked" checks `blocked`: the conjunction goes, and a subject of one word.
fn drop_condition(words: &mut Vec<String>) {
    if !words.first().is_some_and(|word| word == "if" || word == "whether") {
        return;
    }
    words.remove(0);
    if words.get(1).is_some_and(|word| AUXILIARIES.contains(&word.as_str())) {
        words.remove(0);
    }
}

/// Cuts words at prepositions. A preposition with nothing behind it is dropped.
fn chunks(words: &[String], nouns: &[Noun]) -> Vec<Chunk> {
    let mut chunks = vec![Chunk::default()];
    let mut rest = words;
    while let [word, behind @ ..] = rest {
        let unbroken = nouns.iter().find_map(|noun| noun.length_at(rest));
        match chunks.last_mut() {
            Some(chunk) if unbroken.is_some() || !PREPOSITIONS.contains(&word.as_str()) => {
                let (own, behind) = rest.split_at(unbroken.unwrap_or(1));
                chunk.words.extend_from_slice(own);
                rest = behind;
            }
            _ => {
                chunks.push(Chunk { preposition: Some(word.clone()), words: Vec::new() });
                rest = behind;
            }
        }
    }
    chunks.retain(|chunk| chunk.preposition.is_none() || !chunk.words.is_empty());
    chunks
}
