//! The server: started on a free port, and stopped whatever happens.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::npm;

/// How long the server may take to start. It takes three seconds, and ten times as many where others work too.
const START: Duration = Duration::from_mins(2);

/// How long it may take to answer one request while it starts.
const ANSWER: Duration = Duration::from_secs(10);

/// How much of what the server printed is shown if it does not start, in lines.
const SHOWN: usize = 20;

/// Lets the server end when its input does, which the system closes for a program that is killed and can drop nothing.
const END_WITH_US: &str = "data:text/javascript,process.stdin.on('end',()=>process.exit()).resume()";

/// A Prism that runs until this is dropped.
#[derive(Debug)]
pub(super) struct Prism {
    child: Child,
    address: SocketAddr,
}

impl Prism {
    /// Starts a server that mocks a description, and waits until it answers.
    pub(super) fn start(folder: &Path, description: &Path) -> Result<Self, String> {
        let failed = |error: io::Error| format!("the mock server cannot be started: {error}");
        let log = folder.join("prism.log");
        let output = File::create(&log).map_err(failed)?;
        let address = free_address().map_err(failed)?;
        let child = Command::new("node")
            .args(["--import", END_WITH_US])
            .arg(folder.join(npm::PRISM))
            // `--errors` lets Prism check its own replies too, so that what it sends is what the description says.
            .args(["mock", "--errors", "--host"])
            .arg(address.ip().to_string())
            .arg("--port")
            .arg(address.port().to_string())
            // Members that the description does not have would look like members that the client loses.
            .arg("--json-schema-faker-fillProperties=false")
            .arg(description)
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stderr(output.try_clone().map_err(failed)?)
            .stdout(output)
            .spawn()
            .map_err(failed)?;
        // From here on the server is stopped on every way out.
        let mut prism = Self { child, address };
        prism.wait().map_err(|reason| format!("the mock server {reason}\n{}", end_of(&log)))?;
        Ok(prism)
    }

    /// Its scheme, host and port.
    pub(super) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    fn wait(&mut self) -> Result<(), String> {
        let start = Instant::now();
        while start.elapsed() < START {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(format!("stopped before it answered: {status}"));
            }
            if answers(self.address).unwrap_or(false) {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Err(format!("has not answered for {} seconds", START.as_secs()))
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        // It fails only if the server has stopped by itself, which is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An address of this machine that nobody listens on. Another program could take it before Prism does; then Prism says
/// so and stops.
fn free_address() -> io::Result<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()
}

/// Whether a server speaks HTTP: any answer will do.
fn answers(address: SocketAddr) -> io::Result<bool> {
    let mut stream = TcpStream::connect_timeout(&address, ANSWER)?;
    stream.set_read_timeout(Some(ANSWER))?;
    stream.write_all(format!("GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").as_bytes())?;
    let mut begin = [0; 5];
    stream.read_exact(&mut begin)?;
    Ok(&begin == b"HTTP/")
}

fn end_of(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines.get(lines.len().saturating_sub(SHOWN)..).unwrap_or_default().join("\n")
}
