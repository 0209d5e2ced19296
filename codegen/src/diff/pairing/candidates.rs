//! Endpoints with another method or path, known by title, parameters, replies and page.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::Pair;
use super::likeness::{dice, overlap, words};
use crate::model::{Api, Endpoint, Kind, Location, Method, PathPart, SchemaId};

/// From which score on two endpoints are the same.
const ENOUGH: f64 = 70.0;
/// How much the best candidate has to be ahead of the next one, so that nothing is paired by chance.
const AHEAD: f64 = 3.0;
/// Blocks of more candidates say nothing: a title or shape that many share.
const LARGEST_BLOCK: usize = 24;
/// From how many names on a shape tells endpoints apart by itself.
const TELLING: usize = 5;

/// Pairs what is left of both sides, where one candidate is clearly the best for both.
pub(super) fn moved(
    old: &Api,
    new: &Api,
    removed: &[usize],
    added: &[usize],
    same_language: bool,
) -> Vec<Pair> {
    let olds: Vec<Look<'_>> = removed.iter().filter_map(|at| Look::new(old, *at)).collect();
    let news: Vec<Look<'_>> = added.iter().filter_map(|at| Look::new(new, *at)).collect();
    let mut scored: Vec<(f64, usize, usize)> = candidates(&olds, &news, same_language)
        .into_iter()
        .map(|(a, b)| (score(&olds[a], &news[b], same_language), a, b))
        .filter(|(score, ..)| *score >= ENOUGH - AHEAD)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut pairs = Vec::new();
    let (mut used_old, mut used_new) = (HashSet::new(), HashSet::new());
    for (at, (score, a, b)) in scored.iter().enumerate() {
        if *score < ENOUGH || used_old.contains(a) || used_new.contains(b) {
            continue;
        }
        let close = scored[at + 1..].iter().take_while(|(other, ..)| score - other < AHEAD);
        let rivals: Vec<(usize, usize)> = close
            .map(|(_, x, y)| (*x, *y))
            .filter(|(x, y)| (x == a && !used_new.contains(y)) || (y == b && !used_old.contains(x)))
            .collect();
        used_old.insert(*a);
        used_new.insert(*b);
        if rivals.is_empty() {
            pairs.push(Pair { old: olds[*a].at, new: news[*b].at, confidence: percent(*score) });
        }
        // What cannot be told apart stays without a partner, on both sides.
        used_old.extend(rivals.iter().map(|(x, _)| *x));
        used_new.extend(rivals.iter().map(|(_, y)| *y));
    }
    pairs
}

/// What is known of an endpoint, taken out once.
struct Look<'a> {
    at: usize,
    endpoint: &'a Endpoint,
    numbered: String,
    title: BTreeSet<String>,
    segments: BTreeSet<String>,
    parameters: BTreeSet<(Location, &'a str)>,
    fields: BTreeSet<&'a str>,
    statuses: BTreeSet<u16>,
}

impl<'a> Look<'a> {
    fn new(api: &'a Api, at: usize) -> Option<Self> {
        let endpoint = api.endpoints.get(at)?;
        let named = |place| endpoint.parameters_in(place).map(move |one| (place, one.name.as_str()));
        let body = endpoint.body.iter().flat_map(|body| api.schemas.get(*body).fields());
        let mut fields = BTreeSet::new();
        for response in endpoint.responses.iter().filter(|response| (200..300).contains(&response.status)) {
            for schema in &response.schemas {
                names(api, *schema, 0, &mut fields);
            }
        }
        Some(Self {
            at,
            endpoint,
            numbered: endpoint.path.numbered(),
            title: title(&endpoint.title),
            segments: segments(endpoint),
            parameters: named(Location::Path)
                .chain(named(Location::Query))
                .chain(body.map(|member| (Location::Body, member.name.as_str())))
                .collect(),
            fields,
            statuses: endpoint.responses.iter().map(|response| response.status).collect(),
        })
    }

    /// What endpoints of one shape have in common, if that is enough to tell them from others.
    fn shape(&self) -> Option<Vec<String>> {
        let sent = self.parameters.iter().filter(|(place, _)| *place != Location::Path);
        let sent = sent.map(|(place, name)| format!("{} {name}", place.as_str()));
        let shape: Vec<String> = sent.chain(self.fields.iter().map(ToString::to_string)).collect();
        (shape.len() >= TELLING).then_some(shape)
    }
}

/// The words of a title without the notice that an endpoint is closing down.
fn title(title: &str) -> BTreeSet<String> {
    let lower = title.to_lowercase();
    let plain = ["closing down - ", "deprecated - ", "deprecated: "]
        .iter()
        .find_map(|notice| lower.strip_prefix(notice))
        .unwrap_or(&lower);
    words(plain)
}

fn segments(endpoint: &Endpoint) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for part in endpoint.path.parts() {
        match part {
            PathPart::Literal(text) => {
                found.extend(text.split('/').filter(|part| !part.is_empty()).map(str::to_owned));
            }
            PathPart::Placeholder(name) => {
                found.insert(format!("{{{name}}}"));
            }
        }
    }
    found
}

/// The names of what a reply holds, whatever lists and unions are around it.
fn names<'a>(api: &'a Api, schema: SchemaId, depth: usize, found: &mut BTreeSet<&'a str>) {
    let schema = api.schemas.get(schema);
    match &schema.kind {
        Kind::Array(Some(items)) if depth < 3 => names(api, *items, depth + 1, found),
        Kind::Union { variants, .. } if depth < 3 => {
            for variant in variants {
                names(api, *variant, depth + 1, found);
            }
        }
        _ => found.extend(schema.fields().iter().map(|field| field.name.as_str())),
    }
}

/// What may belong together: one title, one path, or one shape that tells.
fn candidates(olds: &[Look<'_>], news: &[Look<'_>], same_language: bool) -> Vec<(usize, usize)> {
    let keys = |look: &Look<'_>| -> Vec<Vec<String>> {
        let mut keys = vec![vec!["path".to_owned(), look.numbered.clone()]];
        if same_language {
            keys.push(std::iter::once("title".to_owned()).chain(look.title.iter().cloned()).collect());
        }
        keys.extend(look.shape().map(|shape| [vec!["shape".to_owned()], shape].concat()));
        keys
    };
    let mut blocks: BTreeMap<Vec<String>, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (at, look) in olds.iter().enumerate() {
        for key in keys(look) {
            blocks.entry(key).or_default().0.push(at);
        }
    }
    for (at, look) in news.iter().enumerate() {
        for key in keys(look) {
            if let Some(block) = blocks.get_mut(&key) {
                block.1.push(at);
            }
        }
    }
    let small = |list: &[usize]| list.len() <= LARGEST_BLOCK;
    let mut found: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (olds, news) in blocks.into_values().filter(|(olds, news)| small(olds) && small(news)) {
        for old in &olds {
            found.extend(news.iter().map(|new| (*old, *new)));
        }
    }
    found.into_iter().collect()
}

/// How much two endpoints are alike, in percent. What both lack is half an agreement: it tells nothing apart.
fn score(old: &Look<'_>, new: &Look<'_>, same_language: bool) -> f64 {
    let like = |likeness: f64, both_empty: bool| if both_empty { 0.5 } else { likeness };
    let plain = |look: &Look<'_>| look.parameters.iter().all(|(place, _)| *place == Location::Path);
    let bare = old.parameters.is_empty() && new.parameters.is_empty();
    let parameters = like(overlap(&old.parameters, &new.parameters), bare);
    let parameters = if plain(old) && plain(new) { parameters.min(0.6) } else { parameters };
    let fields = like(overlap(&old.fields, &new.fields), old.fields.is_empty() && new.fields.is_empty());
    let statuses = overlap(&old.statuses, &new.statuses);
    let path = if old.numbered == new.numbered { 1.0 } else { dice(&old.segments, &new.segments) };
    let page = if old.endpoint.page == new.endpoint.page { 1.0 } else { 0.0 };
    let mut score = 25.0 * parameters + 16.0 * fields + 4.0 * statuses + 15.0 * path + 5.0 * page;
    if same_language {
        score += 35.0 * dice(&old.title, &new.title);
    } else {
        // Without titles the rest has to say it all.
        score *= 100.0 / 65.0;
        score -= 10.0;
    }
    if old.endpoint.method != new.endpoint.method {
        score -= 5.0;
        // Reading does not become writing.
        if reads(old.endpoint.method) != reads(new.endpoint.method) {
            score -= 10.0;
        }
    }
    score
}

fn reads(method: Method) -> bool {
    matches!(method, Method::Get | Method::Head | Method::Options)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 0 and 99")]
fn percent(score: f64) -> u8 {
    score.round().clamp(0.0, 99.0) as u8
}
