//! Bodies: too large, wrongly packed, of another type than JSON, or not there.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use docwright_tests::fault_server::{FaultServer, http, kept_alive};
use docwright_tests::server::{Answer, Server};
use flate2::write::{DeflateEncoder, GzEncoder};
use flate2::{Compression, FlushCompress};

use super::child::{self, MIB};
use super::sample::{package, packages};
use super::subject::{Got, Reply, Subject};

rows! {
    n16_packed_bodies_are_unpacked_up_to_a_limit,
    n17_of_an_error_only_the_beginning_is_read,
    n18_what_is_no_json_is_shown,
    n19_empty_bodies_and_statuses_that_nobody_documented,
}

/// How large the bodies are when they are unpacked that the naive client is given. More would take minutes.
const BOMB_FOR_ALL: u64 = 96 * MIB;

pub(super) async fn n16_packed_bodies_are_unpacked_up_to_a_limit(subject: Subject) {
    if let Some(role) = child::role() {
        let github = role.subject.client(&role.origin);
        child::measured(async {
            let failure = github.list().await.unwrap_err();
            failure.assert_label("body TooLarge", &"bomb");
        })
        .await;
        return;
    }
    // 10 MB that are 10 GB of blanks when they are unpacked, and then an empty list.
    let size = if subject == Subject::Naive { BOMB_FOR_ALL } else { 10 * 1024 * MIB };
    let bomb = bomb(size);
    let server = FaultServer::start(move |connection| {
        if connection.read().is_some() {
            connection.write(packed("gzip", &bomb));
        }
    });
    let test = concat!(module_path!(), "::tests::n16_packed_bodies_are_unpacked_up_to_a_limit");
    if let Some(grown) = child::run_for_memory(subject, test, &server.origin) {
        assert_eq!(server.requests(), 1, "the next one would be as large");
        assert!(grown < 160 * MIB, "{} MiB", grown / MIB);
    }
    corrupt_bodies_are_errors(subject).await;
}

async fn corrupt_bodies_are_errors(subject: Subject) {
    let plain = packages(&[1]);
    let once = gzip(plain.as_bytes());
    let twice = gzip(&once);
    let cut = &once[..once.len() - 9];
    let mut damaged = once.clone();
    damaged[once.len() / 2] ^= 0xff;
    let rows: [(&str, &str, &[u8], &str); 7] = [
        ("packed twice", "gzip", &twice, "decode $"),
        ("packed twice, as it says", "gzip, gzip", &twice, "body Corrupt"),
        ("not packed", "gzip", plain.as_bytes(), "body Corrupt"),
        ("cut", "gzip", cut, "transport IncompleteBody"),
        ("damaged", "gzip", &damaged, "body Corrupt"),
        ("in an unknown way", "zstd", b"\x28\xb5\x2f\xfd\x00\x58\x00\x00\x00", "body Corrupt"),
        ("empty", "gzip", b"", "decode $"),
    ];
    for (row, encoding, body, label) in rows {
        let server = FaultServer::bytes(packed(encoding, body));
        subject.client(&server.origin).list().await.unwrap_err().assert_label(label, &row);
    }
    let server = FaultServer::bytes(packed("gzip", &once));
    assert_eq!(subject.client(&server.origin).list().await.unwrap().packages[0].id, 1);
}

fn packed(encoding: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: {encoding}\r\n\
         Content-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Blanks and an empty list, packed. The same block is repeated, so that it is made in no time.
fn bomb(size: u64) -> Vec<u8> {
    let blank = vec![b' '; usize::try_from(MIB).unwrap()];
    let mut block = Vec::with_capacity(64 * 1024);
    let mut deflate = flate2::Compress::new(Compression::best(), false);
    deflate.compress_vec(&blank, &mut block, FlushCompress::Full).unwrap();
    let mut end = DeflateEncoder::new(Vec::new(), Compression::best());
    end.write_all(b"[]").unwrap();
    let end = end.finish().unwrap();

    let mut checksum = flate2::Crc::new();
    let blocks = size / MIB;
    // Whoever unpacks ten gigabytes finds a wrong sum at their end, which nobody should.
    if size <= BOMB_FOR_ALL {
        (0..blocks).for_each(|_| checksum.update(&blank));
        checksum.update(b"[]");
    }
    let mut bomb = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    (0..blocks).for_each(|_| bomb.extend_from_slice(&block));
    bomb.extend_from_slice(&end);
    bomb.extend_from_slice(&checksum.sum().to_le_bytes());
    let length = u32::try_from((blocks * MIB + 2) % (1 << 32)).unwrap();
    bomb.extend_from_slice(&length.to_le_bytes());
    bomb
}

pub(super) async fn n17_of_an_error_only_the_beginning_is_read(subject: Subject) {
    const GIGABYTE: u64 = 1_000_000_000;
    if let Some(role) = child::role() {
        let github = role.subject.client(&role.origin);
        child::measured(async {
            let failure = github.list().await.unwrap_err();
            failure.assert_label("api 500", &"a gigabyte");
            // What was read is kept as it is.
            assert!(failure.shown.contains(&"x".repeat(60 * 1024)), "{} bytes", failure.shown.len());
        })
        .await;
        return;
    }
    let written = Arc::new(AtomicU64::new(0));
    let taken = Arc::clone(&written);
    let server = FaultServer::start(move |connection| {
        if connection.read().is_none() {
            return;
        }
        connection.write(format!("HTTP/1.1 500 Oops\r\nContent-Length: {GIGABYTE}\r\n\r\n"));
        let chunk = vec![b'x'; 1 << 16];
        while taken.load(Ordering::SeqCst) < GIGABYTE && connection.write(&chunk) {
            taken.fetch_add(1 << 16, Ordering::SeqCst);
        }
    });
    let test = concat!(module_path!(), "::tests::n17_of_an_error_only_the_beginning_is_read");
    let Some(grown) = child::run_for_memory(subject, test, &server.origin) else { return };
    assert!(grown < 16 * MIB, "{} MiB", grown / MIB);
    // What the sockets took on the way is a matter of the system.
    let written = written.load(Ordering::SeqCst);
    assert!(written < 64 * MIB, "{} MiB were taken", written / MIB);
}

async fn list(subject: Subject, answer: Answer) -> Got<Reply> {
    let server = Server::always(answer);
    subject.client(&server.origin).list().await
}

pub(super) async fn n18_what_is_no_json_is_shown(subject: Subject) {
    const PAGE: &str = "<!DOCTYPE html>\n<title>Sign in\u{1b}[31m</title>";
    let utf16: Vec<u8> = packages(&[1]).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let long = format!("<html>{}END", "x".repeat(1_000));
    let rows: [(&str, &[u8]); 7] = [
        ("text/html; charset=utf-8", PAGE.as_bytes()),
        ("text/html", long.as_bytes()),
        ("text/plain", b"OK"),
        ("application/xml", b"<a/>"),
        ("application/json; charset=utf-16", &utf16),
        ("image/png", b"\x89PNG\r\n\x1a\n\0"),
        ("", b"<html>"),
    ];
    for (content_type, body) in rows {
        let failure =
            list(subject, Answer::new(200, body).header("Content-Type", content_type)).await.unwrap_err();
        failure.assert_label("body UnexpectedContentType", &content_type);
        let display = failure.error.as_ref().unwrap().to_string();
        // The beginning is there, in one line, and a terminal has nothing to obey.
        assert!(!display.chars().any(char::is_control), "{display:?}");
        assert!(!display.contains("END") && display.len() < 600, "{display}");
        if body.starts_with(b"<") {
            assert!(display.contains(std::str::from_utf8(&body[..4]).unwrap()), "{display}");
        }
        if content_type.starts_with("text/html") {
            assert!(display.contains("text/html"), "{display}");
        }
    }
    // A proxy's page is no message of GitHub's, but an error of its status all the same.
    let proxy = Answer::new(502, "<html><h1>502 Bad Gateway</h1>").header("Content-Type", "text/html");
    let failure = list(subject, proxy).await.unwrap_err();
    failure.assert_label("api 502", &"a proxy's page");
    assert!(failure.shown.contains("<h1>502 Bad Gateway</h1>"), "{failure:?}");
    // JSON is JSON, whatever it is called.
    for content_type in
        ["text/plain", "text/html", "application/octet-stream", "application/scim+json", "", "???"]
    {
        let answer = Answer::new(200, packages(&[1])).header("Content-Type", content_type);
        assert_eq!(list(subject, answer).await.unwrap().packages[0].id, 1, "{content_type}");
    }
}

pub(super) async fn n19_empty_bodies_and_statuses_that_nobody_documented(subject: Subject) {
    for body in ["", " \n"] {
        for status in [200, 202] {
            let failure = list(subject, Answer::new(status, body)).await.unwrap_err();
            assert!(failure.label.starts_with("decode $"), "{failure:?}");
            assert!(
                failure.shown.contains(&status.to_string()) && failure.shown.contains("empty"),
                "{failure:?}"
            );
        }
    }
    failure_of_304(subject).await;
    // A success that the page does not name is a success, and says which.
    for status in [200, 201, 202, 203, 205, 206, 299] {
        let server = Server::always(Answer::new(status, ""));
        assert_eq!(subject.client(&server.origin).delete().await.unwrap(), status);
        let server = Server::always(Answer::new(status, packages(&[1])));
        let reply = subject.client(&server.origin).list().await.unwrap();
        assert_eq!((reply.status, reply.packages[0].id), (status, 1));
    }
    // What comes with a 204 is none of its body, whether there is a length or not, and does no harm to what is next.
    for length in ["", "Content-Length: 7\r\n"] {
        let server = FaultServer::start(move |connection| {
            while let Some(request) = connection.read() {
                if request.line.starts_with("DELETE") {
                    connection.write(format!("HTTP/1.1 204 No Content\r\n{length}\r\n{{\"a\":1}}"));
                } else {
                    connection.write(kept_alive(200, "", &package(7).to_string()));
                }
            }
        });
        let github = subject.client(&server.origin);
        for _ in 0..3 {
            assert_eq!(github.delete().await.unwrap(), 204);
            assert_eq!(github.get("npm", "x").await.unwrap().id, 7);
        }
        assert_eq!(server.requests(), 6);
    }
    // A 204 as it should be leaves its connection to the next request.
    let server = FaultServer::start(|connection| {
        while connection.read().is_some() {
            connection.write("HTTP/1.1 204 No Content\r\n\r\n");
        }
    });
    let github = subject.client(&server.origin);
    for _ in 0..3 {
        assert_eq!(github.delete().await.unwrap(), 204);
    }
    assert_eq!((server.requests(), server.connections()), (3, 1));
}

async fn failure_of_304(subject: Subject) {
    let server = FaultServer::bytes(http(304, "ETag: \"x\"\r\n", "").replace("Content-Length: 0\r\n", ""));
    subject.client(&server.origin).list().await.unwrap_err().assert_label("api 304", &"nothing is cached");
}
