//! One operation's name: what of its title is worth saying, and what to say where that is too long.

use super::Operation;
use super::noun::{self, Noun};
use super::path::{identified_noun, path_words, remaining_parameters};
use super::scope::Scope;
use super::title::{Chunk, Title};
use super::words::{self, CALLERS, TIES, snake_case};

/// The longest name that is taken as it is, in words; a verb of three words counts as one.
const GOOD_LENGTH: usize = 5;
/// The longest name that is taken where the path gives no better one.
const FAIR_LENGTH: usize = 6;
/// The lengths of a path's name that is taken instead of a long title's; a shorter one says too little.
const PATH_LENGTHS: std::ops::RangeInclusive<usize> = 3..=4;

/// What a name usually leaves out, and says to be told from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What the title has in parentheses.
    Aside,
    /// The noun of the scope.
    Scope,
    /// The noun of the category.
    Category,
    /// The title's chunks in full, however long the name gets.
    Length,
}

/// The name of an operation by its title. It is an identifier whatever the title is.
pub fn by_title(operation: &Operation<'_>, details: &[Detail]) -> String {
    let name = title_name(operation, details);
    if words::is_identifier(&name) {
        return name;
    }
    let with_noun = title_name(operation, &[details, &[Detail::Category]].concat());
    if words::is_identifier(&with_noun) {
        return with_noun;
    }
    // The title doesn't hold the category's noun, so it is put behind the keyword.
    let nouns = noun::of_category(operation.category);
    let noun = nouns.first().map(|noun| snake_case(noun.words())).filter(|noun| !noun.is_empty());
    format!("{with_noun}_{}", noun.as_deref().unwrap_or("operation"))
}

/// The name of an operation by its path.
pub fn by_path(operation: &Operation<'_>) -> String {
    let verb = Title::parse(operation.title, operation.method, &[]).verb;
    let path = path_words(operation, &verb);
    let name = snake_case(&[verb, path].concat());
    if words::is_identifier(&name) { name } else { by_title(operation, &[]) }
}

/// The name by the title, which may be a keyword.
fn title_name(operation: &Operation<'_>, details: &[Detail]) -> String {
    let nouns = noun::of_category(operation.category);
    let mut title = Title::parse(operation.title, operation.method, &nouns);
    let verb = title.verb.clone();
    let says_nothing = title.words().is_empty();
    drop_known(&mut title.chunks, operation, &nouns, details);
    let mut rest = if says_nothing {
        path_words(operation, &verb)
    } else if details.contains(&Detail::Length) {
        title.words()
    } else {
        shortened(operation, &verb, &mut title)
    };
    if details.contains(&Detail::Aside) {
        rest.extend(title.aside);
    }
    // The handle says the verb already in `search().code()`.
    let behind_verb = snake_case(&rest);
    if verb == words::words(operation.category) && words::is_identifier(&behind_verb) {
        return behind_verb;
    }
    snake_case(&[verb, rest].concat())
}

/// Removes what the scope, the handle and the caller's token say already.
fn drop_known(chunks: &mut Vec<Chunk>, operation: &Operation<'_>, nouns: &[Noun], details: &[Detail]) {
    let each_of_one = |nouns: &[&str]| nouns.iter().map(|noun| Noun::of_one(noun)).collect::<Vec<_>>();
    let scope = Scope::of(operation.path).scope;
    let says_category = details.contains(&Detail::Category) || scope.says_noun_of(operation.category);
    let category_nouns = if says_category { &[] } else { nouns };
    let scope_nouns = each_of_one(if details.contains(&Detail::Scope) { &[] } else { scope.nouns() });
    let callers = each_of_one(CALLERS);

    // From the last chunk on, as a chunk may be tied to the one behind it: "for a package | owned | by an organization".
    for index in (0..chunks.len()).rev() {
        let words = &mut chunks[index].words;
        noun::drop_modifiers(words, &scope_nouns);
        noun::drop_modifiers(words, category_nouns);
        if index == 0 {
            if scope_nouns.iter().any(|noun| noun.is(words)) {
                words.clear();
            }
            noun::drop_head(words, category_nouns);
        } else if callers.iter().chain(&scope_nouns).chain(category_nouns).any(|noun| noun.is(words)) {
            drop_chunk(chunks, index);
        }
    }
}

/// Removes a chunk, and what ties the one before it to it.
fn drop_chunk(chunks: &mut Vec<Chunk>, index: usize) {
    chunks.remove(index);
    if let Some(before) = index.checked_sub(1).and_then(|index| chunks.get_mut(index))
        && before.words.last().is_some_and(|word| TIES.contains(&word.as_str()))
    {
        before.words.pop();
    }
}

/// What is said behind the verb: the title where it is short, else the path or a part of the title.
fn shortened(operation: &Operation<'_>, verb: &[String], title: &mut Title) -> Vec<String> {
    let length = |words: &[String]| 1 + words.len();
    if length(&title.words()) <= GOOD_LENGTH {
        return title.words();
    }
    let path = path_words(operation, verb);
    if PATH_LENGTHS.contains(&length(&path)) {
        return path;
    }
    let mut parameters: Vec<_> =
        remaining_parameters(operation.path).into_iter().map(identified_noun).collect();
    parameters.retain(|noun| !noun.is_empty());
    while length(&title.words()) > GOOD_LENGTH
        && title.chunks.len() > 1
        && title.chunks.last().is_some_and(|chunk| parameters.iter().any(|noun| chunk.words.ends_with(noun)))
    {
        let last = title.chunks.len() - 1;
        drop_chunk(&mut title.chunks, last);
    }
    let title = title.words();
    let path_is_better = length(&path) >= *PATH_LENGTHS.start() && length(&path) < length(&title);
    if length(&title) > FAIR_LENGTH && path_is_better { path } else { title }
}
