//! Setting up a client: base URLs, tokens, headers.
#![cfg(feature = "reqwest")]

mod support;

use runtime::Error;
use support::{CANARY, builder, shown};

#[test]
fn base_urls() {
    let table = [
        ("https://api.github.com", Some("https://api.github.com")),
        ("https://api.github.com/", Some("https://api.github.com")),
        ("https://ghe.example.com/api/v3/", Some("https://ghe.example.com/api/v3")),
        ("HTTPS://GHE.example.com:443/api/v3", Some("https://ghe.example.com/api/v3")),
        ("https://ghe.example.com:8443", Some("https://ghe.example.com:8443")),
        ("https://[2001:db8::1]/api", Some("https://[2001:db8::1]/api")),
        ("https://bücher.example", Some("https://xn--bcher-kva.example")),
        ("http://ghe.example.com", Some("http://ghe.example.com")),
        ("ftp://ghe.example.com", None),
        ("file:///etc/passwd", None),
        ("ghe.example.com", None),
        ("/api/v3", None),
        ("", None),
        ("https://", None),
        ("https://ghp_canary0123456789@ghe.example.com", None),
        ("https://user:ghp_canary0123456789@ghe.example.com", None),
        ("https://ghe.example.com?token=ghp_canary0123456789", None),
        ("https://ghe.example.com/?", None),
        ("https://ghe.example.com/#ghp_canary0123456789", None),
        ("https://ghp_canary0123456789:x", None),
    ];
    for (base, expected) in table {
        let builder = builder(base);
        assert!(!format!("{builder:?}").contains(CANARY));
        match (builder.build(), expected) {
            (Ok(client), Some(expected)) => {
                assert!(format!("{client:?}").contains(&format!("base_url: {expected:?},")), "{client:?}");
            }
            (Err(error @ Error::Config(_)), None) => assert!(!shown(&error).contains(CANARY), "{error:?}"),
            (built, _) => panic!("{base}: {built:?}"),
        }
    }
}

#[test]
fn a_token_over_plain_http() {
    let table = [
        ("http://ghe.example.com", false),
        ("http://10.0.0.1", false),
        ("http://localhost.example.com", false),
        ("http://128.0.0.1", false),
        ("http://localhost:8080/api", true),
        ("http://ghe.localhost", true),
        ("http://127.0.0.1", true),
        ("http://127.1.2.3:80", true),
        ("http://[::1]:3000", true),
        ("https://ghe.example.com", true),
    ];
    for (base, allowed) in table {
        assert_eq!(builder(base).token(CANARY).build().is_ok(), allowed, "{base}");
        assert_eq!(builder(base).header("Authorization", "Basic x").build().is_ok(), allowed, "{base}");
        assert!(builder(base).build().is_ok(), "{base}: there is nothing to be read on the way");
        assert!(builder(base).token(CANARY).allow_insecure_http(true).build().is_ok(), "{base}");
    }
}

#[test]
fn tokens() {
    let table = [
        ("ghp_x", true),
        ("ghp_x\n", true),
        ("ghp_x\r\n", true),
        ("ghp_x\n\n", false),
        ("\nghp_x", false),
        ("ghp_x y", false),
        ("ghp_x\0", false),
        ("ghp_x\u{e9}", false),
        ("\n", false),
        ("", false),
    ];
    for (token, accepted) in table {
        match builder("https://ghe.example.com").token(token).build() {
            Ok(_) => assert!(accepted, "{token:?}"),
            Err(error @ Error::Config(_)) => {
                assert!(!accepted, "{token:?}: {error}");
                assert!(!shown(&error).contains("ghp_x"), "{error}");
            }
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn headers_that_cannot_be_sent() {
    for (name, value) in [("bad name", CANARY), ("x-bad", "ghp_canary0123456789\n")] {
        let error = builder("https://ghe.example.com").header(name, value).build().unwrap_err();
        assert!(matches!(error, Error::Config(_)));
        assert!(error.to_string().contains(name) && !shown(&error).contains(CANARY), "{error}");
    }
    assert!(builder("https://ghe.example.com").user_agent("a\nb").build().is_err());
    assert!(builder("https://ghe.example.com").api_version("a\nb").build().is_err());
}
