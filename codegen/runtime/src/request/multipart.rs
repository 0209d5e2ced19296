//! Bodies that are forms (`multipart/form-data`, RFC 7578).

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;

use super::body::Body;
use super::form::Refusal;

/// What every boundary begins with; [`DIGITS`] follow.
const BOUNDARY: &str = "form-boundary-";

/// How many hexadecimal digits there are at the end of a boundary.
const DIGITS: usize = 16;

/// Writes a form and returns it with its media type: the texts first, each kind in the order of the names.
pub(super) fn encode<'a>(
    texts: &BTreeMap<&str, String>,
    files: &BTreeMap<&'a str, Body>,
) -> Result<(String, Body), Refusal<'a>> {
    let mut contents: Vec<(&str, Bytes)> = Vec::with_capacity(files.len());
    for (name, file) in files {
        let bytes = file.bytes().ok_or((Some(*name), "is a stream; a file in a form has to be at hand"))?;
        contents.push((*name, bytes));
    }
    let names = texts.keys().chain(files.keys()).map(|name| name.as_bytes());
    let values = texts.values().map(String::as_bytes).chain(contents.iter().map(|(_, bytes)| &**bytes));
    let boundary = boundary(names.chain(values));
    let mut form = Vec::new();
    for (name, text) in texts {
        push(&mut form, &boundary, &format!("name=\"{}\"", quoted(name)), text.as_bytes());
    }
    for (name, bytes) in &contents {
        let name = quoted(name);
        let file = format!("name=\"{name}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream");
        push(&mut form, &boundary, &file, bytes);
    }
    form.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    Ok((format!("multipart/form-data; boundary={boundary}"), form.into()))
}

fn push(form: &mut Vec<u8>, boundary: &str, head: &str, content: &[u8]) {
    form.extend_from_slice(
        format!("--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes(),
    );
    form.extend_from_slice(content);
    form.extend_from_slice(b"\r\n");
}

/// A name between quotes, escaped as browsers do it.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// The first boundary that occurs in none of the contents. It tells nothing else of them, as headers are seen by others
/// than bodies are.
fn boundary<'a>(contents: impl Iterator<Item = &'a [u8]>) -> String {
    let taken: BTreeSet<&[u8]> = contents
        .flat_map(|content| content.windows(BOUNDARY.len() + DIGITS))
        .filter_map(|window| window.strip_prefix(BOUNDARY.as_bytes()))
        .collect();
    let mut number = 0_u64;
    loop {
        let digits = format!("{number:0DIGITS$x}");
        if !taken.contains(digits.as_bytes()) {
            return format!("{BOUNDARY}{digits}");
        }
        number += 1;
    }
}
