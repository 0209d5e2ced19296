//! What a program sees of its requests: one span for each.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use octoquill::mock::Mock;
use octoquill::types::{Package, PackageType};
use octoquill::{Client, orgs};
use serde_json::json;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

/// A log in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

#[test]
fn a_request_is_a_span() {
    let mock = Mock::new();
    let get = || orgs::packages::Get::new("acme", PackageType::Npm, "left-pad");
    mock.expect(get()).status(503).json(json!({}));
    mock.expect(get()).status(429).header("Retry-After", "2").json(json!({}));
    mock.expect(get()).header("x-github-request-id", "AB:12").reply(&Package::default());
    mock.expect(get()).status(404).header("x-github-request-id", "ghp_canary").json(json!({}));
    let builder = Client::builder("https://ghe.example.com/api/v3").token("ghp_canary");
    let client = builder.transport(mock.clone()).clock(mock.clock()).build().unwrap();

    let log = Log::default();
    let subscriber =
        tracing_subscriber::fmt().with_writer(log.clone()).with_span_events(FmtSpan::CLOSE).with_ansi(false);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    tracing::subscriber::with_default(subscriber.finish(), || {
        runtime.block_on(async {
            client.send(get()).await.unwrap();
            client.send(get()).await.unwrap_err();
        });
    });
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let closed: Vec<&str> = text.lines().filter(|line| line.contains("close")).collect();
    assert_eq!(closed.len(), 2, "one span for each request, whatever it took: {text}");
    let about = r#"operation="orgs::packages::Get" request=GET /orgs/acme/packages/npm/left-pad"#;
    let waited: u128 = mock.clock().waits().iter().map(std::time::Duration::as_millis).sum();
    assert!(closed[0].contains(about), "{text}");
    // The first wait is random, the second is what the server asked for.
    let attempts = format!(r#"attempt=3 wait_ms={waited} status=200 request_id="AB:12""#);
    assert!(waited >= 2000 && closed[0].contains(&attempts), "{text}");
    assert!(closed[1].contains("attempt=1 wait_ms=0 status=404"), "{text}");
    assert!(!text.contains("canary"), "{text}");
}
