//! The hand-written part of the client, copied file by file: what generated code adds methods to into the crate itself, and what
//! all of it stands on into a crate beside it, which is compiled once, whatever the reference and the features.

use super::{File, MARKER};

macro_rules! files {
    ($name:ident = $root:literal: $($path:literal,)+) => {
        #[doc = concat!("Paths below `codegen/", $root, "`, with their texts.")]
        const $name: &[(&str, &str)] = &[
            $(($path, include_str!(concat!("../../", $root, "/", $path))),)+
        ];
    };
}

files! {
    BASE = "base/src":
    "base/blocking.rs",
    "base/call.rs",
    "base/client.rs",
    "base/mod.rs",
}

files! {
    RUNTIME = "runtime/src":
    "blocking.rs",
    "client/attempt.rs",
    "client/base_url.rs",
    "client/builder.rs",
    "client/clock.rs",
    "client/cursor.rs",
    "client/disposition.rs",
    "client/download.rs",
    "client/flow.rs",
    "client/incoming.rs",
    "client/items.rs",
    "client/link.rs",
    "client/mod.rs",
    "client/outgoing.rs",
    "client/pages.rs",
    "client/policy/budget.rs",
    "client/policy/gate.rs",
    "client/policy/mod.rs",
    "client/policy/queue.rs",
    "client/policy/random.rs",
    "client/policy/rate_limit_policy.rs",
    "client/policy/retry.rs",
    "client/policy/throttle.rs",
    "client/rate_limit.rs",
    "client/reply.rs",
    "client/response.rs",
    "client/send.rs",
    "client/sending.rs",
    "client/servers.rs",
    "client/settings.rs",
    "client/token.rs",
    "client/transport/body.rs",
    "client/transport/carrier.rs",
    "client/transport/failure.rs",
    "client/transport/mod.rs",
    "client/transport/over_reqwest.rs",
    "client/unpack.rs",
    "client/upload.rs",
    "client/walk.rs",
    "decode/bits.rs",
    "decode/body.rs",
    "decode/choose.rs",
    "decode/container.rs",
    "decode/cx.rs",
    "decode/drift.rs",
    "decode/fault.rs",
    "decode/field.rs",
    "decode/lenient.rs",
    "decode/lookup.rs",
    "decode/macros.rs",
    "decode/member.rs",
    "decode/mod.rs",
    "decode/on_null.rs",
    "decode/open_enum.rs",
    "decode/path.rs",
    "decode/record.rs",
    "decode/scalar.rs",
    "decode/shown.rs",
    "decode/union.rs",
    "decode/value.rs",
    "decode/visitor.rs",
    "decode/wrapped.rs",
    "endpoint.rs",
    "error/api.rs",
    "error/auth.rs",
    "error/body.rs",
    "error/config.rs",
    "error/decode.rs",
    "error/exchange.rs",
    "error/items.rs",
    "error/mod.rs",
    "error/rate_limited.rs",
    "error/redirect.rs",
    "error/release.rs",
    "error/request.rs",
    "error/transport.rs",
    "lib.rs",
    "mock/clock.rs",
    "mock/difference.rs",
    "mock/expectation.rs",
    "mock/mod.rs",
    "mock/sent.rs",
    "outcome.rs",
    "request/body.rs",
    "request/draft.rs",
    "request/draft_body.rs",
    "request/encode.rs",
    "request/into_json.rs",
    "request/members.rs",
    "request/mod.rs",
    "request/form.rs",
    "request/multipart.rs",
    "request/nullable.rs",
    "request/operation.rs",
    "request/parts.rs",
    "request/query.rs",
    "request/raw.rs",
    "request/raw_path.rs",
    "request/redact.rs",
    "request/union.rs",
    "text.rs",
}

/// The files of the base, as `src/base/…`, and those of the runtime, as `runtime/src/…`.
pub(super) fn files() -> Vec<File> {
    let base = BASE.iter().map(|(path, text)| copy(format!("src/{path}"), text));
    let runtime = RUNTIME.iter().map(|(path, text)| copy(format!("runtime/src/{path}"), text));
    base.chain(runtime).collect()
}

fn copy(path: String, text: &str) -> File {
    let contents =
        format!("// {MARKER} from its hand-written part. Do not edit: run `cargo xtask generate`.\n\n{text}");
    File { path, contents }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    /// A file that is added must be in its list above, or generated crates would lack it.
    #[test]
    fn every_file_is_listed() {
        for (list, root, below) in [(super::BASE, "base/src", "base"), (super::RUNTIME, "runtime/src", "")] {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
            let mut folders = vec![root.join(below)];
            let mut found = Vec::new();
            while let Some(folder) = folders.pop() {
                for entry in std::fs::read_dir(folder).unwrap() {
                    let path = entry.unwrap().path();
                    if path.is_dir() {
                        folders.push(path);
                    } else {
                        found.push(path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/"));
                    }
                }
            }
            found.sort();
            let listed: Vec<&str> = list.iter().map(|(path, _)| *path).collect();
            assert_eq!(listed, found);
        }
    }
}
