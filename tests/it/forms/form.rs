//! The form of a line: what stays when names, values and prose are taken out, in the words of FORMAT.md's tables.

/// The section of an endpoint that a line stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Before,
    Description,
    Parameters,
    Headers,
    PathAndQuery,
    Body,
    Statuses,
    Examples,
    Schema,
}

/// Every form of a page, as `section: form`.
pub(super) fn forms(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut place = Place::Before;
    let mut fence: Option<bool> = None;
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().copied().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let mut add = |section: &str, form: String| found.push(format!("{section}: {form}"));
        if line.starts_with("```") {
            if fence.is_none() {
                add("fence", line.to_owned());
            }
            fence = if fence.is_some() { None } else { Some(line == "```curl") };
        } else if let Some(is_curl) = fence {
            if is_curl {
                add("curl", curl(line));
            }
        } else if line.starts_with("# ") {
            let form = if place == Place::Before {
                "# (prose before the operations)"
            } else {
                "# inside a description"
            };
            add("heading", form.to_owned());
        } else if line.starts_with("## ") {
            place = Place::Description;
            add("heading", "## TITLE".to_owned());
        } else if line.starts_with("### ") || line.starts_with("#### ") {
            place = opened(line, place);
            add("heading", heading(line, place));
        } else if line.starts_with("**Re") {
            let is_schema = line.starts_with("**Response");
            let form = if is_schema { "**Response schema (Status: N):**" } else { line };
            add("label", form.to_owned());
            if is_schema {
                place = Place::Schema;
                let next = lines[at + 1..].iter().find(|line| !line.trim().is_empty());
                if next.is_none_or(|line| line.starts_with('#')) {
                    add("schema", "(nothing: no schema follows)".to_owned());
                }
            }
        } else {
            let (section, form) = inside(line, place);
            if place == Place::Body && is_bullet(line) {
                add("body depth", format!("level {}", (line.len() - line.trim_start().len()) / 2));
            }
            add(section, form);
        }
    }
    found
}

fn opened(line: &str, before: Place) -> Place {
    match line {
        "### Parameters" => Place::Parameters,
        "#### Headers" => Place::Headers,
        "#### Path and query parameters" => Place::PathAndQuery,
        "#### Body parameters" => Place::Body,
        "### HTTP response status codes" => Place::Statuses,
        _ if line.starts_with("#### ") || line == "### Code examples" => Place::Examples,
        _ => before,
    }
}

fn heading(line: &str, place: Place) -> String {
    if place != Place::Examples || line == "### Code examples" || line == "#### Example" {
        line.to_owned()
    } else if line.contains(": Status Code ") {
        "#### Example N: Status Code N".to_owned()
    } else {
        "#### EXAMPLE TITLE".to_owned()
    }
}

fn curl(line: &str) -> String {
    let trimmed = line.trim();
    if trimmed.contains("://") {
        return if trimmed.ends_with('\\') { "  URL \\" } else { "  URL" }.to_owned();
    }
    if trimmed.starts_with("-d '") { "  -d '".to_owned() } else { line.to_owned() }
}

fn inside(line: &str, place: Place) -> (&'static str, String) {
    match place {
        Place::Headers => ("Headers", parameter(line, false)),
        Place::PathAndQuery => ("Path and query parameters", parameter(line, true)),
        Place::Body => ("Body parameters", parameter(line, false)),
        Place::Statuses if is_bullet(line) => ("status", "* **CODE** - TEXT".to_owned()),
        Place::Statuses => ("status", "continuation text".to_owned()),
        Place::Schema => ("schema", schema(line)),
        Place::Description => ("description", description(line)),
        Place::Before | Place::Parameters | Place::Examples => ("other", line.to_owned()),
    }
}

fn description(line: &str) -> String {
    let form = if matches!(line, "Note" | "Warning" | "Important" | "Tip") {
        "alert title (Note/Warning/...)"
    } else if line.starts_with("NameType") {
        "flattened table row"
    } else if line.contains("://") {
        "link <url>"
    } else {
        "text"
    };
    form.to_owned()
}

fn is_bullet(line: &str) -> bool {
    line.trim_start().starts_with(['*', '-']) && line.trim_start()[1..].starts_with(" **")
}

fn parameter(line: &str, in_query: bool) -> String {
    let text = line.trim_start();
    if is_bullet(line) {
        let types = text.split_once("`** ").map_or(text, |(_, types)| types);
        return format!("* **`NAME`** {types}");
    }
    let values =
        |list: &str| list.split(", ").map(|value| value.trim_matches('`').to_owned()).collect::<Vec<_>>();
    let is_number = |value: &String| value.parse::<f64>().is_ok();
    if let Some(value) = text.strip_prefix("Default: ") {
        let value = value.trim_matches(['`', '\\']);
        let value = match value {
            "true" | "false" => value,
            value if value.parse::<f64>().is_ok() => "NUMBER",
            value if in_query && value.contains(',') => "a,b (array)",
            _ => "TEXT",
        };
        return format!("  Default: `{value}`");
    }
    if let Some(list) = text.strip_prefix("Can be one of: ") {
        let values = values(list);
        let what = match values.len() {
            1 => "single",
            _ if values.iter().any(|value| value == "null") => "with null",
            _ if values.iter().all(is_number) => "numbers",
            _ => "strings",
        };
        return format!("  Can be one of: ({what})");
    }
    let broke_out = text.len() == line.len();
    if broke_out { "unindented text (broke out of the list)" } else { "  description text" }.to_owned()
}

fn schema(line: &str) -> String {
    let text = line.trim_start();
    if text.starts_with("Same response schema as [") {
        return "Same response schema as [TITLE](#ANCHOR).".to_owned();
    }
    if let Some((_, value)) = text.strip_prefix("* `").and_then(|rest| rest.split_once("`: ")) {
        return format!("* `NAME`: {}", value_form(value));
    }
    if let Some(inner) = text.strip_prefix("* **").and_then(|rest| rest.strip_suffix("**")) {
        let known = ["null", "boolean", "integer", "number", "string", "array", "object"];
        let is_type = known.contains(&inner.split([' ', ',']).next().unwrap_or_default());
        return if is_type { format!("* **{}**", value_form(inner)) } else { "* **TITLE**".to_owned() };
    }
    if text.starts_with("Array ") || text.starts_with("* ") {
        return value_form(text);
    }
    format!("plain: {}", value_form(text))
}

/// Titles, values and numbers are taken out of a value.
fn value_form(value: &str) -> String {
    let mut out = String::new();
    let mut enumerated = false;
    for part in split(value) {
        if enumerated && part.starts_with('`') {
            if part == "`null`" {
                out.push_str("+null");
            }
            continue;
        }
        enumerated = part.starts_with("enum: ");
        if !out.is_empty() {
            out.push_str(", ");
        }
        out.push_str(&part_form(part));
    }
    out
}

fn part_form(part: &str) -> String {
    let (key, value) = part.split_once(": ").unwrap_or((part, ""));
    match key {
        "format" => "format: F".to_owned(),
        "enum" => "enum: V".to_owned(),
        "pattern" => "pattern: P".to_owned(),
        "minimum" | "maximum" | "minLength" | "maxLength" | "minItems" | "maxItems" => {
            format!("{key}: N{}", if value.ends_with(':') { ":" } else { "" })
        }
        "default" => match value.trim_matches('`') {
            truth @ ("true" | "false") => format!("default: {truth}"),
            text if text.starts_with('"') => "default: \"S\"".to_owned(),
            _ => "default: N".to_owned(),
        },
        _ => match part.split_once('`').and_then(|(before, rest)| Some((before, rest.split_once('`')?.1))) {
            Some((before, after)) => format!("{before}`T`{after}"),
            None => part.to_owned(),
        },
    }
}

/// The parts between `, `, but not inside code.
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut in_code) = (0, false);
    for (at, c) in text.char_indices() {
        if c == '`' {
            in_code = !in_code;
        } else if !in_code && text[at..].starts_with(", ") {
            parts.push(&text[start..at]);
            start = at + 2;
        }
    }
    parts.push(&text[start..]);
    parts
}
